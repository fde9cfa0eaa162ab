package io.ftplens.it.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import javax.net.ssl.SSLSocket;

/** One control connection of a {@link SickFtpServer}. */
final class SickSession {
  /** On Linux a host of its own, as all of 127.0.0.0/8 is. */
  private static final String OTHER_HOST = "127.0.0.3";

  private static final String PRIVATE_HOST = "10,99,0,1";

  /** What a test's firewall lets nobody connect to. */
  private static final int BLOCKED_PORT = 40_000;

  private static final int CONNECT_TIMEOUT = 2_000;
  static final int CONTENT_SIZE = 5_000;
  private static final byte[] CONTENT = new byte[CONTENT_SIZE];

  private final SickFtpServer server;
  private final Socket raw;
  private Socket control;
  private InputStream in;
  private OutputStream out;
  private ServerSocket passive;
  private InetSocketAddress active;
  private boolean dataProtected;
  private boolean blockMode;
  private Socket kept;

  SickSession(SickFtpServer server, Socket socket) throws IOException {
    this.server = server;
    raw = socket;
    use(socket);
  }

  private void use(Socket socket) throws IOException {
    control = socket;
    in = socket.getInputStream();
    out = socket.getOutputStream();
  }

  void run() throws IOException, InterruptedException {
    try {
      reply("220 Ready");
      for (String line = readLine(); line != null; line = readLine()) {
        int space = line.indexOf(' ');
        String verb = (space < 0 ? line : line.substring(0, space)).toUpperCase(Locale.ROOT);
        execute(verb, space < 0 ? "" : line.substring(space + 1));
        if (verb.equals("QUIT")) {
          return;
        }
      }
    } finally {
      closePassive();
    }
  }

  private void execute(String verb, String argument) throws IOException, InterruptedException {
    boolean refused =
        server.is("extended_refused") ? verb.matches("EPSV|EPRT") : verb.matches("EPSV|PASV");
    refused &= server.is("extended_refused") || server.is("fallback_to_active");
    if (refused) {
      reply("500 " + verb + " not understood");
      return;
    }
    switch (verb) {
      case "USER":
        reply("331 Password");
        break;
      case "PASS":
        reply("230 Welcome");
        break;
      case "PWD":
        reply("257 \"/\" is where you are");
        break;
      case "CWD":
        reply("250 OK");
        break;
      case "QUIT":
        reply("221 Bye");
        break;
      case "AUTH":
        reply("234 Go ahead");
        use(layer(raw));
        break;
      case "PROT":
        dataProtected = argument.equals("P");
        reply("200 OK");
        break;
      case "MODE":
        blockMode = argument.equals("B");
        reply("200 OK");
        break;
      case "PORT":
      case "EPRT":
        closePassive();
        active = announced(argument);
        reply("200 OK");
        break;
      case "PASV":
      case "EPSV":
        passive(verb);
        break;
      case "RETR":
        retrieve();
        break;
      default:
        reply("200 OK");
        break;
    }
  }

  private static InetSocketAddress announced(String argument) throws IOException {
    if (argument.startsWith("|")) {
      String[] parts = argument.split("\\|", -1);
      return new InetSocketAddress(InetAddress.getByName(parts[2]), Integer.parseInt(parts[3]));
    }
    String[] parts = argument.split(",", -1);
    String host = String.join(".", Arrays.copyOf(parts, 4));
    int port = Integer.parseInt(parts[4]) * 256 + Integer.parseInt(parts[5]);
    return new InetSocketAddress(InetAddress.getByName(host), port);
  }

  private void passive(String verb) throws IOException {
    closePassive();
    active = null;
    InetAddress here =
        server.is("advertised_address_mismatch")
            ? InetAddress.getByName(OTHER_HOST)
            : raw.getLocalAddress();
    passive = new ServerSocket(server.is("blocked_passive") ? BLOCKED_PORT : 0, 1, here);
    int port = passive.getLocalPort();
    if (server.is("passive_unreachable")) {
      passive.close();
    }
    if (verb.equals("EPSV")) {
      reply("229 Extended (|||" + port + "|)");
      return;
    }
    String host =
        server.is("advertised_address_private")
            ? PRIVATE_HOST
            : here.getHostAddress().replace('.', ',');
    reply("227 Passive (" + host + "," + port / 256 + "," + port % 256 + ")");
  }

  private void closePassive() throws IOException {
    if (kept != null) {
      kept.close();
      kept = null;
    }
    if (passive != null) {
      passive.close();
      passive = null;
    }
  }

  private void retrieve() throws IOException, InterruptedException {
    if (server.is("active_unreachable") && raw.getLocalAddress().isLoopbackAddress()) {
      // Without a firewall it has to be said, not tried.
      reply("425 Cannot open data connection");
      return;
    }
    reply("150 Here it comes");
    Socket data;
    try {
      data = open();
    } catch (IOException e) {
      reply("425 Cannot open data connection");
      return;
    }
    if (blockMode) {
      // One connection serves all transfers.
      kept = data;
      data.getOutputStream().write(CONTENT);
      reply("226 Done");
      return;
    }
    try (Socket opened = data) {
      send(opened);
    }
  }

  private Socket open() throws IOException, InterruptedException {
    if (kept != null) {
      return kept;
    }
    if (active == null) {
      return passive.accept();
    }
    if (server.is("accept_pending") && raw.getLocalAddress().isLoopbackAddress()) {
      // Without a firewall somebody else has to say for how long.
      server.awaitRelease();
    }
    Socket socket = new Socket();
    InetAddress from =
        server.is("data_peer_mismatch") ? InetAddress.getByName(OTHER_HOST) : raw.getLocalAddress();
    socket.bind(new InetSocketAddress(from, 0));
    // A server behind a firewall tries for as long as TCP does.
    socket.connect(active, server.is("active_unreachable") ? CONNECT_TIMEOUT : 0);
    return socket;
  }

  private void send(Socket opened) throws IOException {
    Socket data = dataProtected ? layer(opened) : opened;
    if (server.is("tls_session_not_reused") && !resumed(data)) {
      data.close();
      reply("522 SSL connection failed; session reuse required");
      return;
    }
    data.getOutputStream().write(CONTENT);
    if (server.is("control_idle_timeout")) {
      reply("421 Idle timeout: closing control connection");
    }
    data.close();
    if (!server.is("control_idle_timeout") && !server.is("unfinished_transfer")) {
      reply("226 Done");
    }
  }

  private boolean resumed(Socket data) {
    return Arrays.equals(
        ((SSLSocket) data).getSession().getId(), ((SSLSocket) control).getSession().getId());
  }

  private Socket layer(Socket socket) throws IOException {
    SSLSocket layered =
        (SSLSocket) server.tls().getSocketFactory().createSocket(socket, null, true);
    layered.setUseClientMode(false);
    // Whether a session was resumed can be told by its number only up to here.
    layered.setEnabledProtocols(new String[] {"TLSv1.2"});
    layered.startHandshake();
    return layered;
  }

  private void reply(String text) throws IOException {
    out.write((text + "\r\n").getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  private String readLine() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b >= 0; b = in.read()) {
      if (b == '\n') {
        return line.toString().trim();
      }
      line.append((char) b);
    }
    return null;
  }
}
