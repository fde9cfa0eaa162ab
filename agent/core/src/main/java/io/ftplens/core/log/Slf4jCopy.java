package io.ftplens.core.log;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * One copy of SLF4J that an application has (1.7 or 2), by reflection.
 *
 * <p>Its class {@code LoggerFactory} is neither loaded nor initialised by us: its state is read
 * once a class was seen that its initialiser makes an instance of, and a logger is asked for only
 * after it has been initialised well. What is found hangs on the copy's own class.
 */
final class Slf4jCopy {
  /** Put together at run time because our jar relocates such names. */
  static final String PACKAGE = String.join(".", "org", "slf4j");

  static final String FACTORY = PACKAGE + ".LoggerFactory";

  /** {@code LoggerFactory} has had a static field with one of these since 1.5. */
  static final String SIGN_OF_INITIALISATION = PACKAGE + ".helpers.SubstituteLoggerFactory";

  /** Values of {@code LoggerFactory.INITIALIZATION_STATE}. */
  private static final int FAILED = 2;

  private static final int SUCCESSFUL = 3;
  private static final int NO_PROVIDER = 4;

  private static final ClassValue<Slf4jCopy> COPIES =
      new ClassValue<Slf4jCopy>() {
        @Override
        protected Slf4jCopy computeValue(Class<?> factory) {
          return new Slf4jCopy(factory);
        }
      };

  private final Class<?> factory;
  private volatile boolean initialising;
  private boolean unknown;
  private @Nullable Field state;
  private @Nullable Methods methods;

  private Slf4jCopy(Class<?> factory) {
    this.factory = factory;
  }

  static Slf4jCopy of(Class<?> factory) {
    return COPIES.get(factory);
  }

  /** Its initialisation has begun: from now on its fields may be read. */
  void initialising() {
    initialising = true;
  }

  /** Why it cannot be used; null if it can. */
  ApplicationLoggers.@Nullable WhyNot whyNot() {
    if (!initialising) {
      return ApplicationLoggers.WhyNot.NOT_INITIALISED;
    }
    if (unknown) {
      return ApplicationLoggers.WhyNot.UNKNOWN;
    }
    try {
      switch (state()) {
        case SUCCESSFUL:
          if (methods == null) {
            methods = new Methods(factory);
          }
          return null;
        case FAILED:
        case NO_PROVIDER:
          return ApplicationLoggers.WhyNot.FAILED;
        default:
          return ApplicationLoggers.WhyNot.NOT_INITIALISED;
      }
    } catch (ReflectiveOperationException | LinkageError | RuntimeException e) {
      unknown = true;
      return ApplicationLoggers.WhyNot.UNKNOWN;
    }
  }

  private int state() throws ReflectiveOperationException {
    if (state == null) {
      Field field = factory.getDeclaredField("INITIALIZATION_STATE");
      field.setAccessible(true);
      state = field;
    }
    return state.getInt(null);
  }

  /**
   * A writer of this copy, which {@link #whyNot} has called ready.
   *
   * @param loader a loader of the application, for what its logging keeps for each; may be null
   * @return null if its back end has no logger for the application yet
   * @throws Throwable what the application's logging throws
   */
  ApplicationLoggers.@Nullable Writer writer(String name, @Nullable ClassLoader loader)
      throws Throwable {
    Methods found = methods;
    if (found == null) {
      return null;
    }
    ClassLoader context = loader == null ? factory.getClassLoader() : loader;
    return inContext(context, () -> found.writer(name, context));
  }

  /** Runs the application's code as its own threads would: its back end may ask for the loader. */
  private static <T> @Nullable T inContext(@Nullable ClassLoader loader, Call<T> call)
      throws Throwable {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      return call.run();
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private interface Call<T> {
    @Nullable T run() throws Throwable;
  }

  /** The methods that a line needs. */
  private static final class Methods {
    private final Method getFactory;
    private final Method getLogger;
    private final Map<Level, Method> byLevel = new EnumMap<>(Level.class);
    private final Method getMdc;
    private final Method putMdc;
    private final Method removeMdc;

    Methods(Class<?> loggerFactory) throws ReflectiveOperationException {
      getFactory = loggerFactory.getMethod("getILoggerFactory");
      getLogger = getFactory.getReturnType().getMethod("getLogger", String.class);
      for (Level level : Level.values()) {
        byLevel.put(level, getLogger.getReturnType().getMethod(method(level), String.class));
      }
      // the only class we load, after the copy has initialised itself well
      Class<?> mdc = Class.forName(PACKAGE + ".MDC", true, loggerFactory.getClassLoader());
      getMdc = mdc.getMethod("get", String.class);
      putMdc = mdc.getMethod("put", String.class, String.class);
      removeMdc = mdc.getMethod("remove", String.class);
    }

    private static String method(Level level) {
      switch (level) {
        case ERROR:
          return "error";
        case WARN:
          return "warn";
        case INFO:
          return "info";
        case DEBUG:
          return "debug";
        default:
          return "trace";
      }
    }

    ApplicationLoggers.@Nullable Writer writer(String name, @Nullable ClassLoader context)
        throws Throwable {
      Object factory = getFactory.invoke(null);
      Log4jContext log4j = Log4jContext.of(factory, context);
      if (log4j != null && !log4j.present()) {
        return null;
      }
      Object logger = log4j == null ? getLogger.invoke(factory, name) : log4j.logger(name);
      LifeCycle life = LifeCycle.of(log4j == null ? factory : log4j.context(), name);
      return new ApplicationLoggers.Writer() {
        @Override
        public boolean write(LogEvent event) throws Throwable {
          return Boolean.TRUE.equals(
              inContext(context, () -> Methods.this.write(logger, life, event)));
        }

        @Override
        public boolean tellsItsEnd() {
          return life.tells();
        }
      };
    }

    private boolean write(Object logger, LifeCycle life, LogEvent event) throws Throwable {
      Method method = byLevel.get(event.level());
      if (method == null || life.ended()) {
        return false;
      }
      Object oldTrace = set(AgentLogger.TRACE_ID, event.traceId());
      Object oldSpan = set(AgentLogger.SPAN_ID, event.spanId());
      try {
        method.invoke(logger, harmless(event.text()));
      } finally {
        restore(AgentLogger.TRACE_ID, event.traceId(), oldTrace);
        restore(AgentLogger.SPAN_ID, event.spanId(), oldSpan);
      }
      // shut down meanwhile, by a hook that runs beside ours at exit: maybe written, maybe not
      return !life.ended();
    }

    private @Nullable Object set(String key, @Nullable String value) throws Throwable {
      if (value == null) {
        return null;
      }
      Object old = getMdc.invoke(null, key);
      putMdc.invoke(null, key, value);
      return old;
    }

    private void restore(String key, @Nullable String value, @Nullable Object old)
        throws Throwable {
      if (value != null) {
        if (old == null) {
          removeMdc.invoke(null, key);
        } else {
          putMdc.invoke(null, key, old);
        }
      }
    }

    /**
     * Log4j before 2.15 looks up what it finds in a message (CVE-2021-44228), and file names and
     * replies are a server's to choose.
     */
    private static String harmless(String text) {
      return text.replace("${", "$ {");
    }
  }
}
