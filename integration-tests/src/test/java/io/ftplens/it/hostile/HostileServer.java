package io.ftplens.it.hostile;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** An FTP server that does one thing wrong, on purpose. */
final class HostileServer implements AutoCloseable {
  /** Above any cap of ours, and above the heap of the child. */
  private static final int ENDLESS = 48 << 20;

  private static final int MANY_REPLIES = 1_000_000;
  private static final byte[] FILE = new byte[1000];

  private final String kind;
  private final int foreignPort;
  private final ServerSocket listener;

  /** One for all sessions, so that two runs read the same replies. */
  private final ServerSocket data;

  HostileServer(String kind, int foreignPort) {
    this.kind = kind;
    this.foreignPort = foreignPort;
    try {
      InetAddress here = InetAddress.getLoopbackAddress();
      listener = new ServerSocket(0, 8, here);
      data = new ServerSocket(0, 8, here);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread acceptor = new Thread(this::accept, "hostile " + kind);
    acceptor.setDaemon(true);
    acceptor.start();
  }

  String argument() {
    return kind + ":" + listener.getLocalPort();
  }

  String kind() {
    return kind;
  }

  /** Its end of the control connection, as a line tells it. */
  String endpoint() {
    return "127.0.0.1:" + listener.getLocalPort();
  }

  /** The port of somebody else that it announces; 0 if it does not. */
  int foreignPort() {
    return foreignPort;
  }

  private void accept() {
    while (!listener.isClosed()) {
      try (Socket socket = listener.accept()) {
        serve(socket);
      } catch (IOException e) {
        // The client has had enough, or the test is over; what it saw is compared.
      }
    }
  }

  private void serve(Socket socket) throws IOException {
    OutputStream out =
        kind.equals("bytewise")
            ? socket.getOutputStream()
            : new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
    socket.setTcpNoDelay(true);
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    int step = 0;
    if (hangs(socket, in, step)) {
      return;
    }
    greet(out);
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (hangs(socket, in, ++step)) {
        return;
      }
      answer(line.split(" ", -1)[0], out);
      out.flush();
      if (line.startsWith("AUTH") && in.read() >= 0) {
        // only now, or the client may read it together with the reply
        write(out, "\u0016\u0003\u0003 this is no TLS \r\n227 (127,0,0,1,9,9)\r\n".repeat(50));
        out.flush();
      }
      if (line.equals("QUIT")) {
        return;
      }
    }
  }

  /** Says nothing more, or breaks the connection, at this step. */
  private boolean hangs(Socket socket, BufferedReader in, int step) throws IOException {
    if (kind.equals("stall-" + step)) {
      while (in.read() >= 0) {
        // Until the client gives up.
      }
      return true;
    }
    if (kind.equals("reset-" + step)) {
      socket.setSoLinger(true, 0);
      return true;
    }
    return false;
  }

  private void greet(OutputStream out) throws IOException {
    if (kind.equals("controls")) {
      write(out, "220-\0\0 \u001b[2J\u001b]0;title\u0007 \u009b31m\r\n \r \r220 no\u0085\r\n");
    }
    if (kind.equals("inject")) {
      write(
          out, "220-hello\r\n2026-01-01T00:00:00.000Z INFO  io.ftplens - ftp transfer FORGED\r\n");
    }
    write(out, "220 ready\r\n");
    out.flush();
  }

  private void answer(String verb, OutputStream out) throws IOException {
    switch (verb) {
      case "AUTH" -> write(out, "234 go\r\n");
      case "USER" -> write(out, "331 password\r\n");
      case "PASS" -> loggedIn(out);
      case "TYPE" -> write(out, "200 ok\r\n");
      case "PASV" -> passive(out);
      case "RETR" -> send(out);
      default -> write(out, "221 bye\r\n");
    }
  }

  private void loggedIn(OutputStream out) throws IOException {
    byte[] filler = "x".repeat(1023).concat("\n").getBytes(StandardCharsets.US_ASCII);
    switch (kind) {
      case "endless-line" -> {
        write(out, "230 ");
        filler[1023] = 'x';
        for (int i = 0; i < ENDLESS; i += filler.length) {
          out.write(filler);
        }
        write(out, "\r\n");
      }
      case "endless-reply" -> {
        write(out, "230-\r\n");
        for (int i = 0; i < ENDLESS; i += filler.length) {
          out.write(filler);
        }
        write(out, "230 at last\r\n");
      }
      case "replies" -> write(out, "230 in\r\n" + "200 ok\r\n".repeat(MANY_REPLIES));
      default -> write(out, "230 in\r\n");
    }
  }

  private void passive(OutputStream out) throws IOException {
    switch (kind) {
      case "http" -> write(out, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n227 hello\r\n");
      case "bounce" -> write(out, announce("127,0,0,2", foreignPort));
      case "otlp" -> write(out, announce("127,0,0,1", foreignPort));
      case "privileged" -> write(out, announce("127,0,0,1", 1));
      default -> write(out, announce("127,0,0,1", data.getLocalPort()));
    }
  }

  private static String announce(String host, int port) {
    return "227 Entering (" + host + "," + port / 256 + "," + port % 256 + ")\r\n";
  }

  private void send(OutputStream out) throws IOException {
    if (kind.equals("inject")) {
      write(out, "550 no\rINFO FORGED\r\n");
      return;
    }
    write(out, "150 opening\r\n");
    out.flush();
    if (!kind.equals("bounce") && !kind.equals("otlp")) {
      try (Socket connection = data.accept()) {
        connection.getOutputStream().write(FILE);
      }
    }
    write(out, "226 done\r\n");
  }

  private void write(OutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    if (kind.equals("bytewise")) {
      for (byte b : bytes) {
        out.write(b);
      }
    } else {
      out.write(bytes);
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
      data.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
