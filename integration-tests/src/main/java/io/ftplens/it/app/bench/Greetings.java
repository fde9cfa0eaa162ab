package io.ftplens.it.app.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** Connects, is greeted and closes, again and again; it is not FTP. */
public final class Greetings {
  private static final byte[] GREETING = "HELLO\r\n".getBytes(StandardCharsets.US_ASCII);

  private Greetings() {}

  /** Takes {@code socket} or {@code channel}. */
  public static void main(String[] args) throws Exception {
    if (args[0].equals("socket")) {
      sockets();
    } else {
      channels();
    }
    Turns.end();
  }

  private static void sockets() throws Exception {
    byte[] buffer = new byte[GREETING.length];
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      measure(
          () -> {
            try (Socket client = new Socket(listener.getInetAddress(), listener.getLocalPort());
                Socket server = listener.accept()) {
              server.getOutputStream().write(GREETING);
              check(client.getInputStream().read(buffer));
              // A reset: thousands of closed connections would wait for their time otherwise.
              client.setSoLinger(true, 0);
            }
          });
    }
  }

  private static void channels() throws Exception {
    ByteBuffer out = ByteBuffer.allocateDirect(GREETING.length);
    out.put(GREETING);
    ByteBuffer in = ByteBuffer.allocateDirect(GREETING.length);
    try (ServerSocketChannel listener = ServerSocketChannel.open()) {
      listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
      InetSocketAddress at = (InetSocketAddress) listener.getLocalAddress();
      measure(
          () -> {
            try (SocketChannel client = SocketChannel.open(at);
                SocketChannel server = listener.accept()) {
              out.clear();
              server.write(out);
              in.clear();
              check(client.read(in));
              client.setOption(StandardSocketOptions.SO_LINGER, 0);
            }
          });
    }
  }

  private static void measure(Meter.Operation operation) throws Exception {
    Meter.measure("young", 12_000, 1_000, operation);
    // Until then the compiler is still at work.
    Meter.measure("connection", 21_000, 1_000, operation);
  }

  private static void check(int count) throws IOException {
    if (count != GREETING.length) {
      throw new IOException("read " + count + " of " + GREETING.length + " bytes");
    }
  }
}
