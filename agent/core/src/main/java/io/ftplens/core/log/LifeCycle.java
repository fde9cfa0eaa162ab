package io.ftplens.core.log;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * Whether a back end that has been started was stopped; Logback's and Log4j's contexts tell, and
 * what they are given after their end they drop in silence.
 */
final class LifeCycle {
  private final Object context;
  private final @Nullable Method isStarted;
  private final boolean wasStarted;

  LifeCycle(Object context) {
    this.context = context;
    Method method = null;
    try {
      method = context.getClass().getMethod("isStarted");
    } catch (ReflectiveOperationException | RuntimeException e) {
      // another back end: it does not tell
    }
    this.isStarted = method;
    this.wasStarted = started();
  }

  /** Whether its end can be known. */
  boolean tells() {
    return wasStarted;
  }

  boolean ended() {
    return wasStarted && !started();
  }

  private boolean started() {
    try {
      return isStarted != null && Boolean.TRUE.equals(isStarted.invoke(context));
    } catch (ReflectiveOperationException | RuntimeException e) {
      return false;
    }
  }
}
