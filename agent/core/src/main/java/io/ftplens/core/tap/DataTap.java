package io.ftplens.core.tap;

import io.ftplens.protocol.event.Endpoint;
import io.ftplens.protocol.session.ExpectedDataConnection;
import java.io.InterruptedIOException;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import org.jspecify.annotations.Nullable;

/** A data connection: counted, never copied. */
final class DataTap extends Tracked {
  private static final AtomicLongFieldUpdater<DataTap> RAW_RECEIVED = counter("rawReceived");
  private static final AtomicLongFieldUpdater<DataTap> RAW_TRANSMITTED = counter("rawTransmitted");
  private static final AtomicLongFieldUpdater<DataTap> PLAIN_RECEIVED = counter("plainReceived");
  private static final AtomicLongFieldUpdater<DataTap> PLAIN_TRANSMITTED =
      counter("plainTransmitted");

  // In the object itself, for each read and write adds to one of them, with TLS to two.
  private volatile long rawReceived;
  private volatile long rawTransmitted;
  private volatile long plainReceived;
  private volatile long plainTransmitted;

  private final SocketTap tap;
  private final ControlConnection control;
  private final ExpectedDataConnection expected;
  private final @Nullable Endpoint target;

  /** True once JSSE was seen at work on this socket: then what counts is its plain text. */
  private volatile boolean tls;

  private volatile boolean over;

  DataTap(
      SocketTap tap,
      Object socket,
      int localPort,
      ControlConnection control,
      ExpectedDataConnection expected,
      @Nullable Endpoint target) {
    super(socket, localPort);
    this.target = target;
    this.tap = tap;
    this.control = control;
    this.expected = expected;
  }

  private static AtomicLongFieldUpdater<DataTap> counter(String field) {
    return AtomicLongFieldUpdater.newUpdater(DataTap.class, field);
  }

  @Override
  @Nullable Endpoint target() {
    return target;
  }

  @Override
  boolean wantsTls() {
    return true;
  }

  @Override
  boolean wantsBytes() {
    return false;
  }

  @Override
  int read(Object handle, byte[] bytes, int offset, int length, int count) {
    counted(count, 0);
    return count;
  }

  @Override
  int write(Object handle, byte[] bytes, int offset, int length) {
    counted(0, length);
    return length;
  }

  @Override
  void unwritten(long count) {
    RAW_TRANSMITTED.addAndGet(this, -count);
  }

  @Override
  void counted(long read, long written) {
    if (read > 0) {
      RAW_RECEIVED.addAndGet(this, read);
    } else if (read < 0) {
      endOfStream();
    }
    if (written > 0) {
      RAW_TRANSMITTED.addAndGet(this, written);
    }
  }

  @Override
  int tlsRead(Object handle, byte[] bytes, int offset, int length, int count) {
    tlsSeen();
    if (count > 0) {
      PLAIN_RECEIVED.addAndGet(this, count);
    } else if (count < 0) {
      endOfStream();
    }
    return count;
  }

  @Override
  int tlsWrite(Object handle, byte[] bytes, int offset, int length) {
    tlsSeen();
    if (length > 0) {
      PLAIN_TRANSMITTED.addAndGet(this, length);
    }
    return length;
  }

  /** JSSE closes: it was there, even if not one byte of plain text went through. */
  void tlsClosing() {
    tlsSeen();
  }

  private void tlsSeen() {
    if (!tls) {
      tls = true;
    }
  }

  /** Read to its end, a download is over, even if the application never closes the socket. */
  private void endOfStream() {
    if (transmitted() == 0) {
      end(null);
    }
  }

  @Override
  void failed(Throwable thrown) {
    if (!(thrown instanceof InterruptedIOException)) {
      end(thrown.getClass().getName());
    }
  }

  @Override
  void closed() {
    end(null);
    RecentData.remove(this);
    tap.table().remove(this);
  }

  private void end(@Nullable String errorType) {
    if (!over) {
      over = true;
      control.session().dataClosed(expected, received(), transmitted(), errorType);
    }
  }

  boolean serves(ExpectedDataConnection other) {
    return expected == other;
  }

  /** Tells the session how far the transfer is. */
  void tick() {
    if (!over) {
      control.session().dataProgress(expected, received(), transmitted());
    }
  }

  private long received() {
    return tls ? plainReceived : rawReceived;
  }

  private long transmitted() {
    return tls ? plainTransmitted : rawTransmitted;
  }
}
