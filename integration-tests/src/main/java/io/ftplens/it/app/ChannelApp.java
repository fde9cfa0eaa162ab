package io.ftplens.it.app;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** Moves whole files between disk and network by FileChannel, which may go by sendfile. */
public final class ChannelApp {
  private ChannelApp() {}

  /** Takes the server's host and port, then {@code up:SIZE:SETUP} or {@code down:SIZE:SETUP}. */
  public static void main(String[] args) throws Exception {
    OddSession session = new OddSession(new Socket(args[0], Integer.parseInt(args[1])));
    session.login("test");
    session.command("TYPE I");
    for (int i = 2; i < args.length; i++) {
      String[] parts = args[i].split(":", -1);
      transfer(session, parts[0].equals("up"), Long.parseLong(parts[1]), parts[2]);
      System.out.println(args[i] + " done");
    }
    session.quit();
  }

  private static void transfer(OddSession session, boolean upload, long size, String setup)
      throws Exception {
    String path = "channel-" + size + ".bin";
    Path file = Files.createTempFile("channel", ".bin");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw");
        SocketChannel data = open(session, setup, (upload ? "STOR " : "RETR ") + path)) {
      FileChannel channel = sparse.getChannel();
      if (upload) {
        sparse.setLength(size);
        for (long at = 0; at < size; ) {
          at += channel.transferTo(at, size - at, data);
        }
      } else {
        long at = 0;
        for (long n = 1; n > 0; at += n) {
          n = channel.transferFrom(data, at, 1 << 20);
        }
        if (at != size) {
          throw new IOException(at + " bytes came");
        }
      }
    } finally {
      Files.delete(file);
    }
    session.finish();
  }

  private static SocketChannel open(OddSession session, String setup, String command)
      throws Exception {
    InetAddress own = session.localAddress();
    if (!setup.equals("PORT")) {
      SocketChannel data = SocketChannel.open(session.announced(session.command(setup)));
      session.command(command);
      return data;
    }
    try (ServerSocketChannel listener = ServerSocketChannel.open()) {
      listener.bind(new InetSocketAddress(own, 0));
      int port = ((InetSocketAddress) listener.getLocalAddress()).getPort();
      session.command(HostPort.announce(setup, own, port));
      session.command(command);
      return listener.accept();
    }
  }
}
