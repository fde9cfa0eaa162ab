package io.ftplens.core.hook;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import jdk.internal.misc.Unsafe;
import org.jspecify.annotations.Nullable;
import sun.misc.FtplensDefiner;

/**
 * JDK 9 and later: the JDK's inner Unsafe defines classes. It is reached through {@code sun.misc},
 * which is open; where that is missing, by a redefinition of {@code java.base}.
 *
 * <p>Java 8 bytecode like all of ours, but compiled against the API of the JDK that builds. What it
 * calls could be called by reflection, too, and was: on JDK 25 that alone cost 60 ms of CPU.
 */
public final class JavaBase9 extends JavaBase {
  private static final String DEFINER = "sun.misc.FtplensDefiner";
  private static final String NEIGHBOUR = "sun.misc.Unsafe";

  /** Null where the other way has to be taken. */
  private @Nullable BiFunction<String, byte[], Class<?>> definer;

  /** Called by name. */
  public JavaBase9() {}

  @Override
  void prepare(Instrumentation instrumentation, ClassFiles classFiles) throws IOException {
    byte[] classFile = classFiles.read(DEFINER);
    try {
      MethodHandles.privateLookupIn(Class.forName(NEIGHBOUR, false, null), MethodHandles.lookup())
          .defineClass(classFile);
      definer = FtplensDefiner.take();
    } catch (ReflectiveOperationException | LinkageError | RuntimeException e) {
      // The run-time image lacks that module, or there was a start before this one.
      openAll(instrumentation);
    }
  }

  private void openAll(Instrumentation instrumentation) {
    definer = null;
    open(instrumentation, "java.lang", "java.net", "jdk.internal.misc");
  }

  @Override
  void open(Instrumentation instrumentation, String... packages) {
    Module base = Object.class.getModule();
    Map<String, Set<Module>> opens = new HashMap<>();
    for (String name : packages) {
      if (base.getDescriptor().packages().contains(name)) {
        // Which at run time exports it as well.
        opens.put(name, Collections.singleton(JavaBase9.class.getModule()));
      }
    }
    // All as one kind and at one go: each redefinition makes lambdas, for some milliseconds.
    instrumentation.redefineModule(
        base,
        Collections.<Module>emptySet(),
        Collections.<String, Set<Module>>emptyMap(),
        opens,
        Collections.<Class<?>>emptySet(),
        Collections.<Class<?>, java.util.List<Class<?>>>emptyMap());
  }

  @Override
  void define(Instrumentation instrumentation, String name, byte[] classFile)
      throws IllegalAccessException {
    BiFunction<String, byte[], Class<?>> now = definer;
    try {
      if (now == null) {
        Unsafe.getUnsafe().defineClass(name, classFile, 0, classFile.length, null, null);
      } else {
        Class<?> unused = now.apply(name, classFile);
      }
    } catch (NoClassDefFoundError | NoSuchMethodError | IllegalAccessError e) {
      // The JDK's inner parts are not as they were. The public way loads more: on JDK 25 it reads
      // the class file with an API of its own, for some milliseconds.
      openAll(instrumentation);
      MethodHandles.privateLookupIn(neighbour(name), MethodHandles.lookup()).defineClass(classFile);
    }
  }

  private static Class<?> neighbour(String name) {
    return name.startsWith("java.net.") ? Socket.class : Object.class;
  }

  @Override
  String countersClass() {
    return "java.lang.FtplensCounters";
  }

  @Override
  ByteBuffer performanceString(String name, String value, int longest) {
    return FtplensCounters.createString(name, VARIABLE, STRING_UNITS, value, longest);
  }
}
