package io.ftplens.it.app;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/** An FTP client on asynchronous channels, by futures and by completion handlers. */
public final class AsyncApp {
  private final AsynchronousSocketChannel control;
  private final StringBuilder received = new StringBuilder();

  private AsyncApp(String host, int port) throws Exception {
    control = AsynchronousSocketChannel.open();
    control.connect(new InetSocketAddress(host, port)).get();
  }

  /** Takes the server's host and port, then setup commands. */
  public static void main(String[] args) throws Exception {
    AsyncApp app = new AsyncApp(args[0], Integer.parseInt(args[1]));
    app.reply();
    app.command("USER test");
    app.command("PASS s3cret");
    app.command("TYPE I");
    for (int i = 2; i < args.length; i++) {
      try (AsynchronousSocketChannel data = app.open(args[i], "RETR async-700001.bin")) {
        ByteBuffer buffer = ByteBuffer.allocate(8192);
        long all = 0;
        for (int n = read(data, buffer); n >= 0; n = read(data, buffer)) {
          all += n;
          ((java.nio.Buffer) buffer).clear();
        }
        System.out.println(all);
      }
      app.reply();
      try (AsynchronousSocketChannel data = app.open(args[i], "STOR async.bin")) {
        ByteBuffer buffer = ByteBuffer.wrap(Payload.of(4_000_000));
        while (buffer.hasRemaining()) {
          data.write(buffer).get();
        }
      }
      app.reply();
    }
    app.command("QUIT");
    app.control.close();
  }

  private AsynchronousSocketChannel open(String setup, String command) throws Exception {
    InetSocketAddress own = (InetSocketAddress) control.getLocalAddress();
    InetSocketAddress server = (InetSocketAddress) control.getRemoteAddress();
    if (!setup.equals("PORT")) {
      AsynchronousSocketChannel data = AsynchronousSocketChannel.open();
      data.connect(HostPort.announced(command(setup), server.getAddress())).get();
      command(command);
      return data;
    }
    try (AsynchronousServerSocketChannel listener =
        AsynchronousServerSocketChannel.open().bind(new InetSocketAddress(own.getAddress(), 0))) {
      Future<AsynchronousSocketChannel> accepted = listener.accept();
      int port = ((InetSocketAddress) listener.getLocalAddress()).getPort();
      command(HostPort.announce(setup, own.getAddress(), port));
      command(command);
      return accepted.get();
    }
  }

  private String command(String line) throws Exception {
    ByteBuffer bytes = ByteBuffer.wrap((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      control.write(bytes).get();
    }
    return reply();
  }

  private String reply() throws Exception {
    ByteBuffer buffer = ByteBuffer.allocate(512);
    int end;
    while ((end = received.indexOf("\r\n")) < 0) {
      if (read(control, buffer) < 0) {
        throw new IOException("the server closed the control connection");
      }
      ((java.nio.Buffer) buffer).flip();
      received.append(StandardCharsets.UTF_8.decode(buffer));
      ((java.nio.Buffer) buffer).clear();
    }
    String line = received.substring(0, end);
    received.delete(0, end + 2);
    return line;
  }

  private static int read(AsynchronousSocketChannel channel, ByteBuffer buffer) throws Exception {
    CompletableFuture<Integer> result = new CompletableFuture<>();
    channel.read(
        buffer,
        null,
        new CompletionHandler<Integer, Object>() {
          @Override
          public void completed(Integer count, Object none) {
            result.complete(count);
          }

          @Override
          public void failed(Throwable thrown, Object none) {
            result.completeExceptionally(thrown);
          }
        });
    return result.get();
  }
}
