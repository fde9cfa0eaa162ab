package io.ftplens.core.tap;

import io.ftplens.protocol.session.ExpectedDataConnection;
import java.io.InterruptedIOException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import org.jspecify.annotations.Nullable;

/** A data connection: counted, never copied. */
final class DataTap extends Tracked {
  private static final AtomicLongFieldUpdater<DataTap> RAW_RECEIVED =
      AtomicLongFieldUpdater.newUpdater(DataTap.class, "rawReceived");
  private static final AtomicLongFieldUpdater<DataTap> RAW_TRANSMITTED =
      AtomicLongFieldUpdater.newUpdater(DataTap.class, "rawTransmitted");

  // In the object itself, for each read and write adds to one of them.
  private volatile long rawReceived;
  private volatile long rawTransmitted;

  private final SocketTap tap;
  private final ControlConnection control;
  private final ExpectedDataConnection expected;
  private final AtomicLong plainReceived = new AtomicLong();
  private final AtomicLong plainTransmitted = new AtomicLong();

  /** True once JSSE was seen at work on this socket: then what counts is its plain text. */
  private volatile boolean tls;

  private volatile boolean over;

  DataTap(
      SocketTap tap,
      Object socket,
      int localPort,
      ControlConnection control,
      ExpectedDataConnection expected) {
    super(socket, localPort);
    this.tap = tap;
    this.control = control;
    this.expected = expected;
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
    tls = true;
    if (count > 0) {
      plainReceived.addAndGet(count);
    } else if (count < 0) {
      endOfStream();
    }
    return count;
  }

  @Override
  int tlsWrite(Object handle, byte[] bytes, int offset, int length) {
    tls = true;
    plainTransmitted.addAndGet(length);
    return length;
  }

  /** JSSE closes: it was there, even if not one byte of plain text went through. */
  void tlsClosing() {
    tls = true;
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
    return tls ? plainReceived.get() : rawReceived;
  }

  private long transmitted() {
    return tls ? plainTransmitted.get() : rawTransmitted;
  }
}
