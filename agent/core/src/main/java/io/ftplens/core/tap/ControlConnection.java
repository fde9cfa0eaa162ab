package io.ftplens.core.tap;

import io.ftplens.core.force.ForcedPassive;
import io.ftplens.core.force.ForcedSetup;
import io.ftplens.core.force.WireForcing;
import io.ftplens.protocol.event.DataConnectionMode;
import io.ftplens.protocol.event.Endpoint;
import io.ftplens.protocol.event.SessionInfo;
import io.ftplens.protocol.session.ExpectedDataConnection;
import io.ftplens.protocol.session.FtpSession;
import io.ftplens.protocol.session.SessionPlumbing;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Proxy;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A recognised control connection: serialises what happens to it and feeds its session. */
final class ControlConnection extends Tracked implements SessionPlumbing, ReadAhead.Owner {
  private final SocketTap tap;
  private final SessionWatch watch;
  private final SessionClock clock;
  private final FtpSession session;
  private final GuardedSession guarded;
  private final ReentrantLock lock;

  /** True while the socket's own bytes are TLS records, and its plain text comes from JSSE. */
  private volatile boolean tlsLayer;

  /** Set while a direction may still carry TLS records although TLS was left. */
  private volatile @Nullable TlsRecords leavingTlsRead;

  private volatile @Nullable TlsRecords leavingTlsWrite;

  private final BlindWatch blindWatch;

  /** Bytes a non-blocking write did not take: they were fed already and will be offered again. */
  private long offeredTwice;

  private volatile long lastThread;

  private final OwnTraffic own;
  private final ReadAhead readAhead;

  /** Set once forced passive was wanted on this connection. */
  private @Nullable WireForcing forcing;

  private final boolean leadsToUnknown;

  /** How the server is reached. */
  private volatile Proxy proxy = Proxy.NO_PROXY;

  private boolean over;

  ControlConnection(
      SocketTap tap,
      Object socket,
      Tracked seen,
      SessionInfo info,
      boolean implicitTls,
      SessionClock clock,
      long connectedEpochNanos) {
    super(socket, seen.localPort());
    this.tap = tap;
    this.leadsToUnknown = seen.leadsToUnknown();
    this.watch = tap.sessions();
    this.clock = clock;
    this.tlsLayer = implicitTls;
    this.lastThread = Thread.currentThread().getId();
    this.own = new OwnTraffic(watch.streams);
    this.readAhead = new ReadAhead(this, own);
    this.blindWatch =
        new BlindWatch(tap.environment(), info.serverAddress() + ":" + info.serverPort());
    this.session =
        new FtpSession(
            info,
            implicitTls,
            tap.environment().listener(),
            this,
            tap.environment().contexts(),
            connectedEpochNanos);
    this.guarded = new GuardedSession(session, clock);
    this.lock = guarded.lock();
    if (info.clientLibrary().equals(ClientLibrary.JDK)) {
      // It tries PASV and EPSV first whatever it is told.
      session.configuredMode(DataConnectionMode.PASSIVE);
    }
  }

  /** The session, for what does not come by on this connection. */
  GuardedSession session() {
    return guarded;
  }

  void reachedThrough(Proxy way) {
    proxy = way;
  }

  /** The SOCKS proxy that this connection goes through, or none. */
  Proxy proxy() {
    return proxy;
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

  @Override
  Endpoint target() {
    return session.info().peer();
  }

  @Override
  boolean leadsToUnknown() {
    return leadsToUnknown;
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
  int reading(byte[] bytes, int offset, int length) {
    return tlsLayer ? length : readAhead.reading(bytes, offset, length);
  }

  @Override
  int tlsReading(byte[] bytes, int offset, int length) {
    return tlsLayer ? readAhead.reading(bytes, offset, length) : length;
  }

  @Override
  int serving() {
    return readAhead.serving();
  }

  @Override
  int served() {
    return readAhead.served();
  }

  @Override
  int available(int count) {
    return tlsLayer ? count : readAhead.available(count);
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
      if (!tlsLayer && !own.writing()) {
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
    if (own.reading()) {
      return count;
    }
    lastThread = Thread.currentThread().getId();
    int left = received(handle, bytes, offset, count);
    int again = count;
    while (left == 0 && again > 0) {
      again = own.read(handle, bytes, offset, length);
      if (again < 0) {
        end(null);
        return again;
      }
      left = received(handle, bytes, offset, again);
    }
    readAhead.hasRead();
    return left;
  }

  /** Feeds what was read, and writes what is due because of it. */
  @Override
  public int received(Object handle, byte[] bytes, int offset, int count) {
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
    if (own.writing()) {
      return length;
    }
    lastThread = Thread.currentThread().getId();
    readAhead.notReading();
    byte[] instead;
    ForcedSetup outrun;
    lock.lock();
    try {
      int skipped = (int) Math.min(offeredTwice, length);
      offeredTwice -= skipped;
      instead = length > skipped ? sent(bytes, offset + skipped, length - skipped) : null;
      outrun = forcing == null ? null : forcing.takeOutrun();
    } finally {
      lock.unlock();
    }
    if (instead == null) {
      return length;
    }
    if (instead.length > 0) {
      write(handle, instead);
    }
    if (outrun != null) {
      readAhead.begin(outrun, handle);
    }
    return 0;
  }

  /** Feeds what is being written already, and can be nothing else any more. */
  void alreadyWritten(byte[] bytes) {
    lock.lock();
    try {
      tellOfClient();
      session.sent(bytes, 0, bytes.length, clock.now());
    } finally {
      lock.unlock();
    }
  }

  /** What the client library has told in this thread before it wrote. */
  private void tellOfClient() {
    watch.clients.tell(session);
    if (watch.forcedPassive.takeForcedSetup()) {
      session.forceNextSetup();
      tap.environment().forced(session.info());
    }
  }

  /** Returns what is to be written instead; null if the application's own bytes are. */
  private byte @Nullable [] sent(byte[] bytes, int offset, int length) {
    tellOfClient();
    ForcedPassive forced = watch.forcedPassive;
    if (forcing == null ? forced.wanted() : forcing.idle() && !forced.wanted()) {
      forcing = forcing == null ? new WireForcing(watch.forcingHost(this), session) : null;
    }
    byte[] instead = forcing == null ? null : forcing.outgoing(bytes, offset, length);
    if (instead == null) {
      session.sent(bytes, offset, length, clock.now());
    } else {
      session.sent(instead, 0, instead.length, clock.now());
    }
    return instead;
  }

  @Override
  public boolean letReadsAsk() {
    return tap.environment().readAhead();
  }

  @Override
  public void ownError(Throwable error) {
    tap.environment().ownError(error);
  }

  private void write(Object handle, byte[] bytes) {
    try {
      own.write(handle, bytes);
    } catch (IOException e) {
      // The connection is broken: the application learns it from its next operation.
      failed(e);
    }
  }

  @Override
  void counted(long read, long written) {
    // Never called: the bytes are wanted.
  }

  @Override
  void failed(Throwable thrown) {
    readAhead.notReading();
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

  @Override
  public void expect(ExpectedDataConnection expected) {
    watch.data.expected().add(expected, this);
    if (forcing != null) {
      forcing.expected(expected);
    }
  }

  @Override
  public void forget(ExpectedDataConnection expected) {
    watch.data.expected().remove(expected);
  }

  @Override
  public void measure(ExpectedDataConnection expected) {
    watch.data.measure(expected);
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
