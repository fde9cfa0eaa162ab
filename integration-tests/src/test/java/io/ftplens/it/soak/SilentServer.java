package io.ftplens.it.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** Greets as an FTP server does, and says nothing more. */
final class SilentServer implements AutoCloseable {
  /** Those beyond are long gone. */
  private static final int MOST_OPEN = 64;

  private final ServerSocket listener;

  SilentServer() {
    try {
      listener = new ServerSocket(0, MOST_OPEN, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread acceptor = new Thread(this::accept, "silent server");
    acceptor.setDaemon(true);
    acceptor.start();
  }

  int port() {
    return listener.getLocalPort();
  }

  private void accept() {
    Deque<Socket> open = new ArrayDeque<>();
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        open.add(socket);
        socket.getOutputStream().write("220 ready\r\n".getBytes(StandardCharsets.US_ASCII));
        if (open.size() > MOST_OPEN) {
          open.remove().close();
        }
      } catch (IOException e) {
        // A client that has gone already, or the end of the test.
      }
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
