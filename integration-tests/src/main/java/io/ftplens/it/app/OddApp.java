package io.ftplens.it.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.zip.DeflaterOutputStream;

/** What FTP allows and few clients do, each in a session of its own. */
public final class OddApp {
  private static final int IAC = 255;
  private static final int IP = 244;
  private static final int DM = 242;

  private final String host;
  private final int port;

  private OddApp(String host, int port) {
    this.host = host;
    this.port = port;
  }

  /** Takes the server's host and port, then the names of what to do. */
  public static void main(String[] args) throws Exception {
    OddApp app = new OddApp(args[0], Integer.parseInt(args[1]));
    for (int i = 2; i < args.length; i++) {
      app.run(args[i]);
      System.out.println(args[i] + " done");
    }
  }

  private void run(String what) throws Exception {
    String[] parts = what.split(":", -1);
    switch (parts[0]) {
      case "user":
        ordinary(login(parts[1]), parts[2], parts[1]);
        break;
      case "noop":
        noop(parts[1], parts[2]);
        break;
      case "abort":
        abort(parts[1]);
        break;
      case "long":
        ordinary(login("test"), parts[1], "long");
        break;
      case "pipelined":
        pipelined();
        break;
      case "interleaved":
        interleaved(parts[1]);
        break;
      case "threads":
        threads(parts[1]);
        break;
      case "pool":
        pool(parts[1]);
        break;
      case "ccc":
        ccc(parts[1]);
        break;
      case "resumed":
        resumed(parts[1]);
        break;
      case "deflate":
        deflate(parts[1]);
        break;
      case "socks":
        proxied(proxy(Proxy.Type.SOCKS, parts[1]), parts[2]);
        break;
      case "connect":
        proxied(proxy(Proxy.Type.HTTP, parts[1]), parts[2]);
        break;
      case "neighbour":
        neighbour(Proxy.NO_PROXY, parts[1], parts[2]);
        break;
      case "socks-neighbour":
        neighbour(proxy(Proxy.Type.SOCKS, parts[1]), parts[2], parts[3]);
        break;
      case "connect-tls":
        connectTls(proxy(Proxy.Type.HTTP, parts[1]), parts[2]);
        break;
      case "unused":
        unused(parts[1]);
        break;
      case "fxp":
        fxp();
        break;
      case "idle-close":
        noQuit(parts[1]);
        break;
      default:
        throw new IllegalArgumentException(what);
    }
  }

  private OddSession login(String user) throws Exception {
    OddSession session = new OddSession(new Socket(host, port));
    session.login(user);
    return session;
  }

  private static void ordinary(OddSession session, String setup, String name) throws Exception {
    session.command("TYPE I");
    drain(session.data(setup, "RETR " + name + "-70001.bin"));
    session.finish();
    try (Socket data = session.data(setup, "STOR " + name + ".bin")) {
      data.getOutputStream().write(Payload.of(30011));
    }
    session.finish();
    drain(session.data(setup, "RETR " + name + "-0.bin"));
    session.finish();
    session.data(setup, "STOR " + name + "-empty.bin").close();
    session.finish();
    drain(session.data(setup, "LIST"));
    session.finish();
    session.quit();
  }

  /** Keeps the control connection alive during a transfer, as for slow links. */
  private void noop(String user, String setup) throws Exception {
    OddSession session = login(user);
    for (int i = 0; i < 2; i++) {
      Socket data = session.data(setup, "RETR noop" + i + "-9000000.bin");
      InputStream in = data.getInputStream();
      readSome(in, 100_000);
      session.send("NOOP");
      readSome(in, 100_000);
      session.send("NOOP");
      session.send("STAT");
      drain(data);
      // Servers answer at once, or in order: the completion reply is the first or the last.
      for (int reply = 0; reply < 4; reply++) {
        session.reply();
      }
    }
    session.quit();
  }

  /** RFC 959, 3.4 and 4.1.3: Telnet IP, Telnet Synch, ABOR. */
  private void abort(String setup) throws Exception {
    OddSession session = login("test");
    Socket data = session.data(setup, "RETR abort-900000000.bin");
    readSome(data.getInputStream(), 50_000);
    session.raw(new byte[] {(byte) IAC, (byte) IP, (byte) IAC});
    session.urgent(DM);
    session.send("ABOR");
    session.reply();
    session.reply();
    data.close();
    drain(session.data(setup, "RETR after-1234.bin"));
    session.finish();
    session.quit();
  }

  /** Writes all commands at once and reads all replies afterwards. */
  private void pipelined() throws Exception {
    OddSession session = new OddSession(new Socket(host, port));
    session.raw(
        "USER test\r\nPASS s3cret\r\nTYPE I\r\nNOOP\r\nPASV\r\n".getBytes(StandardCharsets.UTF_8));
    String last = "";
    for (int i = 0; i < 6; i++) {
      last = session.reply();
    }
    Socket data = session.connect(last);
    session.raw("RETR pipe-5000.bin\r\nPWD\r\nNOOP\r\n".getBytes(StandardCharsets.UTF_8));
    drain(data);
    for (int i = 0; i < 4; i++) {
      session.reply();
    }
    session.quit();
  }

  /** Two sessions on one thread, step by step in turn, with their data connections mixed. */
  private void interleaved(String setup) throws Exception {
    OddSession a = login("test");
    OddSession b = login("test");
    for (int i = 0; i < 3; i++) {
      OddSession.Setup first = a.prepare(setup);
      OddSession.Setup second = b.prepare(setup);
      Socket two = second.start("RETR b" + i + "-2222" + i + ".bin");
      Socket one = first.start("STOR a" + i + ".bin");
      one.getOutputStream().write(Payload.of(3333 + i));
      drain(two);
      one.close();
      b.finish();
      a.finish();
    }
    a.quit();
    b.quit();
  }

  /** One session whose steps are taken by different threads. */
  private void threads(String setup) throws Exception {
    OddSession session = login("test");
    Failure failure = new Failure();
    Socket[] data = new Socket[1];
    for (int i = 0; i < 3; i++) {
      String command = i % 2 == 0 ? "RETR t" + i + "-40000.bin" : "STOR t" + i + ".bin";
      boolean upload = i % 2 == 1;
      on(failure, () -> data[0] = session.data(setup, command));
      on(
          failure,
          () -> {
            if (upload) {
              data[0].getOutputStream().write(Payload.of(777));
              data[0].close();
            } else {
              drain(data[0]);
            }
          });
      on(failure, session::finish);
      failure.rethrow();
    }
    session.quit();
  }

  /** A pool of sessions, each tried before it is lent, and used by whichever thread comes. */
  private void pool(String setup) throws Exception {
    BlockingQueue<OddSession> pool = new LinkedBlockingQueue<>();
    pool.add(login("test"));
    pool.add(login("test"));
    Failure failure = new Failure();
    List<Thread> workers = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      String worker = "w" + i + "-";
      Thread thread =
          new Thread(
              () -> {
                for (int j = 0; j < 3; j++) {
                  String file = worker + j + "-" + (20_000 + j) + ".bin";
                  failure.run(() -> borrowed(pool, setup, file));
                }
              },
              "worker");
      workers.add(thread);
      thread.start();
    }
    for (Thread worker : workers) {
      worker.join();
    }
    failure.rethrow();
    for (OddSession session : pool) {
      session.quit();
    }
  }

  private static void borrowed(BlockingQueue<OddSession> pool, String setup, String file)
      throws Exception {
    OddSession session = pool.take();
    try {
      session.command("NOOP");
      drain(session.data(setup, "RETR " + file));
      session.finish();
    } finally {
      pool.add(session);
    }
  }

  private static void on(Failure failure, Failure.Work work) throws InterruptedException {
    Thread thread = new Thread(() -> failure.run(work), "step");
    thread.start();
    thread.join();
  }

  /** Logs in under TLS and goes on in clear (RFC 4217, 6). */
  private void ccc(String setup) throws Exception {
    OddSession session = new OddSession(new Socket(host, port));
    session.startTls(host, port);
    session.loginAfterGreeting("test");
    session.command("PBSZ 0");
    session.command("PROT C");
    session.clearAgain();
    ordinary(session, setup, "ccc");
  }

  /** Data connections in TLS that resume the control connection's session, as servers ask for. */
  private void resumed(String setup) throws Exception {
    OddSession session = new OddSession(new Socket(host, port));
    session.startTls(host, port);
    session.loginAfterGreeting("resumed");
    session.protectData();
    session.resumeForData();
    ordinary(session, setup, "resumed");
  }

  /** MODE Z: what is read and written is compressed by the application. */
  private void deflate(String setup) throws Exception {
    OddSession session = login("test");
    session.command("MODE Z");
    try (Socket data = session.data(setup, "STOR deflated.bin");
        OutputStream out = new DeflaterOutputStream(data.getOutputStream())) {
      out.write(Payload.of(500_000));
    }
    session.finish();
    session.quit();
  }

  private static Proxy proxy(Proxy.Type type, String port) {
    return new Proxy(type, new InetSocketAddress(InetAddress.getLoopbackAddress(), port(port)));
  }

  private void proxied(Proxy proxy, String setup) throws Exception {
    Socket control = new Socket(proxy);
    control.connect(new InetSocketAddress(host, port), 20_000);
    OddSession session = new OddSession(control);
    session.proxy(proxy);
    session.login("test");
    ordinary(session, setup, "proxied");
  }

  private void connectTls(Proxy proxy, String setup) throws Exception {
    Socket control = new Socket(proxy);
    control.connect(new InetSocketAddress(host, port));
    ordinary(secured(control, proxy), setup, "connect-tls");
  }

  private OddSession secured(Socket control, Proxy proxy) throws Exception {
    OddSession session = new OddSession(control);
    session.proxy(proxy);
    session.startTls(host, port);
    session.loginAfterGreeting("test");
    session.protectData();
    return session;
  }

  /** In TLS, from the same local port as another conversation in TLS, which is not FTP. */
  private void neighbour(Proxy proxy, String otherPort, String setup) throws Exception {
    Socket control = sharing(new Socket(proxy), 0);
    control.connect(new InetSocketAddress(host, port));
    OddSession session = secured(control, proxy);
    Socket other = sharing(new Socket(), control.getLocalPort());
    other.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port(otherPort)));
    OddSession parrot = new OddSession(other);
    parrot.tls("localhost", port(otherPort));
    parrot.command("GET / HTTP/1.1");
    parrot.command("PASV");
    parrot.command("RETR parrot.bin");
    ordinary(session, setup, "neighbour");
    parrot.command("QUIT");
    other.close();
  }

  private static Socket sharing(Socket socket, int localPort) throws IOException {
    socket.setReuseAddress(true);
    socket.bind(new InetSocketAddress(localPort));
    return socket;
  }

  private static int port(String text) {
    return Integer.parseInt(text);
  }

  /** Sets up data connections that no transfer uses, one of them connected. */
  private void unused(String setup) throws Exception {
    OddSession session = login("test");
    session.prepare(setup).close();
    session.command("NOOP");
    session.prepare(setup).close();
    drain(session.data(setup, "RETR used-4321.bin"));
    session.finish();
    session.quit();
  }

  /** Lets one server send to another (RFC 959, 5.2): no byte passes here. */
  private void fxp() throws Exception {
    OddSession source = login("test");
    OddSession target = login("test");
    String announced = source.command("PASV");
    target.command("PORT " + announced.replaceAll("^.*\\(|\\).*$", ""));
    source.send("RETR fxp-123456.bin");
    target.send("STOR fxp.bin");
    source.reply();
    target.reply();
    source.finish();
    target.finish();
    source.quit();
    target.quit();
  }

  /** Goes without QUIT, as soon as the last reply is there. */
  private void noQuit(String setup) throws Exception {
    OddSession session = login("test");
    drain(session.data(setup, "RETR gone-4000.bin"));
    session.finish();
    session.disconnect();
  }

  private static void readSome(InputStream in, int count) throws IOException {
    byte[] buffer = new byte[10_000];
    for (int left = count; left > 0; ) {
      int n = in.read(buffer, 0, Math.min(buffer.length, left));
      if (n < 0) {
        throw new IOException("too short");
      }
      left -= n;
    }
  }

  private static void drain(Socket data) throws IOException {
    byte[] buffer = new byte[64 * 1024];
    try (Socket socket = data) {
      InputStream in = socket.getInputStream();
      while (in.read(buffer) >= 0) {
        // To its end.
      }
    }
  }

  /** Where an application waits to be called back; only for the signature of the helpers. */
  static ServerSocket listen(InetAddress on) throws IOException {
    return new ServerSocket(0, 1, on);
  }
}
