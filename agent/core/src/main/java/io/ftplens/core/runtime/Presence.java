package io.ftplens.core.runtime;

import io.ftplens.core.hook.HookClassDefiner;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Shows to {@code ftplens list} that this JVM has ftplens: by a counter among HotSpot's performance
 * data, which others read without touching this JVM. Where there are no such data, nothing is
 * shown.
 */
final class Presence {
  /**
   * The command line reads the same names; a counter cannot be made twice, so each start has one.
   */
  private static final String NAME = "io.ftplens.version";

  private static final int MOST_STARTS = 9;
  private static final int LONGEST_VERSION = 63;

  // The constants of com.sun.jdk PerfData: a string that may change.
  private static final int VARIABLE = 3;
  private static final int STRING_UNITS = 5;

  private final @Nullable ByteBuffer counter;

  private Presence(@Nullable ByteBuffer counter) {
    this.counter = counter;
  }

  /** Shows the version from now on. */
  static Presence show(Instrumentation instrumentation, String version) {
    try {
      return new Presence(create(instrumentation, version));
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      // Another JVM than HotSpot, or -XX:-UsePerfData: list cannot see such a JVM at all.
      return new Presence(null);
    }
  }

  private static @Nullable ByteBuffer create(Instrumentation instrumentation, String version)
      throws ReflectiveOperationException {
    boolean old = HookClassDefiner.feature() < 9;
    if (!old) {
      export(instrumentation);
    }
    Class<?> type = Class.forName(old ? "sun.misc.Perf" : "jdk.internal.perf.Perf");
    Object perf = type.getMethod("getPerf").invoke(null);
    Method create =
        type.getMethod("createString", String.class, int.class, int.class, String.class, int.class);
    String shown =
        version.length() > LONGEST_VERSION ? version.substring(0, LONGEST_VERSION) : version;
    for (int start = 1; start <= MOST_STARTS; start++) {
      String name = start == 1 ? NAME : NAME + "." + start;
      try {
        return (ByteBuffer)
            create.invoke(perf, name, VARIABLE, STRING_UNITS, shown, LONGEST_VERSION);
      } catch (InvocationTargetException e) {
        if (!(e.getCause() instanceof IllegalArgumentException)) {
          throw e;
        }
      }
    }
    return null;
  }

  private static void export(Instrumentation instrumentation) throws ReflectiveOperationException {
    Method getModule = Class.class.getMethod("getModule");
    Map<String, Set<Object>> exports =
        Collections.singletonMap(
            "jdk.internal.perf", Collections.singleton(getModule.invoke(Presence.class)));
    Instrumentation.class
        .getMethod(
            "redefineModule",
            Class.forName("java.lang.Module"),
            Set.class,
            Map.class,
            Map.class,
            Set.class,
            Map.class)
        .invoke(
            instrumentation,
            getModule.invoke(Object.class),
            Collections.emptySet(),
            exports,
            Collections.emptyMap(),
            Collections.emptySet(),
            Collections.emptyMap());
  }

  /** Shows nothing any more. */
  void hide() {
    if (counter != null) {
      byte[] nothing = new byte[counter.capacity()];
      // Through the supertype: the covariant overrides came with Java 9.
      ((Buffer) counter).position(0);
      counter.put(nothing);
    }
  }
}
