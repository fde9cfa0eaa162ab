package io.ftplens.it.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;
import javax.management.Attribute;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.commons.net.ftp.FTPClient;
import org.apache.commons.net.ftp.FTPSClient;

/**
 * Sends passwords in every way there is, at every level of the agent's log, keeps none of them, and
 * writes its heap to a file.
 */
public final class SecretsApp {
  private static final String[] LEVELS = {"off", "error", "warn", "info", "debug", "trace"};

  private final String host;
  private final int port;
  private final int echoingPort;

  /** The secret and the user name, backwards: no string of this JVM outlives its use. */
  private final String secretBackwards;

  private final String userBackwards;

  private SecretsApp(String[] args) {
    host = args[0];
    port = Integer.parseInt(args[1]);
    echoingPort = Integer.parseInt(args[2]);
    secretBackwards = args[3];
    userBackwards = args[4];
  }

  /** Takes the server, the port of one that echoes, both names backwards, and the dump's file. */
  public static void main(String[] args) throws Exception {
    MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
    SecretsApp app = new SecretsApp(args);
    app.inThread(app::url);
    ObjectName agent = new ObjectName("io.ftplens:type=Agent");
    long deadline = System.nanoTime() + 60_000_000_000L;
    while (!beans.isRegistered(agent)) {
      if (System.nanoTime() > deadline) {
        throw new IOException("no bean");
      }
      LockSupport.parkNanos(1_000_000);
    }
    for (String level : LEVELS) {
      beans.setAttribute(agent, new Attribute("LogLevel", level));
      app.inThread(app::everything);
      System.out.println(level + " done");
    }
    Socket[] open = new Socket[1];
    app.inThread(() -> open[0] = app.login());
    System.out.println("own errors " + beans.getAttribute(agent, "OwnErrors"));
    beans.invoke(
        new ObjectName("com.sun.management:type=HotSpotDiagnostic"),
        "dumpHeap",
        new Object[] {args[5], true},
        new String[] {"java.lang.String", "boolean"});
    open[0].close();
  }

  /** A thread of its own: the frames of this one hold nothing when the heap is written. */
  private void inThread(Failure.Work work) throws Exception {
    Failure failure = new Failure();
    Thread thread = new Thread(() -> failure.run(work), "secrets");
    thread.start();
    thread.join();
    failure.rethrow();
  }

  private String secret() {
    return new StringBuilder(secretBackwards).reverse().toString();
  }

  private String user() {
    return new StringBuilder(userBackwards).reverse().toString();
  }

  private void everything() throws Exception {
    commonsNet(new FTPClient());
    FTPSClient ftps = new FTPSClient(false);
    ftps.setTrustManager(new TrustAll());
    commonsNet(ftps);
    url();
    urlWithoutUser();
    byHand(false);
    byHand(true);
    beforeTls();
    echoed();
    uncaught();
  }

  private void commonsNet(FTPClient ftp) throws IOException {
    ftp.connect(host, port);
    ftp.login(user(), secret());
    ftp.sendCommand("ACCT", secret());
    ftp.sendCommand("pAsS", secret());
    ftp.sendCommand("ADAT", secret());
    ftp.sendCommand("adat", secret());
    ftp.sendCommand("ENC", secret());
    ftp.enterLocalPassiveMode();
    ftp.listNames("/nlst/a-3");
    ftp.logout();
    ftp.disconnect();
  }

  private void url() throws IOException {
    read("ftp://" + user() + ":" + secret() + "@" + host + ":" + port + "/get/a-11.bin;type=i");
  }

  private void urlWithoutUser() throws IOException {
    System.setProperty("ftp.protocol.user", secret());
    try {
      read("ftp://" + host + ":" + port + "/get/b-11.bin;type=i");
    } finally {
      System.clearProperty("ftp.protocol.user");
    }
  }

  private static void read(String url) throws IOException {
    try (InputStream in = new URL(url).openStream()) {
      Payload.drain(in);
    }
  }

  /** One byte a write, and several commands a write, on a socket or on a channel. */
  private void byHand(boolean channel) throws IOException {
    InetSocketAddress address = new InetSocketAddress(host, port);
    try (SocketChannel c = channel ? SocketChannel.open(address) : null;
        Socket socket = channel ? c.socket() : new Socket(host, port)) {
      InputStream in = socket.getInputStream();
      line(in);
      for (String command : new String[] {"USER " + user(), "PASS " + secret()}) {
        byte[] bytes = ascii(command + "\r\n");
        for (int i = 0; i < bytes.length; i++) {
          write(socket, c, bytes, i, 1);
        }
        line(in);
      }
      byte[] two = ascii("AcCt\t" + secret() + "\r\nPASS" + secret() + "\nQUIT\r\n");
      write(socket, c, two, 0, two.length);
      while (in.read() >= 0) {
        // To the end.
      }
    }
  }

  private static void write(Socket socket, SocketChannel channel, byte[] bytes, int from, int count)
      throws IOException {
    if (channel == null) {
      socket.getOutputStream().write(bytes, from, count);
      return;
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes, from, count);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  /** A client that sends its password in clear text and then asks for TLS, and a line cut by it. */
  private void beforeTls() throws Exception {
    try (Socket socket = new Socket(host, port)) {
      InputStream in = socket.getInputStream();
      line(in);
      command(socket, "USER " + user());
      command(socket, "PASS " + secret());
      command(socket, "AUTH TLS");
      Socket tls = TrustAll.context().getSocketFactory().createSocket(socket, host, port, true);
      command(tls, "USER " + user());
      command(tls, "pass " + secret());
      tls.getOutputStream().write(ascii("PASS " + secret()));
      tls.close();
    }
  }

  /** A server that repeats what it does not like, in several ways. */
  private void echoed() throws IOException {
    String secret = secret();
    String[] commands = {
      "USER " + user(),
      "PASS " + secret,
      "pass " + secret,
      "PASS" + secret,
      "PASS\t" + secret,
      "ACCT " + secret,
      "ADAT " + secret,
      "RETR ftp://" + user() + ":" + secret + "@example.com/x",
      "CWD ftp://" + user() + ":" + secret + "@example.com/"
    };
    try (Socket socket = new Socket(host, echoingPort)) {
      OutputStream out = socket.getOutputStream();
      InputStream in = socket.getInputStream();
      line(in);
      for (String command : commands) {
        out.write(ascii(command + "\r\n"));
        while (!line(in).startsWith("500 ")) {
          // To the reply's last line.
        }
      }
    }
  }

  private Socket login() throws IOException {
    Socket socket = new Socket(host, port);
    line(socket.getInputStream());
    command(socket, "USER " + user());
    command(socket, "PASS " + secret());
    return socket;
  }

  /** An exception that nobody catches, while a session is open. */
  private void uncaught() throws Exception {
    Thread thread =
        new Thread(
            () -> {
              Socket socket = null;
              try {
                socket = login();
                throw new IllegalStateException("on purpose, after " + socket.isConnected());
              } catch (IOException e) {
                throw new IllegalStateException(e);
              } finally {
                close(socket);
              }
            },
            "uncaught");
    thread.start();
    thread.join();
  }

  private static void close(Socket socket) {
    try {
      if (socket != null) {
        socket.close();
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void command(Socket socket, String command) throws IOException {
    socket.getOutputStream().write(ascii(command + "\r\n"));
    line(socket.getInputStream());
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("the server closed the control connection");
      }
      text.append((char) c);
    }
    return text.toString();
  }
}
