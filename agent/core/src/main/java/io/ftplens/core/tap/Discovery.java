package io.ftplens.core.tap;

import io.ftplens.core.runtime.AgentThreads;
import io.ftplens.core.socket.SocketFacts;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * For a while after an attach to a running JVM: every socket that is used is looked at once, since
 * nobody saw it connect.
 */
final class Discovery {
  /**
   * Keep-alive of pooled sessions is a matter of minutes; afterwards the hooks are to cost nothing
   * again.
   */
  static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(10);

  /** Plain text is kept only until its record is written by the same thread. */
  private static final int MOST_EARLY = 256;

  /** A command is shorter; of anything else the beginning is enough to reject it. */
  private static final int LONGEST_EARLY = 1024;

  private final SocketTap tap;
  private final SocketFacts facts;
  private final long startNanoTime = System.nanoTime();
  private final Map<Integer, byte[]> early = new ConcurrentHashMap<>();

  Discovery(SocketTap tap, SocketFacts facts) {
    this.tap = tap;
    this.facts = facts;
  }

  boolean over() {
    return System.nanoTime() - startNanoTime > LONGEST_NANOS;
  }

  /** A socket is used that the table does not have; null if it is to be left alone. */
  @Nullable Tracked meet(Object socket, int localPort) {
    if (AgentThreads.current() || tap.table().size() >= SocketTap.MOST_WATCHED) {
      return null;
    }
    try {
      InetSocketAddress server = facts.peerAddress(socket);
      if (server == null || server.getAddress() == null) {
        return null;
      }
      MidSession met = new MidSession(tap, socket, localPort, server, early.remove(localPort));
      tap.table().put(met);
      return met;
    } catch (IOException e) {
      tap.environment().ownError(e);
      return null;
    }
  }

  /** JSSE was given plain text for a socket that was not met yet: its record is about to come. */
  void plainTextFirst(int localPort, byte[] bytes, int offset, int length) {
    if (early.size() < MOST_EARLY && !AgentThreads.current()) {
      early.put(
          localPort, Arrays.copyOfRange(bytes, offset, offset + Math.min(length, LONGEST_EARLY)));
    }
  }
}
