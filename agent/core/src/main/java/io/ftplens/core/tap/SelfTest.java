package io.ftplens.core.tap;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Opens a loopback connection under the hooks, on a thread of ours, and tells which of them did not
 * fire. The tap, which takes no other notice of our threads, hands their connections to it.
 */
final class SelfTest {
  /** What must be seen. */
  private enum Event {
    CONNECT,
    ACCEPT,
    READ,
    WRITE,
    CLOSE
  }

  private static final int TIMEOUT_MILLIS = 2000;

  private final SocketTap tap;
  private final Set<Event> missing = Collections.synchronizedSet(EnumSet.allOf(Event.class));
  private final Thread tester = Thread.currentThread();
  private volatile @Nullable Probe probe;

  SelfTest(SocketTap tap) {
    this.tap = tap;
  }

  /** Runs it; returns what is wrong, and what to do; null if all is well. */
  @Nullable String run() {
    try {
      exchange();
    } catch (IOException | RuntimeException e) {
      return "the self-test could not open a loopback connection, so it is not proved that the"
          + " hooks work: "
          + e;
    } finally {
      Probe watched = probe;
      if (watched != null) {
        tap.table().remove(watched);
      }
    }
    return missing.isEmpty()
        ? null
        : "the self-test saw no "
            + missing.toString().toLowerCase(Locale.ROOT)
            + " of its own connection, so transfers will be missed;"
            + cause();
  }

  /** What is known to keep hooks from firing. */
  private static String cause() {
    if (System.getProperty("jdk.net.usePlainSocketImpl") != null) {
      return " -Djdk.net.usePlainSocketImpl is set: remove it, or report this JDK";
    }
    return " another agent may have rewritten the JDK's socket classes after ftplens, or a"
        + " SocketImplFactory is in place: load ftplens last, or report this JDK ("
        + System.getProperty("java.vm.name")
        + " "
        + System.getProperty("java.runtime.version")
        + ")";
  }

  private static void exchange() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket listener = new ServerSocket(0, 1, loopback);
        Socket client = new Socket(Proxy.NO_PROXY)) {
      listener.setSoTimeout(TIMEOUT_MILLIS);
      client.setSoTimeout(TIMEOUT_MILLIS);
      client.connect(new InetSocketAddress(loopback, listener.getLocalPort()), TIMEOUT_MILLIS);
      try (Socket server = listener.accept()) {
        client.getOutputStream().write('f');
        server.setSoTimeout(TIMEOUT_MILLIS);
        server.getOutputStream().write(server.getInputStream().read());
        client.getInputStream().read();
      }
    }
  }

  /** One of our threads has connected. */
  void connected(Object socket, int localPort) {
    if (saw(Event.CONNECT) && localPort > 0) {
      Probe made = new Probe(socket, localPort);
      probe = made;
      tap.table().put(made);
    }
  }

  /** Somebody has accepted. */
  void accepted() {
    saw(Event.ACCEPT);
  }

  private boolean saw(Event event) {
    boolean own = Thread.currentThread() == tester;
    if (own) {
      missing.remove(event);
    }
    return own;
  }

  /** The connection's own end. */
  private final class Probe extends Tracked {
    Probe(Object socket, int localPort) {
      super(socket, localPort);
    }

    @Override
    boolean wantsTls() {
      return false;
    }

    @Override
    int read(Object handle, byte[] bytes, int offset, int length, int count) {
      saw(Event.READ);
      return count;
    }

    @Override
    int write(Object handle, byte[] bytes, int offset, int length) {
      saw(Event.WRITE);
      return length;
    }

    @Override
    boolean wantsBytes() {
      return false;
    }

    @Override
    void counted(long read, long written) {
      // Its sockets are none of channels.
    }

    @Override
    int tlsRead(Object handle, byte[] bytes, int offset, int length, int count) {
      return count;
    }

    @Override
    int tlsWrite(Object handle, byte[] bytes, int offset, int length) {
      return length;
    }

    @Override
    void failed(Throwable thrown) {
      // Told by whoever runs the test.
    }

    @Override
    void closed() {
      saw(Event.CLOSE);
    }
  }
}
