package io.ftplens.core.tap;

import io.ftplens.core.force.ForcedPassive;
import io.ftplens.core.force.WireForcing;
import io.ftplens.protocol.event.ConnectionDirection;
import io.ftplens.protocol.event.DataConnectionMode;
import io.ftplens.protocol.event.Endpoint;
import io.ftplens.protocol.event.SessionInfo;
import io.ftplens.protocol.session.ExpectedDataConnection;
import io.ftplens.protocol.session.FtpSession;
import io.ftplens.protocol.session.SessionPlumbing;
import java.io.IOException;
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

  /** Set while a direction may still carry TLS records although TLS was left. */
  private volatile @Nullable TlsRecords leavingTlsRead;

  private volatile @Nullable TlsRecords leavingTlsWrite;

  private final BlindWatch blindWatch;

  /** Bytes a non-blocking write did not take: they were fed already and will be offered again. */
  private long offeredTwice;

  private volatile long lastThread;

  /** The thread that reads this connection for us, so that the hooks let it pass. */
  private volatile @Nullable Thread ownReader;

  /** The thread that writes to it for us; another one may be reading meanwhile. */
  private volatile @Nullable Thread ownWriter;

  /** Set once forced passive was wanted on this connection. */
  private @Nullable WireForcing forcing;

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
    this.blindWatch = new BlindWatch(tap.environment(), info);
    this.session =
        new FtpSession(
            info,
            implicitTls,
            tap.environment().listener(),
            this,
            tap.environment().contexts(),
            connectedEpochNanos);
    if (info.clientLibrary().equals(ClientLibrary.JDK)) {
      // It tries PASV and EPSV first whatever it is told.
      session.configuredMode(DataConnectionMode.PASSIVE);
    }
  }

  /** The id of the thread that last used the connection. */
  long lastThread() {
    return lastThread;
  }

  /** Our end. */
  Endpoint local() {
    return session.info().local();
  }

  SessionClock clock() {
    return clock;
  }

  /** As {@link #replay(Recognizer)}, from the middle of a dialogue. */
  void replay(MidDialogue dialogue) {
    lock.lock();
    try {
      dialogue.replay(session);
    } finally {
      lock.unlock();
    }
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
  int read(Object handle, byte[] bytes, int offset, int length, int count) throws IOException {
    if (count < 0) {
      end(null);
      return count;
    }
    if (tlsLayer) {
      return count;
    }
    TlsRecords leaving = leavingTlsRead;
    int records = leaving == null ? 0 : leaving.skip(bytes, offset, count);
    if (records > 0) {
      return records + received(handle, bytes, offset + records, count - records);
    }
    return plainRead(handle, bytes, offset, length, count);
  }

  @Override
  int write(Object handle, byte[] bytes, int offset, int length) {
    if (tlsLayer) {
      blindWatch.rawWrite(bytes[offset]);
      return length;
    }
    TlsRecords leaving = leavingTlsWrite;
    int records = leaving == null ? 0 : leaving.skip(bytes, offset, length);
    if (records > 0) {
      // TLS writes its last record by itself: clear text comes in a write of its own.
      return length;
    }
    return plainWrite(handle, bytes, offset, length);
  }

  @Override
  void unwritten(long count) {
    lock.lock();
    try {
      if (!tlsLayer && ownWriter != Thread.currentThread()) {
        offeredTwice += count;
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  int tlsRead(Object handle, byte[] bytes, int offset, int length, int count) throws IOException {
    // The end of the TLS layer is not the end of the connection: after CCC it goes on in clear.
    if (!tlsLayer || count <= 0) {
      return count;
    }
    blindWatch.plainText();
    return plainRead(handle, bytes, offset, length, count);
  }

  @Override
  int tlsWrite(Object handle, byte[] bytes, int offset, int length) {
    if (!tlsLayer) {
      return length;
    }
    blindWatch.plainText();
    return plainWrite(handle, bytes, offset, length);
  }

  /** Returns the count the application is given: less than was read if a reply was taken out. */
  int plainRead(Object handle, byte[] bytes, int offset, int length, int count) throws IOException {
    if (ownReader == Thread.currentThread()) {
      return count;
    }
    lastThread = Thread.currentThread().getId();
    int left = received(handle, bytes, offset, count);
    int again = count;
    while (left == 0 && again > 0) {
      again = readAgain(handle, bytes, offset, length);
      if (again < 0) {
        end(null);
        return again;
      }
      left = received(handle, bytes, offset, again);
    }
    return left;
  }

  private int received(Object handle, byte[] bytes, int offset, int count) {
    byte[] due = null;
    int left = count;
    lock.lock();
    try {
      if (forcing == null) {
        session.received(bytes, offset, count, clock.now());
      } else {
        left = forcing.incoming(bytes, offset, count, clock.now());
        due = forcing.takeToSend();
        if (due != null) {
          session.sent(due, 0, due.length, clock.now());
        }
      }
    } finally {
      lock.unlock();
    }
    if (due != null) {
      write(handle, due);
    }
    return left;
  }

  /** Returns how much of the bytes the application is to write itself: all of them, or none. */
  int plainWrite(Object handle, byte[] bytes, int offset, int length) {
    if (ownWriter == Thread.currentThread()) {
      return length;
    }
    lastThread = Thread.currentThread().getId();
    byte[] instead;
    lock.lock();
    try {
      int skipped = (int) Math.min(offeredTwice, length);
      offeredTwice -= skipped;
      instead = length > skipped ? sent(bytes, offset + skipped, length - skipped) : null;
    } finally {
      lock.unlock();
    }
    if (instead == null) {
      return length;
    }
    if (instead.length > 0) {
      write(handle, instead);
    }
    return 0;
  }

  /** Returns what is to be written instead; null if the application's own bytes are. */
  private byte @Nullable [] sent(byte[] bytes, int offset, int length) {
    SessionWatch watch = tap.watch();
    if (watch != null) {
      watch.clients.tell(session);
    }
    ForcedPassive forced = tap.environment().forcedPassive();
    if (forced.takeForcedSetup()) {
      session.forceNextSetup();
      tap.environment().forced(session.info());
    }
    if (forcing == null && forced.wanted()) {
      forcing = new WireForcing(tap.forcingHost(this), session);
    }
    byte[] instead = forcing == null ? null : forcing.outgoing(bytes, offset, length);
    if (instead == null) {
      session.sent(bytes, offset, length, clock.now());
    } else {
      session.sent(instead, 0, instead.length, clock.now());
    }
    return instead;
  }

  private void write(Object handle, byte[] bytes) {
    ownWriter = Thread.currentThread();
    try {
      tap.streams().write(handle, bytes);
    } catch (IOException | IllegalAccessException e) {
      // The connection is broken: the application learns it from its next operation.
      failed(e);
    } finally {
      ownWriter = null;
    }
  }

  private int readAgain(Object handle, byte[] bytes, int offset, int length) throws IOException {
    ownReader = Thread.currentThread();
    try {
      return tap.streams().read(handle, bytes, offset, length);
    } catch (IllegalAccessException e) {
      throw new IOException(e);
    } finally {
      ownReader = null;
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
        if (forcing != null) {
          forcing.abandon();
        }
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

  boolean acceptOverdue(ExpectedDataConnection expected, long sinceEpochNanos) {
    lock.lock();
    try {
      return session.acceptOverdue(expected, sinceEpochNanos, clock.now());
    } finally {
      lock.unlock();
    }
  }

  void acceptPending(ExpectedDataConnection expected, long sinceEpochNanos, String where) {
    lock.lock();
    try {
      session.acceptPending(expected, sinceEpochNanos, where, clock.now());
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
    if (forcing != null) {
      forcing.expected(expected);
    }
  }

  @Override
  public void forget(ExpectedDataConnection expected) {
    tap.expected().remove(expected);
  }

  @Override
  public void measure(ExpectedDataConnection expected) {
    tap.measure(expected);
  }

  @Override
  public void controlProtected(boolean protectedByTls) {
    if (tlsLayer && !protectedByTls) {
      leavingTlsRead = new TlsRecords();
      leavingTlsWrite = new TlsRecords();
    }
    tlsLayer = protectedByTls;
    tap.table().refresh(localPort());
  }
}
