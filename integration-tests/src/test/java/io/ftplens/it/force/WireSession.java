package io.ftplens.it.force;

import io.ftplens.it.server.VirtualFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import javax.net.ssl.SSLSocket;

/** One control connection of a {@link WireServer}. */
final class WireSession {
  private static final int CHUNK = 8192;

  private final WireServer server;
  private final VirtualFiles files = new VirtualFiles();
  private final InetAddress here;
  private final int clientPort;
  private Socket control;
  private InputStream in;
  private OutputStream out;
  private String user = "";
  private boolean protect;
  private int restart;
  private String setup;
  private InetSocketAddress target;
  private ServerSocket listener;

  WireSession(WireServer server, Socket socket) throws IOException {
    this.server = server;
    here = socket.getLocalAddress();
    clientPort = socket.getPort();
    // Else a 226 right behind the 150 waits 40 ms for the acknowledgement.
    socket.setTcpNoDelay(true);
    use(socket);
  }

  private void use(Socket socket) throws IOException {
    control = socket;
    in = socket.getInputStream();
    out = socket.getOutputStream();
  }

  void run() throws IOException {
    try {
      reply("220 ready");
      for (String line = line(); line != null; line = line()) {
        server.heard(line);
        int space = line.indexOf(' ');
        String verb = (space < 0 ? line : line.substring(0, space)).toUpperCase(Locale.ROOT);
        String argument = space < 0 ? "" : line.substring(space + 1);
        if (verb.equals("QUIT")) {
          reply("221 bye");
          return;
        }
        execute(verb, argument);
      }
    } finally {
      closeListener();
    }
  }

  private void execute(String verb, String argument) throws IOException {
    if (user.equals(WireServer.USER_UNANSWERED) && verb.matches("PASV|PORT|RETR")) {
      return;
    }
    switch (verb) {
      case "USER" -> {
        user = argument;
        reply("331 password");
      }
      case "PASS" -> reply("230 in");
      case "TYPE", "NOOP", "PBSZ", "MODE" -> reply("200 ok");
      case "CWD" -> reply("250 ok");
      case "AUTH" -> {
        reply("234 go");
        use(layer(control));
      }
      case "PROT" -> {
        protect = argument.equals("P");
        reply("200 ok");
      }
      case "REST" -> {
        restart = Integer.parseInt(argument);
        reply("350 ok");
      }
      case "PORT", "EPRT", "LPRT" -> active(verb, argument);
      case "PASV", "EPSV", "LPSV" -> passive(verb);
      case "RETR", "LIST", "NLST" -> send(verb, argument);
      case "STOR" -> receive(argument);
      default -> reply("502 not implemented");
    }
  }

  private void active(String verb, String argument) throws IOException {
    closeListener();
    setup = verb;
    if (verb.equals("EPRT")) {
      String[] parts = argument.split("\\|", -1);
      target = new InetSocketAddress(InetAddress.getByName(parts[2]), Integer.parseInt(parts[3]));
    } else {
      String[] parts = argument.split(",", -1);
      int last = parts.length - 1;
      int port = Integer.parseInt(parts[last - 1]) * 256 + Integer.parseInt(parts[last]);
      target = new InetSocketAddress(control.getInetAddress(), port);
    }
    reply("200 " + verb + " ok");
  }

  private void passive(String verb) throws IOException {
    closeListener();
    if (user.equals(WireServer.USER_REFUSED_PASSIVE)) {
      reply("502 no " + verb + " here");
      return;
    }
    setup = verb;
    listener = new ServerSocket(0, 1, here);
    listener.setSoTimeout(10_000);
    int port = listener.getLocalPort();
    String ends = port / 256 + "," + port % 256;
    String host = here.getHostAddress().replace('.', ',');
    switch (verb) {
      case "PASV" -> reply("227 Entering Passive Mode (" + host + "," + ends + ").");
      case "LPSV" -> reply("228 Entering Long Passive Mode (4,4," + host + ",2," + ends + ")");
      default -> reply("229 Entering Extended Passive Mode (|||" + port + "|)");
    }
  }

  private Socket open() throws IOException {
    if (listener == null) {
      return new Socket(target.getAddress(), target.getPort());
    }
    return listener.accept();
  }

  private void send(String verb, String path) throws IOException {
    int offset = restart;
    restart = 0;
    byte[] stored = server.stored(path);
    byte[] bytes =
        verb.equals("RETR") ? (stored != null ? stored : files.read(path)) : files.list(verb, path);
    if (bytes == null) {
      reply("550 no such file");
      return;
    }
    try (Socket raw = open()) {
      reply("150 here it comes");
      Socket data = protect ? layer(raw) : raw;
      OutputStream to = data.getOutputStream();
      boolean aborted = false;
      for (int at = offset; at < bytes.length && !aborted; at += CHUNK) {
        aborted = path.startsWith("/abor/") && in.available() > 0;
        if (!aborted) {
          aborted = !wrote(to, bytes, at, path);
        }
      }
      record(verb, path, raw, bytes.length - offset);
      if (aborted) {
        raw.close();
        server.heard(line());
        reply("426 aborted");
      } else {
        data.close();
      }
    }
    reply("226 done");
    closeListener();
  }

  /** A client that aborts may have closed the data connection already. */
  private static boolean wrote(OutputStream to, byte[] bytes, int at, String path)
      throws IOException {
    try {
      to.write(bytes, at, Math.min(CHUNK, bytes.length - at));
      return true;
    } catch (IOException e) {
      if (!path.startsWith("/abor/")) {
        throw e;
      }
      return false;
    }
  }

  private void receive(String path) throws IOException {
    try (Socket raw = open()) {
      reply("150 send it");
      Socket data = protect ? layer(raw) : raw;
      byte[] bytes = data.getInputStream().readAllBytes();
      server.store(path, bytes);
      record("STOR", path, raw, bytes.length);
    }
    reply("226 done");
    closeListener();
  }

  private void record(String verb, String path, Socket data, int size) {
    server.record(
        new WireServer.Served(
            verb,
            path,
            setup,
            (InetSocketAddress) data.getLocalSocketAddress(),
            (InetSocketAddress) data.getRemoteSocketAddress(),
            clientPort,
            size));
  }

  private Socket layer(Socket socket) throws IOException {
    SSLSocket layered = (SSLSocket) server.tls().createSocket(socket, null, true);
    layered.setUseClientMode(false);
    layered.startHandshake();
    return layered;
  }

  private void closeListener() throws IOException {
    if (listener != null) {
      listener.close();
      listener = null;
    }
  }

  private void reply(String text) throws IOException {
    out.write((text + "\r\n").getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0; b = in.read()) {
      if (b == '\n') {
        return line.toString(StandardCharsets.US_ASCII).replace("\r", "");
      }
      line.write(b);
    }
    return null;
  }
}
