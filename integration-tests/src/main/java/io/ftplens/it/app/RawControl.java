package io.ftplens.it.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLSocket;

/** A control connection read byte by byte, for clients that do as they like between its lines. */
final class RawControl implements AutoCloseable {
  /** Long enough for any log-in: what a client waits for afterwards is what a test is about. */
  static final int LOGIN_MILLIS = 60_000;

  final Spec spec;
  final int timeout;
  private Socket socket;
  private InputStream in;
  private OutputStream out;

  RawControl(Spec spec, String user) throws Exception {
    this(spec, user, 20_000);
  }

  RawControl(Spec spec, String user, int timeout) throws Exception {
    this.spec = spec;
    this.timeout = timeout;
    socket = new Socket();
    socket.connect(new InetSocketAddress(spec.host, spec.port), LOGIN_MILLIS);
    socket.setSoTimeout(LOGIN_MILLIS);
    streams();
    expect(reply(), "220");
    if (spec.security.startsWith("tls")) {
      expect(command("AUTH TLS"), "234");
      socket = layer(socket);
      streams();
    }
    expect(command("USER " + user), "331");
    expect(command("PASS s3cret"), "230");
    if (spec.security.startsWith("tls")) {
      expect(command("PBSZ 0"), "200");
      expect(command(spec.dataProtected() ? "PROT P" : "PROT C"), "200");
    }
    expect(command("TYPE I"), "200");
    timeout(timeout);
  }

  private void streams() throws IOException {
    in = socket.getInputStream();
    out = socket.getOutputStream();
  }

  /** Limits reads from now on. */
  void timeout(int millis) throws IOException {
    socket.setSoTimeout(millis);
  }

  /** Closes the socket and says nothing. */
  void cut() throws IOException {
    socket.close();
  }

  InetAddress local() {
    return socket.getLocalAddress();
  }

  void write(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  /** Asks again and again until there is something to read, as far as the socket can tell. */
  void awaitAvailable() throws IOException {
    long end = System.nanoTime() + timeout * 1_000_000L;
    while (!spec.security.startsWith("tls") && in.available() == 0) {
      if (System.nanoTime() > end) {
        throw new IOException("nothing can be read");
      }
    }
  }

  String command(String line) throws IOException {
    write(line + "\r\n");
    return reply();
  }

  /** Reads one reply, of one line or more. */
  String reply() throws IOException {
    String first = line();
    if (first.length() > 3 && first.charAt(3) == '-') {
      String end = first.substring(0, 3) + " ";
      String next;
      do {
        next = line();
      } while (!next.startsWith(end));
    }
    return first;
  }

  private String line() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("the server closed the control connection");
      }
      if (c != '\r') {
        text.append((char) c);
      }
    }
    return text.toString();
  }

  static void expect(String reply, String code) throws IOException {
    if (!reply.startsWith(code)) {
      throw new IOException("expected " + code + ", not: " + reply);
    }
  }

  /** The active set-up command of this session, for a listener on this port. */
  String announce(int port) {
    InetAddress address = local();
    if (!spec.setup.equals("LPRT")) {
      return HostPort.announce(spec.setup, address, port) + "\r\n";
    }
    byte[] octets = address.getAddress();
    StringBuilder text = new StringBuilder("LPRT ");
    text.append(address instanceof Inet6Address ? "6," : "4,").append(octets.length);
    for (byte octet : octets) {
      text.append(',').append(octet & 0xff);
    }
    return text.append(",2,").append(port / 256).append(',').append(port % 256) + "\r\n";
  }

  /** TLS as the client's side of it, over a connection that the server was to open. */
  Socket layer(Socket plain) throws Exception {
    SSLSocket tls =
        (SSLSocket)
            TrustAll.context().getSocketFactory().createSocket(plain, spec.host, spec.port, true);
    tls.setUseClientMode(true);
    tls.startHandshake();
    return tls;
  }

  @Override
  public void close() throws IOException {
    if (socket.isClosed()) {
      return;
    }
    try {
      write("QUIT\r\n");
    } finally {
      socket.close();
    }
  }
}
