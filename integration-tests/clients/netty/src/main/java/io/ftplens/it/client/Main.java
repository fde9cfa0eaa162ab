package io.ftplens.it.client;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.DefaultFileRegion;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.File;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * An FTP client on Netty; uploads are file regions, which go out by sendfile.
 *
 * <p>Its transport is NIO, or epoll for sessions that are named {@code epoll-…}; those named {@code
 * tls-…} encrypt the control connection with an {@code SSLEngine}.
 */
public final class Main {
  private final EventLoopGroup group;
  private final Class<? extends SocketChannel> socketChannel;
  private final Class<? extends ServerSocketChannel> serverChannel;
  private final BlockingQueue<String> replies = new LinkedBlockingQueue<>();
  private final StringBuilder partial = new StringBuilder();
  private Channel control;

  private Main(boolean epoll) {
    group = epoll ? new EpollEventLoopGroup(2) : new NioEventLoopGroup(2);
    socketChannel = epoll ? EpollSocketChannel.class : NioSocketChannel.class;
    serverChannel = epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
  }

  /** Takes host, port, then {@code active} or {@code passive} for each session. */
  public static void main(String[] args) throws Exception {
    for (int i = 2; i < args.length; i++) {
      Main client = new Main(args[i].startsWith("epoll-"));
      client.session(
          args[0],
          Integer.parseInt(args[1]),
          args[i].endsWith("active"),
          args[i].startsWith("tls-"));
      client.group.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
    }
  }

  private void session(String host, int port, boolean active, boolean tls) throws Exception {
    control =
        new Bootstrap()
            .group(group)
            .channel(socketChannel)
            .handler(new Lines())
            .connect(host, port)
            .sync()
            .channel();
    reply();
    if (tls) {
      command("AUTH TLS");
      SslContext context =
          SslContextBuilder.forClient()
              .sslProvider(SslProvider.JDK)
              .trustManager(InsecureTrustManagerFactory.INSTANCE)
              .build();
      control.pipeline().addFirst(context.newHandler(control.alloc()));
    }
    command("USER " + System.getProperty("ftp.user", "test"));
    command("PASS s3cret");
    command("TYPE I");
    File file = File.createTempFile("netty", ".bin");
    Files.write(file.toPath(), new byte[3_000_011]);
    Data up = new Data(true);
    open(up, active, "STOR netty-" + active + ".bin");
    up.channel().writeAndFlush(new DefaultFileRegion(file, 0, 2_000_000)).sync();
    up.channel().writeAndFlush(new DefaultFileRegion(file, 2_000_000, 1_000_011)).sync();
    up.channel().close().sync();
    reply();
    Data down = new Data(false);
    open(down, active, "RETR netty-" + active + ".bin");
    System.out.println(down.bytes());
    reply();
    Data list = new Data(false);
    open(list, active, "LIST");
    System.out.println(list.bytes());
    reply();
    command("QUIT");
    control.close().sync();
    Files.delete(file.toPath());
  }

  private void open(Data data, boolean active, String command) throws Exception {
    String host = ((InetSocketAddress) control.localAddress()).getAddress().getHostAddress();
    Channel listener = null;
    if (active) {
      listener =
          new ServerBootstrap()
              .group(group)
              .channel(serverChannel)
              .childHandler(data)
              .bind(host, 0)
              .sync()
              .channel();
      int port = ((InetSocketAddress) listener.localAddress()).getPort();
      command("PORT " + host.replace('.', ',') + "," + port / 256 + "," + port % 256);
    } else {
      String[] numbers = command("PASV").replaceAll("^.*\\(|\\).*$", "").split(",");
      int port = Integer.parseInt(numbers[4]) * 256 + Integer.parseInt(numbers[5]);
      new Bootstrap()
          .group(group)
          .channel(socketChannel)
          .handler(data)
          .connect(((InetSocketAddress) control.remoteAddress()).getAddress(), port)
          .sync();
    }
    command(command);
    data.channel();
    if (listener != null) {
      listener.close().sync();
    }
  }

  private String command(String line) throws Exception {
    control.writeAndFlush(Unpooled.copiedBuffer(line + "\r\n", StandardCharsets.UTF_8)).sync();
    return reply();
  }

  private String reply() throws Exception {
    String reply = replies.poll(20, TimeUnit.SECONDS);
    if (reply == null || reply.charAt(0) > '3') {
      throw new IllegalStateException("unexpected reply: " + reply);
    }
    return reply;
  }

  private final class Lines extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      ByteBuf bytes = (ByteBuf) message;
      partial.append(bytes.toString(StandardCharsets.UTF_8));
      bytes.release();
      for (int end = partial.indexOf("\n"); end >= 0; end = partial.indexOf("\n")) {
        String line = partial.substring(0, end).trim();
        partial.delete(0, end + 1);
        if (line.length() > 3 && line.charAt(3) == ' ') {
          replies.add(line);
        }
      }
    }
  }

  /** A data connection, whichever side opened it; it reads nothing while it is to be written. */
  private static final class Data extends ChannelInboundHandlerAdapter {
    private final CompletableFuture<Channel> opened = new CompletableFuture<>();
    private final CompletableFuture<Long> closed = new CompletableFuture<>();
    private final boolean upload;
    private long count;

    Data(boolean upload) {
      this.upload = upload;
    }

    @Override
    public boolean isSharable() {
      return true;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
      opened.complete(context.channel());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      count += ((ByteBuf) message).readableBytes();
      ((ByteBuf) message).release();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      if (!upload) {
        closed.complete(count);
      }
    }

    Channel channel() throws Exception {
      return opened.get(20, TimeUnit.SECONDS);
    }

    long bytes() throws Exception {
      return closed.get(60, TimeUnit.SECONDS);
    }
  }
}
