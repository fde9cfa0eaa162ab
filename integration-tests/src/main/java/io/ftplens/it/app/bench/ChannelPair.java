package io.ftplens.it.app.bench;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** Two channels, blocking or not, and a direct buffer. */
final class ChannelPair implements Pair {
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);
  private final SocketChannel client;
  private final SocketChannel server;

  private ChannelPair(SocketChannel client, SocketChannel server) {
    this.client = client;
    this.server = server;
  }

  static ChannelPair connect(boolean blocking) throws IOException {
    try (ServerSocketChannel listener = ServerSocketChannel.open()) {
      listener.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER);
      listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
      SocketChannel client = SocketChannel.open();
      client.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER);
      client.connect(listener.getLocalAddress());
      SocketChannel server = listener.accept();
      for (SocketChannel end : new SocketChannel[] {client, server}) {
        end.setOption(StandardSocketOptions.SO_SNDBUF, BUFFER);
        end.setOption(StandardSocketOptions.TCP_NODELAY, true);
        end.configureBlocking(blocking);
      }
      return new ChannelPair(client, server);
    }
  }

  @Override
  public void greet() throws IOException {
    byte[] greeting = "HELLO\r\n".getBytes(StandardCharsets.US_ASCII);
    buffer.put(greeting);
    pass(server, client, greeting.length);
  }

  @Override
  public void exchange(int size) throws IOException {
    pass(server, client, size);
    pass(client, server, size);
  }

  private void pass(SocketChannel from, SocketChannel to, int size) throws IOException {
    buffer.clear().limit(size);
    while (buffer.hasRemaining()) {
      from.write(buffer);
    }
    buffer.clear().limit(size);
    while (buffer.hasRemaining()) {
      if (to.read(buffer) < 0) {
        throw new EOFException();
      }
    }
  }
}
