package io.ftplens.core.tap;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The watched sockets by local port, and the bits that keep all others out.
 *
 * <p>Local ports are not unique (two addresses, or SO_REUSEADDR), so each port has a short chain
 * and a socket is found in it by identity. Look-ups take no lock; changes take one.
 */
final class PortTable {
  private static final int CHUNK = 256;

  private final long[] rawBits;
  private final long[] tlsBits;
  private final IntConsumer tlsPortCount;
  private final AtomicReferenceArray<@Nullable AtomicReferenceArray<@Nullable Tracked>> chunks =
      new AtomicReferenceArray<>(65536 / CHUNK);

  /**
   * A monitor, since all sessions share it: before JDK 24 a virtual thread that waits within a
   * monitor of its own keeps its carrier, and where all carriers are kept so, whoever is next to
   * have a {@code java.util.concurrent} lock may get none. The holder of a monitor has one.
   */
  private final Object lock = new Object();

  private int tlsPorts;
  private int size;
  private boolean all;

  /**
   * Makes an empty table.
   *
   * @param rawBits 1024 words, one bit a port, kept up to date here and read by the hooks
   * @param tlsBits the same for TLS plain text
   * @param tlsPortCount told how many bits of tlsBits are set
   */
  PortTable(long[] rawBits, long[] tlsBits, IntConsumer tlsPortCount) {
    this.rawBits = rawBits;
    this.tlsBits = tlsBits;
    this.tlsPortCount = tlsPortCount;
  }

  /** The watched socket, if this is one. */
  @Nullable Tracked find(Object socket, int localPort) {
    for (Tracked t = first(localPort); t != null; t = t.next) {
      if (t.is(socket)) {
        return t;
      }
    }
    return null;
  }

  /** The head of the chain of a port. */
  @Nullable Tracked first(int localPort) {
    AtomicReferenceArray<@Nullable Tracked> chunk = chunks.get((localPort & 0xffff) / CHUNK);
    return chunk == null ? null : chunk.get(localPort % CHUNK);
  }

  /** Begins to watch a socket; one already watched under the same identity is replaced. */
  void put(Tracked tracked) {
    synchronized (lock) {
      unlink(tracked.localPort(), tracked.socket());
      AtomicReferenceArray<@Nullable Tracked> chunk = chunkFor(tracked.localPort());
      int index = tracked.localPort() % CHUNK;
      tracked.next = chunk.get(index);
      chunk.set(index, tracked);
      size++;
      mark(tracked.localPort());
    }
  }

  /** Stops watching. */
  void remove(Tracked tracked) {
    synchronized (lock) {
      AtomicReferenceArray<@Nullable Tracked> chunk = chunkFor(tracked.localPort());
      int index = tracked.localPort() % CHUNK;
      chunk.set(index, without(chunk.get(index), tracked));
      mark(tracked.localPort());
    }
  }

  /** Looks again at what the sockets of a port want. */
  void refresh(int localPort) {
    synchronized (lock) {
      mark(localPort);
    }
  }

  /** Marks every port but 0, which stands for none: the hooks hand over whatever is used. */
  void markAll() {
    synchronized (lock) {
      all = true;
      markEach();
    }
  }

  /** Marks the ports of watched sockets only, as it is usual. */
  void markWatched() {
    synchronized (lock) {
      all = false;
      markEach();
    }
  }

  /** Forgets every socket. */
  void clear() {
    synchronized (lock) {
      for (int i = 0; i < chunks.length(); i++) {
        chunks.set(i, null);
      }
      size = 0;
      all = false;
      markEach();
    }
  }

  private void markEach() {
    for (int port = 1; port < 65536; port++) {
      mark(port);
    }
  }

  /** How many sockets are watched. */
  int size() {
    return size;
  }

  /** Visits every watched socket; for rare use. */
  void forEach(Consumer<Tracked> visitor) {
    for (int i = 0; i < chunks.length(); i++) {
      AtomicReferenceArray<@Nullable Tracked> chunk = chunks.get(i);
      for (int j = 0; chunk != null && j < CHUNK; j++) {
        for (Tracked t = chunk.get(j); t != null; t = t.next) {
          visitor.accept(t);
        }
      }
    }
  }

  private void unlink(int port, @Nullable Object socket) {
    for (Tracked t = first(port); t != null; t = t.next) {
      if (socket != null && t.is(socket)) {
        AtomicReferenceArray<@Nullable Tracked> chunk = chunkFor(port);
        chunk.set(port % CHUNK, without(chunk.get(port % CHUNK), t));
        return;
      }
    }
  }

  /** Readers walk chains without a lock, so who goes keeps its own link. */
  private @Nullable Tracked without(@Nullable Tracked head, Tracked gone) {
    if (head == null) {
      return null;
    }
    if (head == gone) {
      size--;
      return head.next;
    }
    for (Tracked t = head; t.next != null; t = t.next) {
      if (t.next == gone) {
        t.next = gone.next;
        size--;
        break;
      }
    }
    return head;
  }

  private AtomicReferenceArray<@Nullable Tracked> chunkFor(int port) {
    AtomicReferenceArray<@Nullable Tracked> chunk = chunks.get(port / CHUNK);
    if (chunk == null) {
      chunk = new AtomicReferenceArray<>(CHUNK);
      chunks.set(port / CHUNK, chunk);
    }
    return chunk;
  }

  private void mark(int port) {
    boolean tls = false;
    Tracked head = first(port);
    for (Tracked t = head; t != null; t = t.next) {
      tls |= t.wantsTls();
    }
    set(rawBits, port, head != null || all);
    if (set(tlsBits, port, tls || all)) {
      tlsPorts += tls || all ? 1 : -1;
      tlsPortCount.accept(tlsPorts);
    }
  }

  /** Returns whether the bit changed. */
  private static boolean set(long[] bits, int port, boolean on) {
    long bit = 1L << port;
    long before = bits[port >>> 6];
    bits[port >>> 6] = on ? before | bit : before & ~bit;
    return (before & bit) != 0 != on;
  }
}
