package io.ftplens.it.app;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An active client on Netty's NIO transport. */
final class NettyClient implements AutoCloseable {
  private final EventLoopGroup group = new NioEventLoopGroup(2);
  private final BlockingQueue<String> replies = new LinkedBlockingQueue<>();
  private final Spec spec;

  /** In milliseconds; another once it has logged in. */
  private int timeout = RawControl.LOGIN_MILLIS;

  private final Channel control;

  NettyClient(Spec spec, String user, int timeout) throws Exception {
    this.spec = spec;
    control =
        new Bootstrap()
            .group(group)
            .channel(NioSocketChannel.class)
            .handler(new Replies())
            .connect(spec.host, spec.port)
            .sync()
            .channel();
    RawControl.expect(reply(), "220");
    RawControl.expect(command("USER " + user), "331");
    RawControl.expect(command("PASS s3cret"), "230");
    RawControl.expect(command("TYPE I"), "200");
    this.timeout = timeout;
  }

  void store(String path, byte[] bytes) throws Exception {
    Data data = open("STOR " + path);
    data.opened
        .get(timeout, TimeUnit.MILLISECONDS)
        .writeAndFlush(Unpooled.wrappedBuffer(bytes))
        .sync();
    data.opened.get().close().sync();
    RawControl.expect(reply(), "226");
  }

  byte[] fetch(String path) throws Exception {
    Data data = open("RETR " + path);
    byte[] bytes = data.closed.get(timeout, TimeUnit.MILLISECONDS);
    RawControl.expect(reply(), "226");
    return bytes;
  }

  private Data open(String command) throws Exception {
    InetSocketAddress local = (InetSocketAddress) control.localAddress();
    Data data = new Data();
    Channel listener =
        new ServerBootstrap()
            .group(group)
            .channel(NioServerSocketChannel.class)
            .childHandler(data)
            .bind(local.getAddress(), 0)
            .sync()
            .channel();
    try {
      int port = ((InetSocketAddress) listener.localAddress()).getPort();
      RawControl.expect(command(HostPort.announce(spec.setup, local.getAddress(), port)), "200");
      RawControl.expect(command(command), "150");
      data.opened.get(timeout, TimeUnit.MILLISECONDS);
      return data;
    } catch (TimeoutException e) {
      throw new IOException("nobody connected", e);
    } finally {
      listener.close().sync();
    }
  }

  private String command(String line) throws Exception {
    control.writeAndFlush(Unpooled.copiedBuffer(line + "\r\n", StandardCharsets.UTF_8)).sync();
    return reply();
  }

  private String reply() throws Exception {
    String reply = replies.poll(timeout, TimeUnit.MILLISECONDS);
    if (reply == null) {
      throw new IOException("no reply");
    }
    return reply;
  }

  @Override
  public void close() {
    control.close().awaitUninterruptibly();
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  /** Takes the control connection's lines apart. */
  private final class Replies extends ChannelInboundHandlerAdapter {
    private final StringBuilder partial = new StringBuilder();

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      ByteBuf bytes = (ByteBuf) message;
      partial.append(bytes.toString(StandardCharsets.UTF_8));
      bytes.release();
      for (int end = partial.indexOf("\n"); end >= 0; end = partial.indexOf("\n")) {
        String line = partial.substring(0, end).trim();
        partial.delete(0, end + 1);
        if (line.matches("\\d{3} .*")) {
          replies.add(line);
        }
      }
    }
  }

  /** The data connection that the server opens. */
  private static final class Data extends ChannelInboundHandlerAdapter {
    final CompletableFuture<Channel> opened = new CompletableFuture<>();
    final CompletableFuture<byte[]> closed = new CompletableFuture<>();
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();

    @Override
    public void channelActive(ChannelHandlerContext context) {
      opened.complete(context.channel());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws IOException {
      ByteBuf bytes = (ByteBuf) message;
      bytes.readBytes(received, bytes.readableBytes());
      bytes.release();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      closed.complete(received.toByteArray());
    }
  }
}
