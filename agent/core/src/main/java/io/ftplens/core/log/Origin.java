package io.ftplens.core.log;

import io.ftplens.core.runtime.AgentThreads;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * Where in the application an event comes from, as far as that tells whose log it belongs to: a
 * context class loader, and the loader of the class that called. Both are held weakly.
 */
final class Origin {
  /** Nobody asked, or one of our own threads logs for no session. */
  static final Origin UNKNOWN = new Origin(null, null, false);

  private static final String[] LOGGING = {
    "ch.qos.logback.", "org.apache.logging.log4j.", "org.apache.log4j.", "java.util.logging."
  };

  private final WeakReference<@Nullable ClassLoader> context;
  private final WeakReference<@Nullable ClassLoader> caller;
  private final boolean logging;

  private Origin(@Nullable ClassLoader context, @Nullable ClassLoader caller, boolean logging) {
    this.context = new WeakReference<>(context);
    this.caller = new WeakReference<>(caller);
    this.logging = logging;
  }

  /** What the calling thread alone tells: a look at a field. */
  static Origin ofThread() {
    return AgentThreads.current()
        ? UNKNOWN
        : new Origin(Thread.currentThread().getContextClassLoader(), null, false);
  }

  /** What the calling thread and its stack tell; asked once a session. */
  static Origin ofCaller() {
    if (AgentThreads.current()) {
      return UNKNOWN;
    }
    ClassLoader platform = ClassLoader.getSystemClassLoader().getParent();
    ClassLoader innermost = null;
    boolean logging = false;
    for (Class<?> type : Stack.classes()) {
      ClassLoader loader = type.getClassLoader();
      logging |= ofLogging(type.getName());
      if (innermost == null && loader != platform && loader != Origin.class.getClassLoader()) {
        innermost = loader;
      }
    }
    return new Origin(Thread.currentThread().getContextClassLoader(), innermost, logging);
  }

  private static boolean ofLogging(String className) {
    for (String prefix : LOGGING) {
      if (className.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  /** The same caller, seen from the thread that runs now, if it is the application's. */
  Origin now() {
    return logging || AgentThreads.current()
        ? this
        : new Origin(Thread.currentThread().getContextClassLoader(), caller.get(), false);
  }

  /** The context class loader; null if it is not known, or gone. */
  @Nullable ClassLoader context() {
    return context.get();
  }

  /** The loader of the application's innermost class; null if it is not known, or gone. */
  @Nullable ClassLoader caller() {
    return caller.get();
  }

  /** Whether it is the application's logging itself that uses FTP. */
  boolean logging() {
    return logging;
  }

  /** The same, for what is done in the course of our own writing. */
  static Origin ofOurWriting() {
    return new Origin(null, null, true);
  }

  /** The only way to classes, and not their names, that JDK 8 has too. */
  private static final class Stack extends SecurityManager {
    static Class<?>[] classes() {
      try {
        return new Stack().getClassContext();
      } catch (LinkageError | RuntimeException e) {
        return new Class<?>[0]; // a JDK that has it no more
      }
    }
  }
}
