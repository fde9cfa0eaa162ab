package io.ftplens.it.capture;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/**
 * One control connection of an {@link OddFtpServer}. User names: {@code early} opens active data
 * connections before the 150, {@code fixed-port} opens them from the port below its own, {@code
 * late-noop} answers a NOOP only after the transfer that runs, {@code odd-227} words each reply to
 * PASV another way, {@code resumed} wants data connections to resume the control connection's TLS
 * session.
 */
final class OddSession {
  private static final Pattern SIZE = Pattern.compile("-(\\d+)\\.bin$");
  private static final int IAC = 255;

  /** RFC 1123, 4.1.2.6: the text is not well standardised, so a client looks for the digits. */
  private static final List<String> ODD_TEXTS =
      List.of(
          "%s",
          "=%s",
          "Entering Passive Mode. %s",
          "Passive mode 2 of 3 is on (%s).",
          "Entering Passive Mode (%s");

  private final OddFtpServer server;
  private final Socket raw;
  private Socket control;
  private InputStream in;
  private OutputStream out;
  private String user = "";
  private ServerSocket passive;
  private InetSocketAddress active;
  private String setup;
  private int announced;
  private boolean dataProtected;
  private volatile Socket aborted;
  private Socket current;
  private Thread transfer;
  private int passiveTexts;

  OddSession(OddFtpServer server, Socket socket) throws IOException {
    this.server = server;
    raw = socket;
    raw.setTcpNoDelay(true);
    raw.setOOBInline(true);
    use(socket);
  }

  private void use(Socket socket) throws IOException {
    control = socket;
    in = socket.getInputStream();
    out = socket.getOutputStream();
  }

  void run() throws IOException {
    try {
      reply("220 Odd server ready");
      for (String line = readLine(); line != null; line = readLine()) {
        int space = line.indexOf(' ');
        String verb = (space < 0 ? line : line.substring(0, space)).toUpperCase(Locale.ROOT);
        execute(verb, space < 0 ? null : line.substring(space + 1));
        if (verb.equals("QUIT")) {
          return;
        }
      }
    } catch (SocketException gone) {
      // A client that goes without QUIT is a client all the same.
      server.gone();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    } finally {
      if (passive != null) {
        passive.close();
      }
    }
  }

  private void execute(String verb, String argument) throws IOException, InterruptedException {
    switch (verb) {
      case "USER" -> {
        user = argument;
        reply("331 Password");
      }
      case "PASS" -> reply("230 Welcome");
      case "NOOP" -> {
        if (user.equals("late-noop") && transfer != null) {
          transfer.join();
        }
        reply("200 Still here");
      }
      case "PWD" -> reply("257 \"/\" is where you are");
      case "SYST" -> reply("215 UNIX Type: L8");
      case "STAT" -> reply("211-Status\r\n 226 is not a reply here\r\n211 End");
      case "AUTH" -> {
        reply("234 Go ahead");
        SSLSocket layered =
            (SSLSocket) server.tls().getSocketFactory().createSocket(raw, null, false);
        layered.setUseClientMode(false);
        layered.startHandshake();
        use(layered);
      }
      case "CCC" -> {
        reply("200 In clear from here");
        control.close();
        use(raw);
      }
      case "PROT" -> {
        dataProtected = argument.equals("P");
        reply("200 OK");
      }
      case "PORT", "EPRT", "LPRT" -> {
        active = ActiveEndpoint.of(verb, argument);
        closePassive();
        setup = verb;
        announced = active.getPort();
        reply("200 OK");
      }
      case "PASV", "EPSV", "LPSV" -> passive(verb);
      case "LIST", "NLST", "MLSD", "RETR", "STOR", "APPE", "STOU" -> begin(verb, argument);
      case "ABOR" -> abort();
      case "QUIT" -> reply("221 Bye");
      default -> reply("200 OK");
    }
  }

  private void closePassive() throws IOException {
    if (passive != null) {
      passive.close();
      passive = null;
    }
  }

  private void passive(String verb) throws IOException {
    closePassive();
    InetAddress here = raw.getLocalAddress();
    passive = new ServerSocket(0, 1, here);
    active = null;
    setup = verb;
    announced = passive.getLocalPort();
    String bytes = here.getHostAddress().replace('.', ',');
    String port = announced / 256 + "," + announced % 256;
    switch (verb) {
      case "PASV" -> reply("227 " + String.format(passiveText(), bytes + "," + port));
      case "EPSV" -> reply("229 Entering Extended Passive Mode (|||" + announced + "|)");
      default -> reply("228 Entering Long Passive Mode (4,4," + bytes + ",2," + port + ")");
    }
  }

  /** Of a user named odd-227 another one each time. */
  private String passiveText() {
    return user.equals("odd-227")
        ? ODD_TEXTS.get(passiveTexts++ % ODD_TEXTS.size())
        : "Entering Passive Mode (%s)";
  }

  private void begin(String verb, String argument) throws IOException {
    SeenTransfer seen =
        new SeenTransfer(
            (InetSocketAddress) raw.getRemoteSocketAddress(),
            (InetSocketAddress) raw.getLocalSocketAddress(),
            verb,
            argument);
    seen.setup = setup;
    seen.announced = announced;
    server.record(seen);
    if (setup == null) {
      seen.reply = 425;
      reply("425 No data connection");
      return;
    }
    boolean early = user.equals("early");
    if (!early) {
      reply("150 Here it comes");
    }
    Socket opened = active == null ? passive.accept() : open();
    seen.clientEnd = (InetSocketAddress) opened.getRemoteSocketAddress();
    seen.dataOpener = seen.clientEnd;
    seen.dataListener = (InetSocketAddress) opened.getLocalSocketAddress();
    if (early) {
      reply("150 Here it comes");
    }
    aborted = null;
    setup = null;
    transfer =
        new Thread(
            () -> {
              try {
                serve(seen, opened);
              } catch (IOException e) {
                server.surprise(e);
              }
            },
            "odd transfer");
    transfer.setDaemon(true);
    current = opened;
    transfer.start();
  }

  private Socket open() throws IOException {
    Socket socket = new Socket();
    boolean fixed = user.equals("fixed-port");
    if (fixed) {
      socket.setReuseAddress(true);
    }
    socket.bind(new InetSocketAddress(raw.getLocalAddress(), fixed ? server.port() - 1 : 0));
    socket.connect(active);
    return socket;
  }

  private void serve(SeenTransfer seen, Socket opened) throws IOException {
    long bytes = 0;
    try (opened;
        Socket data = dataProtected ? layer(opened) : opened) {
      if (seen.upload()) {
        byte[] buffer = new byte[1 << 20];
        InputStream from = data.getInputStream();
        for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
          bytes += n;
        }
      } else {
        bytes = send(seen, data.getOutputStream());
      }
    } catch (IOException e) {
      if (aborted != opened) {
        throw e;
      }
      seen.reply = 426;
      seen.size = -1;
      reply("426 Aborted");
      return;
    }
    seen.size = bytes;
    seen.reply = 226;
    reply("226 Done");
  }

  private static long send(SeenTransfer seen, OutputStream to) throws IOException {
    if (!seen.command.equals("RETR")) {
      byte[] list =
          "-rw-r--r--   1 a  b  4096 Jan  1  2020 a.txt\r\n".getBytes(StandardCharsets.US_ASCII);
      to.write(list);
      return list.length;
    }
    Matcher size = SIZE.matcher(seen.path);
    long left = size.find() ? Long.parseLong(size.group(1)) : 1000;
    long all = left;
    byte[] buffer = new byte[1 << 20];
    while (left > 0) {
      int n = (int) Math.min(buffer.length, left);
      to.write(buffer, 0, n);
      left -= n;
    }
    return all;
  }

  private Socket layer(Socket socket) throws IOException {
    SSLSocket layered =
        (SSLSocket) server.tls().getSocketFactory().createSocket(socket, null, true);
    layered.setUseClientMode(false);
    layered.startHandshake();
    if (user.equals("resumed") && !resumed(layered.getSession())) {
      throw new IOException("the data connection has a TLS session of its own");
    }
    return layered;
  }

  /** A session that is resumed by a ticket has no id, but keeps its time of creation. */
  private boolean resumed(SSLSession session) {
    return session.getCreationTime() == ((SSLSocket) control).getSession().getCreationTime();
  }

  private void abort() throws IOException, InterruptedException {
    if (transfer != null && transfer.isAlive()) {
      aborted = current;
      current.setSoLinger(true, 0);
      current.close();
      transfer.join();
    }
    reply("226 Nothing runs any more");
  }

  private synchronized void reply(String text) throws IOException {
    out.write((text + "\r\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private String readLine() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b >= 0; b = in.read()) {
      if (b == '\n') {
        return line.toString().trim();
      }
      if (b == IAC) {
        in.read();
      } else {
        line.append((char) b);
      }
    }
    return null;
  }
}
