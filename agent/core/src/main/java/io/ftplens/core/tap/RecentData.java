package io.ftplens.core.tap;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The latest data connection for each remainder of the local port: a way to it with three steps in
 * memory where {@link PortTable}'s has ten, for between two reads of a large transfer the kernel's
 * copying pushes them out of the processor's cache. Whatever is not found here is there.
 *
 * <p>Without a lock and without order: a thread that sees an old entry, or a new one half, does not
 * find its socket in it and goes the other way.
 */
final class RecentData {
  private static final int SLOTS = 256;

  /** One for the JVM, so that the compiler knows where it is. */
  private static final @Nullable DataTap[] TAPS = new DataTap[SLOTS];

  private RecentData() {}

  /** The data connection of a socket, if it is among these. */
  static @Nullable DataTap find(Object socket, int localPort) {
    DataTap data = TAPS[localPort & (SLOTS - 1)];
    return data != null && data.is(socket) ? data : null;
  }

  /** The data connection below a TLS socket, if it is among these and known to be that. */
  static @Nullable DataTap belowTls(Object tls, int localPort) {
    DataTap data = TAPS[localPort & (SLOTS - 1)];
    return data != null && data.carries(tls) ? data : null;
  }

  static void add(DataTap data) {
    TAPS[data.localPort() & (SLOTS - 1)] = data;
  }

  static void remove(DataTap data) {
    int slot = data.localPort() & (SLOTS - 1);
    if (TAPS[slot] == data) {
      TAPS[slot] = null;
    }
  }

  static void clear() {
    Arrays.fill(TAPS, null);
  }
}
