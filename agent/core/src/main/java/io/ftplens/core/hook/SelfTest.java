package io.ftplens.core.hook;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Opens a loopback connection under the hooks and tells which of them did not fire.
 *
 * <p>While it runs it is the hooks' target itself. A connection that another thread opens meanwhile
 * waits for the real target.
 */
public final class SelfTest extends FtplensHooks {
  /** What must be seen. */
  private enum Event {
    CONNECT,
    ACCEPT,
    READ,
    WRITE,
    CLOSE
  }

  private static final int TIMEOUT_MILLIS = 2000;

  private final Set<Event> missing = EnumSet.allOf(Event.class);
  private final Thread tester = Thread.currentThread();
  private final FtplensHooks next;
  private int listenerPort = -1;
  private int clientPort = -1;

  private SelfTest(FtplensHooks next) {
    this.next = next;
  }

  /**
   * Runs the test.
   *
   * @param next the target of the hooks afterwards
   * @return what is wrong, and what to do; null if all is well
   */
  public static @Nullable String run(FtplensHooks next) {
    return new SelfTest(next).run();
  }

  private synchronized @Nullable String run() {
    setTarget(this);
    try {
      exchange();
    } catch (IOException | RuntimeException e) {
      return "the self-test could not open a loopback connection, so it is not proved that the"
          + " hooks work: "
          + e;
    } finally {
      mark(false);
      setTarget(next);
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

  private void exchange() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket listener = new ServerSocket(0, 1, loopback);
        Socket client = new Socket(Proxy.NO_PROXY)) {
      listenerPort = listener.getLocalPort();
      listener.setSoTimeout(TIMEOUT_MILLIS);
      client.setSoTimeout(TIMEOUT_MILLIS);
      client.connect(new InetSocketAddress(loopback, listenerPort), TIMEOUT_MILLIS);
      clientPort = client.getLocalPort();
      mark(true);
      try (Socket server = listener.accept()) {
        client.getOutputStream().write('f');
        server.setSoTimeout(TIMEOUT_MILLIS);
        server.getOutputStream().write(server.getInputStream().read());
        client.getInputStream().read();
      }
    }
  }

  private void mark(boolean on) {
    if (clientPort > 0) {
      long bit = 1L << clientPort;
      long before = RAW_PORTS[clientPort >>> 6];
      RAW_PORTS[clientPort >>> 6] = on ? before | bit : before & ~bit;
    }
  }

  private void saw(Event event) {
    if (Thread.currentThread() == tester) {
      missing.remove(event);
    }
  }

  @Override
  protected void onConnected(Object socket, Object remote, int port, int localPort) {
    if (Thread.currentThread() == tester) {
      saw(Event.CONNECT);
      return;
    }
    synchronized (this) {
      // Until the test is over.
    }
    connected(socket, remote, port, localPort);
  }

  @Override
  protected void onListening(Object listener) {
    if (Thread.currentThread() != tester) {
      synchronized (this) {
        // As above: a client may listen before it connects.
      }
      listening(listener);
    }
  }

  @Override
  protected void onAccepted(Object listener, Object socket) {
    saw(Event.ACCEPT);
  }

  @Override
  protected int onRead(
      Object socket, int localPort, byte[] bytes, int offset, int length, int count) {
    saw(Event.READ);
    return count;
  }

  @Override
  protected int onWrite(Object socket, int localPort, byte[] bytes, int offset, int length) {
    saw(Event.WRITE);
    return length;
  }

  @Override
  protected void onClose(Object socket, int localPort) {
    saw(Event.CLOSE);
  }
}
