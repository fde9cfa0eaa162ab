package io.ftplens.core.runtime;

import io.ftplens.core.hook.BootClasses;
import java.io.IOException;
import java.nio.Buffer;
import java.nio.ByteBuffer;
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

  private final @Nullable ByteBuffer counter;

  private Presence(@Nullable ByteBuffer counter) {
    this.counter = counter;
  }

  /** Shows the version from now on. */
  static Presence show(BootClasses boot, String version) {
    try {
      return new Presence(create(boot, version));
    } catch (IOException | ReflectiveOperationException | RuntimeException | LinkageError e) {
      // Another JVM than HotSpot, or -XX:-UsePerfData: list cannot see such a JVM at all.
      return new Presence(null);
    }
  }

  private static @Nullable ByteBuffer create(BootClasses boot, String version)
      throws IOException, ReflectiveOperationException {
    String shown =
        version.length() > LONGEST_VERSION ? version.substring(0, LONGEST_VERSION) : version;
    for (int start = 1; start <= MOST_STARTS; start++) {
      try {
        return boot.performanceString(
            start == 1 ? NAME : NAME + "." + start, shown, LONGEST_VERSION);
      } catch (IllegalArgumentException e) {
        // There is one of an earlier start.
      }
    }
    return null;
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
