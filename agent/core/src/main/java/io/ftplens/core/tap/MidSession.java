package io.ftplens.core.tap;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A connection that was open before the hooks were, and that may be FTP. Judged once: what turned
 * out not to be stays in the table as such until discovery ends.
 */
final class MidSession extends Tracked {
  private static final int FIRST_TLS_RECORD = 20;
  private static final int LAST_TLS_RECORD = 23;
  private static final int TLS_MAJOR_VERSION = 3;

  private final SocketTap tap;
  private final InetSocketAddress server;
  private final SessionClock clock = SessionClock.start();
  private final ReentrantLock lock = new ReentrantLock();
  private final MidDialogue dialogue;

  /** Plain text that JSSE was given right before the first record came by; null without. */
  private byte @Nullable [] early;

  private boolean met;
  private volatile boolean tls;
  private volatile boolean rejected;
  private volatile @Nullable ControlConnection control;

  MidSession(
      SocketTap tap,
      Object socket,
      int localPort,
      InetSocketAddress server,
      byte @Nullable [] early) {
    super(socket, localPort);
    this.tap = tap;
    this.server = server;
    this.early = early;
    this.dialogue = new MidDialogue(tap.environment().knownPort(server.getPort()));
  }

  /** Still undecided, or no FTP: nothing is lost by forgetting it. */
  boolean forgettable() {
    return control == null;
  }

  @Override
  boolean leadsToUnknown() {
    // It was connected before anybody looked.
    return true;
  }

  @Override
  boolean wantsTls() {
    return tls && !rejected;
  }

  @Override
  boolean wantsBytes() {
    return !rejected;
  }

  @Override
  int read(Object handle, byte[] bytes, int offset, int length, int count) throws IOException {
    if (count <= 0 || rejected) {
      rejected |= count < 0;
      return count;
    }
    return tlsRecord(bytes, offset, count) ? count : inbound(handle, bytes, offset, length, count);
  }

  @Override
  int write(Object handle, byte[] bytes, int offset, int length) {
    return rejected || tlsRecord(bytes, offset, length)
        ? length
        : outbound(handle, bytes, offset, length);
  }

  /** The first bytes decide whether this socket carries TLS. */
  private boolean tlsRecord(byte[] bytes, int offset, int length) {
    lock.lock();
    try {
      if (met) {
        return tls;
      }
      met = true;
      int type = bytes[offset];
      tls =
          type >= FIRST_TLS_RECORD
              && type <= LAST_TLS_RECORD
              && (length < 2 || bytes[offset + 1] == TLS_MAJOR_VERSION);
      byte[] before = early;
      early = null;
      if (tls && before != null) {
        early(before);
      }
      return tls;
    } finally {
      lock.unlock();
    }
  }

  /** JSSE writes these bytes itself, whoever they are from. */
  private void early(byte[] bytes) {
    boolean certain = ClientModes.announces(bytes, 0, bytes.length);
    conclude(
        certain
            ? Recognizer.Verdict.FTP
            : dialogue.sent(bytes, 0, bytes.length, System.nanoTime()));
    ControlConnection already = control;
    if (certain && already != null) {
      already.alreadyWritten(bytes);
    }
  }

  @Override
  int tlsRead(Object handle, byte[] bytes, int offset, int length, int count) throws IOException {
    if (count <= 0 || rejected) {
      rejected |= count < 0;
      return count;
    }
    return inbound(handle, bytes, offset, length, count);
  }

  @Override
  int tlsWrite(Object handle, byte[] bytes, int offset, int length) {
    return rejected ? length : outbound(handle, bytes, offset, length);
  }

  private int inbound(Object handle, byte[] bytes, int offset, int length, int count)
      throws IOException {
    ControlConnection already;
    lock.lock();
    try {
      already = control;
      if (already == null) {
        conclude(dialogue.received(bytes, offset, count, System.nanoTime()));
      }
    } finally {
      lock.unlock();
    }
    return already == null ? count : already.plainRead(handle, bytes, offset, length, count);
  }

  private int outbound(Object handle, byte[] bytes, int offset, int length) {
    ControlConnection already;
    lock.lock();
    try {
      already = control;
      if (already == null && tap.certain(bytes, offset, length)) {
        // Its reply would come too late for forced passive.
        conclude(Recognizer.Verdict.FTP);
        already = control;
      }
      if (already == null) {
        conclude(dialogue.sent(bytes, offset, length, System.nanoTime()));
      }
    } finally {
      lock.unlock();
    }
    return already == null ? length : already.plainWrite(handle, bytes, offset, length);
  }

  private void conclude(Recognizer.Verdict verdict) {
    if (verdict == Recognizer.Verdict.NOT_FTP) {
      rejected = true;
    } else if (verdict == Recognizer.Verdict.FTP) {
      Object socket = socket();
      ControlConnection session =
          socket == null
              ? null
              : tap.sessions().opener.open(this, socket, server, tls, clock, clock.now());
      if (session == null) {
        rejected = true;
        return;
      }
      control = session;
      if (dialogue.silent()) {
        session.session().greeted();
      }
      session.session().replay(dialogue);
    }
  }

  @Override
  void counted(long read, long written) {
    // Of a connection that was rejected.
  }

  @Override
  void failed(Throwable thrown) {
    // A timeout does not end a connection; whatever does is followed by a close.
  }

  @Override
  void closed() {
    rejected = true;
    tap.table().remove(this);
  }
}
