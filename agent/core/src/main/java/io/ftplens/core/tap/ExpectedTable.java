package io.ftplens.core.tap;

import io.ftplens.protocol.event.DataConnectionMode;
import io.ftplens.protocol.event.Endpoint;
import io.ftplens.protocol.session.ExpectedDataConnection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The data connections that sessions look out for, by announced port. Its lock is the innermost:
 * sessions change it while they hold their own.
 */
final class ExpectedTable {
  private final Map<Integer, List<Entry>> byPort = new HashMap<>();

  /** A monitor, as that of {@link PortTable}. */
  private final Object lock = new Object();

  /** Written under the lock, read without it. */
  private final AtomicInteger size = new AtomicInteger();

  boolean isEmpty() {
    return size.get() == 0;
  }

  void add(ExpectedDataConnection expected, ControlConnection control) {
    synchronized (lock) {
      byPort
          .computeIfAbsent(expected.endpoint().port(), port -> new ArrayList<>(1))
          .add(new Entry(expected, control));
      size.incrementAndGet();
    }
  }

  void remove(ExpectedDataConnection expected) {
    synchronized (lock) {
      Integer port = expected.endpoint().port();
      List<Entry> entries = byPort.get(port);
      if (entries != null && entries.removeIf(entry -> entry.expected == expected)) {
        size.decrementAndGet();
        if (entries.isEmpty()) {
          byPort.remove(port);
        }
      }
    }
  }

  /**
   * Finds what an outbound connection was announced for: the announced address or the control
   * connection's peer (clients put it in place of a private address); another address only if this
   * thread drives that session, for any other connection may have the same port.
   */
  @Nullable Entry passive(Endpoint peer) {
    return best(DataConnectionMode.PASSIVE, peer, false);
  }

  /**
   * Finds what an inbound connection was announced for. The listener's port decides, because behind
   * NAT the announced address is not ours.
   *
   * @param local our end of the accepted connection, or the listener
   */
  @Nullable Entry active(Endpoint local) {
    return best(DataConnectionMode.ACTIVE, local, true);
  }

  /** Those that the server is to open. */
  List<Entry> active() {
    List<Entry> active = new ArrayList<>();
    synchronized (lock) {
      for (List<Entry> entries : byPort.values()) {
        for (Entry entry : entries) {
          if (entry.expected.mode() == DataConnectionMode.ACTIVE) {
            active.add(entry);
          }
        }
      }
    }
    return active;
  }

  private @Nullable Entry best(DataConnectionMode mode, Endpoint met, boolean portDecides) {
    long thread = Thread.currentThread().getId();
    Entry best = null;
    int bestRank = 0;
    synchronized (lock) {
      for (Entry entry : byPort.getOrDefault(met.port(), new ArrayList<>(0))) {
        if (entry.expected.mode() != mode) {
          continue;
        }
        boolean sameThread = entry.control.lastThread() == thread;
        boolean sameAddress =
            entry.expected.endpoint().address().equals(met.address())
                || (mode == DataConnectionMode.PASSIVE
                    && entry.expected.session().info().peer().address().equals(met.address()));
        int rank = (sameAddress ? 4 : 0) + (sameThread ? 2 : 0) + (portDecides ? 1 : 0);
        // Among equals the one announced last.
        if (rank > 0 && rank >= bestRank) {
          best = entry;
          bestRank = rank;
        }
      }
    }
    return best;
  }

  /** An expected data connection and the control connection it was announced on. */
  static final class Entry {
    final ExpectedDataConnection expected;
    final ControlConnection control;

    Entry(ExpectedDataConnection expected, ControlConnection control) {
      this.expected = expected;
      this.control = control;
    }
  }
}
