package io.ftplens.it.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** One control connection whose steps can be taken one by one, in any order. */
final class OddSession {
  private static final Pattern LONG =
      Pattern.compile("4,4,(\\d+),(\\d+),(\\d+),(\\d+),2,(\\d+),(\\d+)");

  private final Socket plain;
  private Socket control;
  private InputStream in;
  private OutputStream out;
  private Proxy proxy = Proxy.NO_PROXY;
  private SSLSocketFactory tls;
  private boolean dataProtected;
  private boolean resuming;

  OddSession(Socket control) throws IOException {
    plain = control;
    use(control);
  }

  private void use(Socket socket) throws IOException {
    control = socket;
    in = socket.getInputStream();
    out = socket.getOutputStream();
  }

  /** Data connections go through this, too. */
  void proxy(Proxy other) {
    proxy = other;
  }

  void login(String user) throws IOException {
    reply();
    loginAfterGreeting(user);
  }

  void loginAfterGreeting(String user) throws IOException {
    command("USER " + user);
    command("PASS s3cret");
  }

  void startTls(String host, int port) throws Exception {
    reply();
    command("AUTH TLS");
    tls(host, port);
  }

  void tls(String host, int port) throws Exception {
    tls = TrustAll.context().getSocketFactory();
    use(layer(plain, host, port, false));
  }

  private SSLSocket layer(Socket socket, String host, int port, boolean close) throws IOException {
    SSLSocket layered = (SSLSocket) tls.createSocket(socket, host, port, close);
    // TLS 1.3 has no orderly way back to clear text.
    layered.setEnabledProtocols(new String[] {"TLSv1.2"});
    layered.startHandshake();
    return layered;
  }

  /** From here on data connections are in TLS. */
  void protectData() throws IOException {
    command("PBSZ 0");
    command("PROT P");
    dataProtected = true;
  }

  /** And they resume the control connection's TLS session. */
  void resumeForData() {
    resuming = true;
  }

  private Socket protect(Socket data) throws Exception {
    if (!dataProtected) {
      return data;
    }
    String host = plain.getInetAddress().getHostAddress();
    if (resuming) {
      resumeWith(host + ":" + data.getPort());
    }
    return layer(data, host, data.getPort(), true);
  }

  /** The JDK finds sessions by host and port alone, so applications reach into its cache. */
  private void resumeWith(String hostAndPort) throws Exception {
    SSLSession session = ((SSLSocket) control).getSession();
    Field field = session.getSessionContext().getClass().getDeclaredField("sessionHostPortCache");
    field.setAccessible(true);
    Object cache = field.get(session.getSessionContext());
    Method put = cache.getClass().getDeclaredMethod("put", Object.class, Object.class);
    put.setAccessible(true);
    put.invoke(cache, hostAndPort, session);
  }

  void clearAgain() throws IOException {
    command("CCC");
    control.close();
    use(plain);
  }

  void raw(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  void urgent(int b) throws IOException {
    plain.sendUrgentData(b);
  }

  void send(String line) throws IOException {
    raw((line + "\r\n").getBytes(StandardCharsets.UTF_8));
  }

  String command(String line) throws IOException {
    send(line);
    return reply();
  }

  /** Reads one reply, of one line or more, byte by byte. */
  String reply() throws IOException {
    String line = line();
    if (line.charAt(3) == '-') {
      String end = line.substring(0, 3) + " ";
      while (!line.startsWith(end)) {
        line = line();
      }
    }
    if (line.charAt(0) == '5') {
      throw new IOException(line);
    }
    return line;
  }

  private String line() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new IOException("the server closed the control connection");
      }
      text.append((char) b);
    }
    return text.toString().trim();
  }

  /** Reads the completion reply. */
  void finish() throws IOException {
    String reply = reply();
    if (!reply.startsWith("226")) {
      throw new IOException(reply);
    }
  }

  /** Sets up a data connection and writes the transfer command. */
  Socket data(String setup, String command) throws Exception {
    return prepare(setup).start(command);
  }

  Setup prepare(String setup) throws Exception {
    InetAddress own = plain.getLocalAddress();
    if (setup.equals("PORT") || setup.equals("EPRT") || setup.equals("LPRT")) {
      ServerSocket listener = OddApp.listen(own);
      int port = listener.getLocalPort();
      command(
          setup.equals("LPRT")
              ? "LPRT 4,4,"
                  + own.getHostAddress().replace('.', ',')
                  + ",2,"
                  + port / 256
                  + ","
                  + port % 256
              : HostPort.announce(setup, own, port));
      return new Setup(this, listener, null);
    }
    return new Setup(this, null, connect(command(setup)));
  }

  /** Connects to where a 227, 228 or 229 says. */
  Socket connect(String reply) throws Exception {
    Socket data = new Socket(proxy);
    data.connect(announced(reply), 20_000);
    return data;
  }

  InetSocketAddress announced(String reply) throws Exception {
    Matcher matcher = LONG.matcher(reply);
    if (!matcher.find()) {
      return HostPort.announced(reply, plain.getInetAddress());
    }
    String host =
        matcher.group(1) + "." + matcher.group(2) + "." + matcher.group(3) + "." + matcher.group(4);
    int port = Integer.parseInt(matcher.group(5)) * 256 + Integer.parseInt(matcher.group(6));
    return new InetSocketAddress(InetAddress.getByName(host), port);
  }

  InetAddress localAddress() {
    return plain.getLocalAddress();
  }

  void quit() throws IOException {
    command("QUIT");
    plain.close();
  }

  void disconnect() throws IOException {
    plain.close();
  }

  /** A data connection that is agreed on. */
  static final class Setup {
    private final OddSession session;
    private final ServerSocket listener;
    private final Socket connected;

    Setup(OddSession session, ServerSocket listener, Socket connected) {
      this.session = session;
      this.listener = listener;
      this.connected = connected;
    }

    /** Writes the command, reads the preliminary reply, and has the data connection. */
    Socket start(String command) throws Exception {
      String reply = session.command(command);
      if (reply.charAt(0) != '1') {
        throw new IOException(reply);
      }
      if (listener == null) {
        return session.protect(connected);
      }
      try (ServerSocket server = listener) {
        return session.protect(server.accept());
      }
    }

    void close() throws IOException {
      if (listener != null) {
        listener.close();
      } else {
        connected.close();
      }
    }
  }
}
