package io.ftplens.core.tap;

import io.ftplens.protocol.event.Endpoint;
import java.io.IOException;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * A connected socket that is watched, and that it refers to. Its methods run on threads of the
 * application, inside the socket operation.
 */
abstract class Tracked extends WeakReference<Object> {
  private final int localPort;

  /** What a channel's write was offered, until it returns; a channel writes one at a time. */
  volatile long offered;

  /** Whether something else was written in place of what a channel's write was offered. */
  volatile boolean replaced;

  /** Where a scattering read began in each buffer, until it returns. */
  volatile int @Nullable [] scatter;

  /** The next one with the same local port; owned by {@link PortTable}. */
  @Nullable Tracked next;

  /** The TLS socket that was last found to lie over this one; see {@link TlsCarriers}. */
  private volatile @Nullable WeakReference<Object> tlsSocket;

  /**
   * Begins to watch.
   *
   * @param socket the SocketImpl or SocketChannel; held weakly
   */
  Tracked(Object socket, int localPort) {
    super(socket);
    this.localPort = localPort;
  }

  final boolean is(Object other) {
    return get() == other;
  }

  /** True once the application dropped the socket without closing it. */
  final boolean abandoned() {
    return get() == null;
  }

  /** The socket itself; null once the application dropped it. */
  public final @Nullable Object socket() {
    return get();
  }

  final int localPort() {
    return localPort;
  }

  /** Whether this TLS socket is known to lie over this one. */
  final boolean carries(Object tls) {
    WeakReference<Object> known = tlsSocket;
    return known != null && known.get() == tls;
  }

  /** From now on it is. */
  final void carry(Object tls) {
    tlsSocket = new WeakReference<>(tls);
  }

  /** Whom the application speaks with, beyond a proxy if there is one; null to ask the socket. */
  @Nullable Endpoint target() {
    return null;
  }

  /** Whether the peer is, or may be, a proxy that leads to somebody who is not known. */
  boolean leadsToUnknown() {
    return false;
  }

  /** Whether the plain text of a TLS socket over this one is of interest. */
  abstract boolean wantsTls();

  /**
   * The application read bytes; count is -1 at the end of the stream.
   *
   * @param handle what further bytes can be read from
   * @param length what the application has room for
   * @return the count the application is given
   * @throws IOException only what a further read threw
   */
  abstract int read(Object handle, byte[] bytes, int offset, int length, int count)
      throws IOException;

  /**
   * The application is about to read; asked only once something was read ahead of somebody.
   *
   * @return how much is left for the socket to read: 0 if the bytes are there already
   */
  int reading(byte[] bytes, int offset, int length) {
    return length;
  }

  /** As {@link #reading}, of the plain text inside TLS. */
  int tlsReading(byte[] bytes, int offset, int length) {
    return length;
  }

  /** How much the calling thread is being served. */
  int serving() {
    return 0;
  }

  /** As {@link #serving}, and its read returns with that. */
  int served() {
    return 0;
  }

  /** What the application is told when the socket says that so much can be read. */
  int available(int count) {
    return count;
  }

  /** The application is about to write bytes; returns how many of them it is to write itself. */
  abstract int write(Object handle, byte[] bytes, int offset, int length);

  /** Bytes given to {@link #write} were not taken; they will be given again. */
  void unwritten(long count) {}

  /** Whether the bytes themselves are wanted, or only how many there are. */
  abstract boolean wantsBytes();

  /** As {@link #read}, where the bytes are not wanted. */
  abstract void counted(long read, long written);

  /** As {@link #read}, of the plain text inside TLS. */
  abstract int tlsRead(Object handle, byte[] bytes, int offset, int length, int count)
      throws IOException;

  /** As {@link #write}, of the plain text inside TLS. */
  abstract int tlsWrite(Object handle, byte[] bytes, int offset, int length);

  /** A read or write threw. */
  abstract void failed(Throwable thrown);

  /** The application closes the socket, or dropped it. */
  abstract void closed();
}
