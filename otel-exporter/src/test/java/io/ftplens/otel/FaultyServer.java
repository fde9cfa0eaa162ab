package io.ftplens.otel;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Something that listens where a collector should, and is none. */
final class FaultyServer implements AutoCloseable {
  private final ServerSocket listener;
  private final String answer;
  private final List<Socket> accepted = new CopyOnWriteArrayList<>();

  private FaultyServer(String answer) throws IOException {
    this.answer = answer;
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread acceptor = new Thread(this::accept, "faulty server");
    acceptor.setDaemon(true);
    acceptor.start();
  }

  /** Accepts connections and never says a word. */
  static FaultyServer silent() throws IOException {
    return new FaultyServer("");
  }

  /** Greets whoever connects, in a protocol that is not HTTP, and hangs up. */
  static FaultyServer garbage() throws IOException {
    return new FaultyServer("220 not a collector\r\n");
  }

  /** A port that was free a moment ago. */
  static int unusedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  String endpoint() {
    return "http://localhost:" + listener.getLocalPort();
  }

  /** How many have connected. */
  int connections() {
    return accepted.size();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        accepted.add(socket);
        if (!answer.isEmpty()) {
          OutputStream out = socket.getOutputStream();
          out.write(answer.getBytes(StandardCharsets.US_ASCII));
          socket.shutdownOutput();
        }
      }
    } catch (IOException e) {
      // closed: the test is over
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : accepted) {
      socket.close();
    }
  }
}
