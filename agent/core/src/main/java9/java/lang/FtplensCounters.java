package java.lang;

import java.nio.ByteBuffer;
import jdk.internal.perf.Perf;

/** Makes counters among HotSpot's performance data: a class of {@code java.base} may. */
public final class FtplensCounters {
  private FtplensCounters() {}

  /** See {@link Perf#createString}. */
  public static ByteBuffer createString(
      String name, int variability, int units, String value, int longest) {
    return Perf.getPerf().createString(name, variability, units, value, longest);
  }
}
