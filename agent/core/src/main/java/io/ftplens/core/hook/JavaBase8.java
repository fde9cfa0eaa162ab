package io.ftplens.core.hook;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;

/** JDK 8: nothing is closed, and {@code Unsafe} defines classes. */
final class JavaBase8 extends JavaBase {
  @Override
  void prepare(Instrumentation instrumentation, ClassFiles classFiles) {
    // Unsafe will do.
  }

  @Override
  void open(Instrumentation instrumentation, String... packages) {
    // There are no modules.
  }

  @Override
  void define(Instrumentation instrumentation, String name, byte[] classFile)
      throws ReflectiveOperationException {
    Class<?> unsafeClass = Class.forName("sun.misc.Unsafe");
    Field theUnsafe = unsafeClass.getDeclaredField("theUnsafe");
    theUnsafe.setAccessible(true);
    Method defineClass =
        unsafeClass.getMethod(
            "defineClass",
            String.class,
            byte[].class,
            int.class,
            int.class,
            ClassLoader.class,
            ProtectionDomain.class);
    invoke(defineClass, theUnsafe.get(null), name, classFile, 0, classFile.length, null, null);
  }

  @Override
  @Nullable String countersClass() {
    return null;
  }

  @Override
  ByteBuffer performanceString(String name, String value, int longest)
      throws ReflectiveOperationException {
    Class<?> type = Class.forName("sun.misc.Perf");
    Object perf = invoke(type.getMethod("getPerf"), null);
    Method create =
        type.getMethod("createString", String.class, int.class, int.class, String.class, int.class);
    return (ByteBuffer) invoke(create, perf, name, VARIABLE, STRING_UNITS, value, longest);
  }

  /** Lets what the method itself throws through. */
  private static Object invoke(
      Method method, @Nullable Object target, @Nullable Object... arguments)
      throws ReflectiveOperationException {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      Throwable cause = e.getCause();
      if (cause instanceof RuntimeException) {
        throw (RuntimeException) cause;
      }
      if (cause instanceof Error) {
        throw (Error) cause;
      }
      throw e;
    }
  }
}
