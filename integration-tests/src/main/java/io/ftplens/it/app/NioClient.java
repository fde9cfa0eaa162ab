package io.ftplens.it.app;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * An FTP client on non-blocking channels and one selector: nothing in it ever blocks but select.
 */
final class NioClient implements AutoCloseable {
  private final Spec spec;
  private final Selector selector = Selector.open();
  private final SocketChannel control;
  private final StringBuilder received = new StringBuilder();

  NioClient(Spec spec) throws IOException {
    this.spec = spec;
    control = connect(new InetSocketAddress(spec.host, spec.port));
    try {
      expect(reply(), '2');
      expect(command("USER test"), '3');
      expect(command("PASS s3cret"), '2');
      expect(command("TYPE I"), '2');
    } catch (IOException e) {
      control.close();
      selector.close();
      throw e;
    }
  }

  private SocketChannel connect(InetSocketAddress to) throws IOException {
    SocketChannel channel = SocketChannel.open();
    try {
      channel.configureBlocking(false);
      if (!channel.connect(to)) {
        do {
          await(channel, SelectionKey.OP_CONNECT);
        } while (!channel.finishConnect());
      }
      return channel;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private void await(SelectableChannel channel, int interest) throws IOException {
    SelectionKey key = channel.keyFor(selector);
    if (key == null) {
      channel.register(selector, interest);
    } else {
      key.interestOps(interest);
    }
    if (selector.select(20_000) == 0) {
      throw new IOException("nothing came for 20 s");
    }
    selector.selectedKeys().clear();
    channel.keyFor(selector).interestOps(0);
  }

  /** Writes a command as a gathering write of its parts, from heap and direct buffers. */
  String command(String line) throws IOException {
    byte[] text = line.getBytes(StandardCharsets.UTF_8);
    ByteBuffer direct = ByteBuffer.allocateDirect(2).put((byte) '\r').put((byte) '\n');
    ((java.nio.Buffer) direct).flip();
    ByteBuffer[] parts = {ByteBuffer.wrap(text), direct};
    while (direct.hasRemaining()) {
      if (control.write(parts) == 0) {
        await(control, SelectionKey.OP_WRITE);
      }
    }
    return reply();
  }

  private String reply() throws IOException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(512);
    int end;
    while ((end = received.indexOf("\r\n")) < 0) {
      int n = control.read(buffer);
      if (n < 0) {
        throw new IOException("the server closed the control connection");
      }
      if (n == 0) {
        await(control, SelectionKey.OP_READ);
        continue;
      }
      ((java.nio.Buffer) buffer).flip();
      received.append(StandardCharsets.UTF_8.decode(buffer));
      ((java.nio.Buffer) buffer).clear();
    }
    String line = received.substring(0, end);
    received.delete(0, end + 2);
    return line;
  }

  byte[] download(String command) throws Exception {
    try (SocketChannel data = open(command)) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ByteBuffer buffer = ByteBuffer.allocateDirect(4096);
      for (int n = data.read(buffer); n >= 0; n = data.read(buffer)) {
        if (n == 0) {
          await(data, SelectionKey.OP_READ);
        }
        ((java.nio.Buffer) buffer).flip();
        while (buffer.hasRemaining()) {
          out.write(buffer.get());
        }
        ((java.nio.Buffer) buffer).clear();
      }
      finish(data);
      return out.toByteArray();
    }
  }

  void upload(String command, byte[] bytes) throws Exception {
    try (SocketChannel data = open(command)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        if (data.write(buffer) == 0) {
          await(data, SelectionKey.OP_WRITE);
        }
      }
      finish(data);
    }
  }

  private SocketChannel open(String command) throws Exception {
    InetAddress local = ((InetSocketAddress) control.getLocalAddress()).getAddress();
    if (!spec.active()) {
      String reply = command(spec.setup);
      expect(reply, '2');
      InetAddress server = ((InetSocketAddress) control.getRemoteAddress()).getAddress();
      SocketChannel data = connect(HostPort.announced(reply, server));
      try {
        expect(command(command), '1');
        return data;
      } catch (IOException e) {
        data.close();
        throw e;
      }
    }
    try (ServerSocketChannel listener = ServerSocketChannel.open()) {
      listener.bind(new InetSocketAddress(local, 0), 1);
      listener.configureBlocking(false);
      int port = ((InetSocketAddress) listener.getLocalAddress()).getPort();
      expect(command(HostPort.announce(spec.setup, local, port)), '2');
      expect(command(command), '1');
      SocketChannel data;
      while ((data = listener.accept()) == null) {
        await(listener, SelectionKey.OP_ACCEPT);
      }
      data.configureBlocking(false);
      return data;
    }
  }

  private void finish(SocketChannel data) throws IOException {
    data.close();
    selector.selectNow();
    expect(reply(), '2');
  }

  private static void expect(String reply, char kind) throws IOException {
    if (reply.charAt(0) != kind) {
      throw new IOException(reply);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      command("QUIT");
    } finally {
      control.close();
      selector.close();
    }
  }
}
