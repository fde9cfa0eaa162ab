package io.ftplens.core.tap;

import org.jspecify.annotations.Nullable;

/**
 * The classes on a thread's stack. Of the JDK's ways to them this is the one that all releases
 * have; nothing is secured by it.
 */
final class CallerClasses extends SecurityManager {
  private CallerClasses() {}

  /** Null where the JVM does not give them away. */
  static Class<?> @Nullable [] innermostFirst() {
    try {
      return new CallerClasses().getClassContext();
    } catch (RuntimeException | LinkageError refused) {
      // A security manager that is in force may refuse another one.
      return null;
    }
  }
}
