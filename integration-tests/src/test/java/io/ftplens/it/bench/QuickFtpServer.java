package io.ftplens.it.bench;

import io.ftplens.it.server.Tls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLSocketFactory;

/** A passive FTP server that keeps nothing, so that a thousandth transfer costs it as the first. */
final class QuickFtpServer implements AutoCloseable {
  private final ServerSocket listener = new ServerSocket(0, 512, InetAddress.getLoopbackAddress());
  private final SSLSocketFactory tls = Tls.serverContext().getSocketFactory();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  QuickFtpServer() throws IOException {
    Thread acceptor = new Thread(this::accept, "ftp server");
    acceptor.setDaemon(true);
    acceptor.start();
  }

  /** Where it listens. */
  String port() {
    return String.valueOf(listener.getLocalPort());
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        open.add(socket);
        Thread thread = new Thread(() -> serve(socket), "ftp session");
        thread.setDaemon(true);
        thread.start();
      } catch (IOException e) {
        if (!listener.isClosed()) {
          System.err.println("FTP server: " + e);
        }
      }
    }
  }

  private void serve(Socket socket) {
    try (socket;
        QuickFtpSession session = new QuickFtpSession(socket, tls)) {
      session.run();
    } catch (IOException e) {
      System.err.println("FTP session: " + e);
    } finally {
      open.remove(socket);
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
