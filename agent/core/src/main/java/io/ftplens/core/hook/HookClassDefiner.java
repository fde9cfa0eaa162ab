package io.ftplens.core.hook;

import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.security.ProtectionDomain;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Defines {@code java.lang.FtplensHooks} in the boot loader without touching the boot class path.
 *
 * <p>An appended boot path costs a JVM its AppCDS archive and has kept other agents from starting,
 * so the class goes in by {@code Lookup.defineClass} on 9 and later and by {@code
 * Unsafe.defineClass} on 8. All of it is reflection because the code is compiled against JDK 8.
 */
public final class HookClassDefiner {
  private static final String NAME = "java.lang.FtplensHooks";

  private HookClassDefiner() {}

  /** Defines the hook class unless this JVM has it already; opens {@code java.net} to us on 9+. */
  public static void define(Instrumentation instrumentation, ClassLoader ours)
      throws IOException, ReflectiveOperationException {
    if (feature() >= 9) {
      open(instrumentation);
    }
    byte[] classFile = read(ours);
    if (defined()) {
      // Of a start before a detach, or of another copy of the jar.
      if (!HookClassVersion.same(Class.forName(NAME, false, null), classFile)) {
        throw new IOException(
            "this JVM has had another version of ftplens, and one class of it stays in java.lang;"
                + " use the jar of that version, or start the application anew");
      }
      return;
    }
    if (feature() >= 9) {
      defineByLookup(classFile);
    } else {
      defineByUnsafe(classFile);
    }
  }

  /** Whether this JVM has the hook class: ftplens, in whichever copy, was started before. */
  public static boolean defined() {
    try {
      Class.forName(NAME, false, null);
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  /** The feature number of the running JDK: 8, 11, 17, … */
  public static int feature() {
    String version = System.getProperty("java.specification.version", "8");
    return Integer.parseInt(version.startsWith("1.") ? version.substring(2) : version);
  }

  /** Lets our own module into java.lang, for the definition, and java.net, for SocketImpl. */
  private static void open(Instrumentation instrumentation) throws ReflectiveOperationException {
    Method getModule = Class.class.getMethod("getModule");
    Object base = getModule.invoke(Object.class);
    Object own = getModule.invoke(HookClassDefiner.class);
    Map<String, Set<Object>> opens = new HashMap<>();
    opens.put("java.lang", Collections.singleton(own));
    opens.put("java.net", Collections.singleton(own));
    Class<?> module = Class.forName("java.lang.Module");
    Instrumentation.class
        .getMethod("redefineModule", module, Set.class, Map.class, Map.class, Set.class, Map.class)
        .invoke(
            instrumentation,
            base,
            Collections.emptySet(),
            Collections.emptyMap(),
            opens,
            Collections.emptySet(),
            Collections.emptyMap());
  }

  private static void defineByLookup(byte[] classFile) throws ReflectiveOperationException {
    Object lookup =
        MethodHandles.class
            .getMethod("privateLookupIn", Class.class, MethodHandles.Lookup.class)
            .invoke(null, Object.class, MethodHandles.lookup());
    invoke(MethodHandles.Lookup.class.getMethod("defineClass", byte[].class), lookup, classFile);
  }

  private static void defineByUnsafe(byte[] classFile) throws ReflectiveOperationException {
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
    invoke(defineClass, theUnsafe.get(null), NAME, classFile, 0, classFile.length, null, null);
  }

  /**
   * Another thread or copy of ours may have been faster: then the class is there, and all is well.
   */
  private static void invoke(Method method, @Nullable Object target, @Nullable Object... arguments)
      throws ReflectiveOperationException {
    try {
      method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      if (!(e.getCause() instanceof LinkageError && defined())) {
        throw e;
      }
    }
  }

  private static byte[] read(ClassLoader ours) throws IOException {
    String resource = NAME.replace('.', '/') + ".class";
    try (InputStream in = ours.getResourceAsStream(resource)) {
      if (in == null) {
        throw new FileNotFoundException(resource + " is not in the agent's jar");
      }
      ByteArrayOutputStream bytes = new ByteArrayOutputStream(16 * 1024);
      byte[] buffer = new byte[8 * 1024];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        bytes.write(buffer, 0, n);
      }
      return bytes.toByteArray();
    }
  }
}
