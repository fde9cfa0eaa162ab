package io.ftplens.it.app;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Logs in to servers whose replies do not end, and tells what its sessions hold in the middle. */
public final class EndlessApp {
  /** More than is kept of any line or reply. */
  private static final int READ = 2 << 20;

  private static final List<Socket> OPEN = new ArrayList<>();

  private EndlessApp() {}

  /** Takes how many sessions come before it counts, and one port for each. */
  public static void main(String[] args) throws Exception {
    int before = Integer.parseInt(args[0]);
    for (int i = 1; i <= before; i++) {
      open(Integer.parseInt(args[i]));
    }
    closeAll();
    for (int i = 1 + before; i < args.length; i++) {
      open(Integer.parseInt(args[i]));
    }
    int count = OPEN.size();
    long open = used();
    closeAll();
    System.out.println((open - used()) / count);
  }

  private static void closeAll() throws IOException {
    for (Socket socket : OPEN) {
      socket.close();
    }
    OPEN.clear();
  }

  private static void open(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    OPEN.add(socket);
    line(socket);
    socket.getOutputStream().write("USER bob\r\n".getBytes(StandardCharsets.US_ASCII));
    line(socket);
    socket.getOutputStream().write("PASS s3cret\r\n".getBytes(StandardCharsets.US_ASCII));
    InputStream in = socket.getInputStream();
    byte[] buffer = new byte[8192];
    for (int n = 0; n < READ; ) {
      n += in.read(buffer);
    }
  }

  private static void line(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("closed");
      }
    }
  }

  private static long used() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
