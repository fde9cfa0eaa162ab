package io.ftplens.core.hook;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.nio.ByteBuffer;

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
   * Lets our own module into java.lang, for the definition of the hook class, java.net, for
   * SocketImpl, and the performance data.
   */
  abstract void open(Instrumentation instrumentation);

  /** Defines a class of {@code java.lang} in the boot loader. */
  abstract void define(String name, byte[] classFile)
      throws IllegalAccessException, ReflectiveOperationException;

  /**
   * Makes a string among HotSpot's performance data.
   *
   * @throws IllegalArgumentException if there is one of this name
   * @throws IOException if this JVM has no such data
   */
  public abstract ByteBuffer performanceString(String name, String value, int longest)
      throws IOException, ReflectiveOperationException;
}
