package io.ftplens.core.hook;

import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import jdk.internal.misc.Unsafe;
import jdk.internal.perf.Perf;

/**
 * JDK 9 and later: modules are redefined, and the JDK's inner Unsafe defines classes.
 *
 * <p>Java 8 bytecode like all of ours, but compiled against the API of the JDK that builds. What it
 * calls could be called by reflection, too, and was: on JDK 25 that alone cost 60 ms of CPU.
 */
public final class JavaBase9 extends JavaBase {
  /** Called by name. */
  public JavaBase9() {}

  @Override
  void open(Instrumentation instrumentation) {
    Module base = Object.class.getModule();
    Set<Module> own = Collections.singleton(JavaBase9.class.getModule());
    Map<String, Set<Module>> opens = new HashMap<>();
    // What is called without reflection as well: what is open at run time is exported, too.
    for (String packageName :
        new String[] {"java.lang", "java.net", "jdk.internal.misc", "jdk.internal.perf"}) {
      if (base.getDescriptor().packages().contains(packageName)) {
        opens.put(packageName, own);
      }
    }
    // At one go, and all as one kind: the JDK's own lambdas make it cost some milliseconds.
    instrumentation.redefineModule(
        base,
        Collections.<Module>emptySet(),
        Collections.<String, Set<Module>>emptyMap(),
        opens,
        Collections.<Class<?>>emptySet(),
        Collections.<Class<?>, java.util.List<Class<?>>>emptyMap());
  }

  @Override
  void define(String name, byte[] classFile) throws IllegalAccessException {
    try {
      Unsafe.getUnsafe().defineClass(name, classFile, 0, classFile.length, null, null);
    } catch (NoClassDefFoundError | NoSuchMethodError | IllegalAccessError e) {
      // The JDK's inner parts are not as they were. The public way loads more: on JDK 25 it reads
      // the class file with an API of its own, for some milliseconds.
      defineByLookup(classFile);
    }
  }

  private static void defineByLookup(byte[] classFile) throws IllegalAccessException {
    MethodHandles.privateLookupIn(Object.class, MethodHandles.lookup()).defineClass(classFile);
  }

  @Override
  public ByteBuffer performanceString(String name, String value, int longest) {
    return Perf.getPerf().createString(name, VARIABLE, STRING_UNITS, value, longest);
  }
}
