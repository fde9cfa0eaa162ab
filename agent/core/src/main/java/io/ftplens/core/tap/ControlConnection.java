package io.ftplens.core.tap;

import io.ftplens.protocol.event.ConnectionDirection;
import io.ftplens.protocol.event.Endpoint;
import io.ftplens.protocol.event.SessionInfo;
import io.ftplens.protocol.session.ExpectedDataConnection;
import io.ftplens.protocol.session.FtpSession;
import io.ftplens.protocol.session.SessionPlumbing;
import java.io.InterruptedIOException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A recognised control connection: serialises what happens to it and feeds its session. */
final class ControlConnection extends Tracked implements SessionPlumbing {
  private final SocketTap tap;
  private final SessionClock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final FtpSession session;

  /** True while the socket's own bytes are TLS records, and its plain text comes from JSSE. */
  private volatile boolean tlsLayer;

  /** Bytes a non-blocking write did not take: they were fed already and will be offered again. */
  private long offeredTwice;

  private volatile long lastThread;
  private boolean over;

  ControlConnection(
      SocketTap tap,
      Object socket,
      int localPort,
      SessionInfo info,
      boolean implicitTls,
      SessionClock clock,
      long connectedEpochNanos) {
    super(socket, localPort);
    this.tap = tap;
    this.clock = clock;
    this.tlsLayer = implicitTls;
    this.lastThread = Thread.currentThread().getId();
    this.session =
        new FtpSession(
            info,
            implicitTls,
            tap.environment().listener(),
            this,
            tap.environment().contexts(),
            connectedEpochNanos);
  }

  /** The id of the thread that last used the connection. */
  long lastThread() {
    return lastThread;
  }

  SessionClock clock() {
    return clock;
  }

  /** Feeds what was seen before the connection was recognised. */
  void replay(Recognizer recognizer) {
    lock.lock();
    try {
      recognizer.replay(session);
    } finally {
      lock.unlock();
    }
  }

  @Override
  boolean wantsTls() {
    return tlsLayer;
  }

  @Override
  boolean wantsBytes() {
    return true;
  }

  @Override
  void read(byte[] bytes, int offset, int count) {
    if (count < 0) {
      end(null);
    } else if (!tlsLayer) {
      plainRead(bytes, offset, count);
    }
  }

  @Override
  void write(byte[] bytes, int offset, int length) {
    if (!tlsLayer) {
      plainWrite(bytes, offset, length);
    }
  }

  @Override
  void unwritten(long count) {
    lock.lock();
    try {
      if (!tlsLayer) {
        offeredTwice += count;
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  void tlsRead(byte[] bytes, int offset, int count) {
    // The end of the TLS layer is not the end of the connection: after CCC it goes on in clear.
    if (tlsLayer && count > 0) {
      plainRead(bytes, offset, count);
    }
  }

  @Override
  void tlsWrite(byte[] bytes, int offset, int length) {
    if (tlsLayer) {
      plainWrite(bytes, offset, length);
    }
  }

  void plainRead(byte[] bytes, int offset, int count) {
    lastThread = Thread.currentThread().getId();
    lock.lock();
    try {
      session.received(bytes, offset, count, clock.now());
    } finally {
      lock.unlock();
    }
  }

  void plainWrite(byte[] bytes, int offset, int length) {
    lastThread = Thread.currentThread().getId();
    lock.lock();
    try {
      int skipped = (int) Math.min(offeredTwice, length);
      offeredTwice -= skipped;
      if (length > skipped) {
        if (tap.environment().forcedPassive().takeForcedSetup()) {
          session.forceNextSetup();
          tap.environment().forced(session.info());
        }
        session.sent(bytes, offset + skipped, length - skipped, clock.now());
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  void counted(long read, long written) {
    // Never called: the bytes are wanted.
  }

  @Override
  void failed(Throwable thrown) {
    // SocketTimeoutException is one: the connection lives on.
    if (!(thrown instanceof InterruptedIOException)) {
      end(thrown.getClass().getName());
    }
  }

  @Override
  void closed() {
    end(null);
  }

  /** Ends the session; a second call does nothing. */
  void end(@Nullable String errorType) {
    lock.lock();
    try {
      if (!over) {
        over = true;
        session.closed(errorType, clock.now());
      }
    } finally {
      lock.unlock();
    }
    tap.table().remove(this);
  }

  void tick() {
    lock.lock();
    try {
      session.tick(clock.now());
    } finally {
      lock.unlock();
    }
  }

  void dataConnected(
      ExpectedDataConnection expected,
      ConnectionDirection direction,
      Endpoint local,
      Endpoint peer) {
    lock.lock();
    try {
      session.dataConnected(expected, direction, local, peer, clock.now());
    } finally {
      lock.unlock();
    }
  }

  void dataConnectFailed(ExpectedDataConnection expected, Throwable thrown) {
    lock.lock();
    try {
      session.dataConnectFailed(expected, thrown.getClass().getName(), clock.now());
    } finally {
      lock.unlock();
    }
  }

  void dataProgress(ExpectedDataConnection expected, long received, long transmitted) {
    lock.lock();
    try {
      session.dataProgress(expected, received, transmitted, clock.now());
    } finally {
      lock.unlock();
    }
  }

  void dataClosed(
      ExpectedDataConnection expected,
      long received,
      long transmitted,
      @Nullable String errorType) {
    lock.lock();
    try {
      session.dataClosed(expected, received, transmitted, errorType, clock.now());
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void expect(ExpectedDataConnection expected) {
    tap.expected().add(expected, this);
  }

  @Override
  public void forget(ExpectedDataConnection expected) {
    tap.expected().remove(expected);
  }

  @Override
  public void controlProtected(boolean protectedByTls) {
    tlsLayer = protectedByTls;
    tap.table().refresh(localPort());
  }
}
