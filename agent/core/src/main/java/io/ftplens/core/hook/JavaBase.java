package io.ftplens.core.hook;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What the start needs of {@code java.base} and is not Java 8's API; one implementation for each
 * way of getting at it.
 */
public abstract class JavaBase {
  // The constants of HotSpot's PerfData: a string that may change.
  static final int VARIABLE = 3;
  static final int STRING_UNITS = 5;

  /** The feature number of the running JDK: 8, 11, 17, … */
  public static int feature() {
    String version = System.getProperty("java.specification.version", "8");
    return Integer.parseInt(version.startsWith("1.") ? version.substring(2) : version);
  }

  /** The implementation for the running JDK. */
  public static JavaBase ofThisJdk() throws ReflectiveOperationException {
    if (feature() < 9) {
      return new JavaBase8();
    }
    // By name because it was compiled apart, against a later API. A constructor without parameters
    // and a call by type: Method.invoke would spin method handles on JDK 18 and later, for some
    // 20 ms a signature.
    return Class.forName("io.ftplens.core.hook.JavaBase9")
        .asSubclass(JavaBase.class)
        .getDeclaredConstructor()
        .newInstance();
  }

  /**
   * Gains the power to define classes; called once, before {@link #define}.
   *
   * @param classFiles reads those of our classes that are for the boot loader
   */
  abstract void prepare(Instrumentation instrumentation, ClassFiles classFiles) throws IOException;

  /** Lets our own module into packages of {@code java.base}. */
  abstract void open(Instrumentation instrumentation, String... packages);

  /** Defines a class in the boot loader. */
  abstract void define(Instrumentation instrumentation, String name, byte[] classFile)
      throws ReflectiveOperationException;

  /** The class that {@link #performanceString} needs to be defined; null if none. */
  abstract @Nullable String countersClass();

  /**
   * Makes a string among HotSpot's performance data.
   *
   * @throws IllegalArgumentException if there is one of this name
   * @throws IOException if this JVM has no such data
   */
  abstract ByteBuffer performanceString(String name, String value, int longest)
      throws IOException, ReflectiveOperationException;
}
