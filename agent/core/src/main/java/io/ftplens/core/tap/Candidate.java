package io.ftplens.core.tap;

import io.ftplens.protocol.event.Endpoint;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A connection that the application opened and that may turn out to be FTP. */
final class Candidate extends Tracked {
  /**
   * A TLS handshake takes a dozen reads or two; a client whose TLS is not JSSE's never shows plain
   * text, and its socket must not stay watched.
   */
  private static final int MOST_READS_WITHOUT_PLAIN_TEXT = 64;

  private final SocketTap tap;
  private InetSocketAddress server;
  private final long connectedNanoTime = System.nanoTime();
  private final ReentrantLock lock = new ReentrantLock();
  private Recognizer recognizer;

  /** A conversation with a proxy, while there is one. */
  private @Nullable ProxyHandshake handshake;

  /** The real server, once a proxy has connected us to it by its address. */
  private @Nullable Endpoint beyondProxy;

  /** The SOCKS proxy that did. */
  private @Nullable InetSocketAddress socksProxy;

  private volatile boolean throughProxy;
  private boolean silent = true;
  private volatile boolean tls;
  private int readsWithoutPlainText;

  /** Notices implicit TLS that never shows plain text, at a port that is known to be FTP's. */
  private volatile @Nullable BlindWatch blindWatch;

  /** The session it became; from then on all is handed to it. */
  private volatile @Nullable ControlConnection control;

  private volatile boolean rejected;

  Candidate(SocketTap tap, Object socket, int localPort, InetSocketAddress server) {
    super(socket, localPort);
    this.tap = tap;
    this.server = server;
    this.recognizer = new Recognizer(tap.environment().knownPort(server.getPort()));
  }

  @Override
  @Nullable Endpoint target() {
    return beyondProxy;
  }

  @Override
  boolean leadsToUnknown() {
    return throughProxy && beyondProxy == null;
  }

  @Override
  boolean wantsTls() {
    return tls;
  }

  @Override
  boolean wantsBytes() {
    return true;
  }

  @Override
  int read(Object handle, byte[] bytes, int offset, int length, int count) throws IOException {
    if (count < 0) {
      reject();
    } else if (tls) {
      if (++readsWithoutPlainText > MOST_READS_WITHOUT_PLAIN_TEXT) {
        reject();
      }
    } else {
      return inbound(handle, bytes, offset, length, count);
    }
    return count;
  }

  @Override
  int write(Object handle, byte[] bytes, int offset, int length) {
    if (!tls) {
      return outbound(handle, bytes, offset, length);
    }
    BlindWatch watch = blindWatch;
    if (watch != null && length > 0 && !rejected) {
      watch.rawWrite(bytes[offset]);
    }
    return length;
  }

  @Override
  int tlsRead(Object handle, byte[] bytes, int offset, int length, int count) throws IOException {
    if (count < 0) {
      reject();
      return count;
    }
    plainText();
    return inbound(handle, bytes, offset, length, count);
  }

  @Override
  int tlsWrite(Object handle, byte[] bytes, int offset, int length) {
    plainText();
    return outbound(handle, bytes, offset, length);
  }

  private void plainText() {
    BlindWatch watch = blindWatch;
    if (watch != null) {
      watch.plainText();
    }
  }

  private int inbound(Object handle, byte[] bytes, int offset, int length, int count)
      throws IOException {
    ControlConnection already;
    lock.lock();
    try {
      already = control;
      if (already == null && !rejected) {
        silent = false;
        if (handshake == null) {
          judge(recognizer.received(bytes, offset, count, System.nanoTime()));
        } else {
          proxyAnswered(handshake, bytes, offset, count);
        }
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
      if (already == null && !rejected) {
        if (silent && ProxyHandshake.begins(bytes, offset, length)) {
          handshake = new ProxyHandshake();
        } else if (silent && ProxyHandshake.asksForFtpUrl(bytes, offset, length)) {
          tap.environment()
              .notSeen(
                  server.getHostString() + ":" + server.getPort(),
                  "this HTTP proxy speaks FTP in the application's place");
        }
        silent = false;
        if (handshake == null) {
          judge(recognizer.sent(bytes, offset, length, System.nanoTime()));
        } else if (handshake.sent(bytes, offset, length) == ProxyHandshake.State.FAILED) {
          reject();
        }
      }
    } finally {
      lock.unlock();
    }
    return already == null ? length : already.plainWrite(handle, bytes, offset, length);
  }

  private void proxyAnswered(ProxyHandshake proxy, byte[] bytes, int offset, int count) {
    ProxyHandshake.State state = proxy.received(bytes, offset, count);
    InetSocketAddress target = proxy.target();
    Object socket = socket();
    if (state == ProxyHandshake.State.UNDECIDED) {
      return;
    }
    handshake = null;
    if (state == ProxyHandshake.State.FAILED || target == null || socket == null) {
      reject();
      return;
    }
    throughProxy = true;
    beyondProxy = target.isUnresolved() ? null : Endpoint.of(target);
    SessionWatch watch = tap.watch();
    if (beyondProxy != null
        && watch != null
        && watch.data.tunnelled(socket, localPort(), beyondProxy)) {
      rejected = true;
      return;
    }
    socksProxy = proxy.socks() ? server : null;
    server = target;
    silent = true;
    recognizer = new Recognizer(tap.environment().knownPort(target.getPort()));
    int left = proxy.left();
    if (left > 0) {
      silent = false;
      judge(recognizer.received(bytes, offset + count - left, left, System.nanoTime()));
    }
  }

  private void judge(Recognizer.Verdict verdict) {
    switch (verdict) {
      case FTP:
        recognised();
        break;
      case NOT_FTP:
        reject();
        break;
      case TLS:
        if (tap.environment().knownPort(server.getPort())) {
          blindWatch =
              new BlindWatch(tap.environment(), server.getHostString() + ":" + server.getPort());
        }
        tls = true;
        tap.table().refresh(localPort());
        break;
      case UNDECIDED:
        break;
    }
  }

  private void recognised() {
    Object socket = socket();
    if (socket == null) {
      reject();
      return;
    }
    SessionClock clock = SessionClock.start();
    ControlConnection session =
        tap.sessions().opener.open(this, socket, server, tls, clock, clock.at(connectedNanoTime));
    if (session == null) {
      reject();
      return;
    }
    if (socksProxy != null) {
      session.reachedThrough(new Proxy(Proxy.Type.SOCKS, socksProxy));
    }
    control = session;
    session.session().replay(recognizer);
  }

  private void reject() {
    rejected = true;
    tap.table().remove(this);
  }

  @Override
  void counted(long read, long written) {
    // Never called: the bytes are wanted.
  }

  @Override
  void failed(Throwable thrown) {
    // A timeout does not end a connection; whatever does is followed by a close.
  }

  @Override
  void closed() {
    reject();
  }
}
