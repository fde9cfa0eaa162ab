package io.ftplens.it.app;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** Meets hostile servers, all at the same time, and tells all that an application can see. */
public final class HostileApp {
  private static final int TIMEOUT_MILLIS = 4_000;
  private static final int SHOWN = 100;

  private final String name;
  private final int port;
  private final StringBuilder told = new StringBuilder();

  private HostileApp(String name, int port) {
    this.name = name;
    this.port = port;
  }

  /**
   * Takes one {@code name:port} for each server; tells the agent's own errors, where there is one.
   */
  public static void main(String[] args) throws Exception {
    MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
    List<HostileApp> apps = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (String arg : args) {
      String[] parts = arg.split(":", -1);
      HostileApp app = new HostileApp(parts[0], Integer.parseInt(parts[1]));
      Thread thread = new Thread(app::run, parts[0]);
      apps.add(app);
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    for (HostileApp app : apps) {
      System.out.print(app.told);
    }
    ObjectName agent = new ObjectName("io.ftplens:type=Agent");
    if (beans.isRegistered(agent)) {
      System.out.println("own errors " + beans.getAttribute(agent, "OwnErrors"));
    }
  }

  private void tell(String what) {
    told.append(name).append(": ").append(what).append('\n');
  }

  private void run() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      session(socket);
      tell("at the end " + socket.isClosed() + socket.isInputShutdown() + socket.getSoTimeout());
    } catch (Exception e) {
      tell(e + " caused by " + e.getCause() + " at depth " + e.getStackTrace().length);
    }
  }

  private void session(Socket socket) throws Exception {
    InputStream in = new BufferedInputStream(socket.getInputStream());
    reply(in);
    if (name.equals("tls-garbage")) {
      command(socket, in, "AUTH TLS");
      TrustAll.context()
          .getSocketFactory()
          .createSocket(socket, "127.0.0.1", port, true)
          .getOutputStream()
          .write(1);
      return;
    }
    command(socket, in, "USER bob");
    command(socket, in, "PASS s3cret");
    command(socket, in, "TYPE I");
    String passive = command(socket, in, "PASV");
    Socket data = new Socket();
    data.connect(HostPort.announced(passive, socket.getInetAddress()), TIMEOUT_MILLIS);
    data.setSoTimeout(TIMEOUT_MILLIS);
    String opening = command(socket, in, "RETR a.bin");
    if (opening.startsWith("1")) {
      tell("data " + Payload.describe(Payload.drain(data.getInputStream())));
      reply(in);
    }
    data.close();
    command(socket, in, "QUIT");
    tell("then " + in.read());
  }

  private String command(Socket socket, InputStream in, String command) throws IOException {
    socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
    return reply(in);
  }

  /** Reads a reply of one line or more; tells how long it was, and what was in it. */
  private String reply(InputStream in) throws IOException {
    CRC32 all = new CRC32();
    long length = 0;
    String end = null;
    while (true) {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      int c;
      while ((c = in.read()) != '\n') {
        if (c < 0) {
          throw new IOException("closed after " + length);
        }
        all.update(c);
        length++;
        if (line.size() < SHOWN) {
          line.write(c);
        }
      }
      String text = new String(line.toByteArray(), StandardCharsets.ISO_8859_1);
      if (end == null && text.length() > 3 && text.charAt(3) == '-') {
        end = text.substring(0, 3) + " ";
      } else if (end == null || text.startsWith(end)) {
        tell("reply " + length + " " + all.getValue());
        return text;
      }
    }
  }
}
