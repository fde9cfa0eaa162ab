package io.ftplens.core.log;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * Whether a back end still takes lines; what they are given after their end they drop in silence.
 */
abstract class LifeCycle {
  /** SLF4J's factory of loggers of {@code java.util.logging}, in whatever package. */
  private static final String JUL_FACTORY = "JDK14LoggerFactory";

  /**
   * Looks at a back end.
   *
   * @param backEnd its context, or SLF4J's factory of its loggers
   * @param loggerName what lines are to be logged by
   */
  static LifeCycle of(Object backEnd, String loggerName) {
    try {
      return backEnd.getClass().getSimpleName().equals(JUL_FACTORY)
          ? new JulHandlers(loggerName)
          : new Started(backEnd);
    } catch (ReflectiveOperationException | RuntimeException e) {
      return new Untold();
    }
  }

  /** Whether its end can be known. */
  abstract boolean tells();

  /** Whether it was stopped. */
  final boolean ended() {
    try {
      return endedNow();
    } catch (ReflectiveOperationException | RuntimeException e) {
      // What cannot be asked has gone with its application.
      return tells();
    }
  }

  protected abstract boolean endedNow() throws ReflectiveOperationException;

  /** Logback's and Log4j's contexts. */
  private static final class Started extends LifeCycle {
    private final Object context;
    private final Method isStarted;
    private final boolean wasStarted;

    Started(Object context) throws ReflectiveOperationException {
      this.context = context;
      this.isStarted = context.getClass().getMethod("isStarted");
      this.wasStarted = Boolean.TRUE.equals(isStarted.invoke(context));
    }

    @Override
    boolean tells() {
      return wasStarted;
    }

    @Override
    protected boolean endedNow() throws ReflectiveOperationException {
      return wasStarted && !Boolean.TRUE.equals(isStarted.invoke(context));
    }
  }

  /**
   * {@code java.util.logging} takes the handlers from its loggers when the JVM ends, in a shutdown
   * hook that runs beside ours.
   */
  private static final class JulHandlers extends LifeCycle {
    /** Put together at run time because our jar relocates that package, in constants too. */
    private static final String LOGGER = String.join(".", "java", "util", "logging", "Logger");

    private final Object logger;
    private final Method getHandlers;
    private final Method getUseParentHandlers;
    private final Method getParent;

    JulHandlers(String name) throws ReflectiveOperationException {
      Class<?> type = Class.forName(LOGGER);
      this.logger = type.getMethod("getLogger", String.class).invoke(null, name);
      this.getHandlers = type.getMethod("getHandlers");
      this.getUseParentHandlers = type.getMethod("getUseParentHandlers");
      this.getParent = type.getMethod("getParent");
    }

    @Override
    boolean tells() {
      return true;
    }

    @Override
    protected boolean endedNow() throws ReflectiveOperationException {
      for (Object each = logger; each != null; each = parent(each)) {
        if (((Object[]) getHandlers.invoke(each)).length > 0) {
          return false;
        }
      }
      return true;
    }

    private @Nullable Object parent(Object child) throws ReflectiveOperationException {
      return Boolean.TRUE.equals(getUseParentHandlers.invoke(child))
          ? getParent.invoke(child)
          : null;
    }
  }

  /** Any other. */
  private static final class Untold extends LifeCycle {
    @Override
    boolean tells() {
      return false;
    }

    @Override
    protected boolean endedNow() {
      return false;
    }
  }
}
