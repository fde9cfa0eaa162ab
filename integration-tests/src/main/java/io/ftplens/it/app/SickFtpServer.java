package io.ftplens.it.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLContext;

/**
 * A server that is wrong in one way, or that a firewall makes so; each way is the name of the
 * diagnosis that it deserves ({@link SickSession}).
 */
public final class SickFtpServer implements AutoCloseable {
  private final String sickness;
  private final SSLContext tls;
  private final ServerSocket listener = new ServerSocket();
  private final CountDownLatch released = new CountDownLatch(1);
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  private SickFtpServer(String sickness, String address, int port, SSLContext tls)
      throws IOException {
    this.sickness = sickness;
    this.tls = tls;
    listener.bind(new InetSocketAddress(InetAddress.getByName(address), port));
    Thread acceptor = new Thread(this::accept, "sick server");
    acceptor.setDaemon(true);
    acceptor.start();
  }

  /**
   * Starts one.
   *
   * @param port 0 for any
   * @param tls what AUTH TLS is served with; may be null
   */
  public static SickFtpServer start(String sickness, String address, int port, SSLContext tls)
      throws IOException {
    return new SickFtpServer(sickness, address, port, tls);
  }

  /** Takes the address and {@code sickness=port}, any number; runs until its input ends. */
  public static void main(String[] args) throws IOException {
    for (int i = 1; i < args.length; i++) {
      String[] parts = args[i].split("=", -1);
      start(parts[0], args[0], Integer.parseInt(parts[1]), null);
    }
    System.out.println("up");
    while (System.in.read() >= 0) {
      // What comes does not matter, only that it ends.
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        open.add(socket);
        Thread thread = new Thread(() -> serve(socket), "sick session");
        thread.setDaemon(true);
        thread.start();
      } catch (IOException e) {
        // Closed: the loop ends.
      }
    }
  }

  private void serve(Socket socket) {
    try (Socket control = socket) {
      new SickSession(this, control).run();
    } catch (IOException | InterruptedException e) {
      // Clients of this server go as they like.
    } finally {
      open.remove(socket);
    }
  }

  /** Where it listens. */
  public int port() {
    return listener.getLocalPort();
  }

  /** Lets a server that does not connect connect at last. */
  public void release() {
    released.countDown();
  }

  boolean is(String name) {
    return sickness.equals(name);
  }

  void awaitRelease() throws InterruptedException {
    released.await();
  }

  SSLContext tls() {
    return tls;
  }

  @Override
  public void close() throws IOException {
    release();
    listener.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
