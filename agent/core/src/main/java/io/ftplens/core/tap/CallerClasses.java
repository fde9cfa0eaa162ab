package io.ftplens.core.tap;

import org.jspecify.annotations.Nullable;

/** The classes on the calling thread's stack. */
public abstract class CallerClasses {
  private static final boolean JAVA_8 =
      System.getProperty("java.specification.version", "").startsWith("1.");

  /** Null where the JVM does not give them away. */
  static Class<?> @Nullable [] innermostFirst() {
    try {
      // By name because it was compiled apart, against a later API.
      CallerClasses classes =
          JAVA_8
              ? new SecurityManagerClasses()
              : Class.forName("io.ftplens.core.tap.StackWalkerClasses")
                  .asSubclass(CallerClasses.class)
                  .getDeclaredConstructor()
                  .newInstance();
      return classes.get();
    } catch (ReflectiveOperationException | RuntimeException | LinkageError refused) {
      // A security manager that is in force may refuse.
      return null;
    }
  }

  /** The classes, the innermost first; those of this call are among them. */
  protected abstract Class<?>[] get();

  /** The way of JDK 8; nothing is secured by it. On later ones it costs 20 ms. */
  private static final class SecurityManagerClasses extends CallerClasses {
    @Override
    protected Class<?>[] get() {
      return new Context().getClassContext();
    }
  }

  /** Opens what a security manager may ask for. */
  private static final class Context extends SecurityManager {
    @Override
    protected Class<?>[] getClassContext() {
      return super.getClassContext();
    }
  }
}
