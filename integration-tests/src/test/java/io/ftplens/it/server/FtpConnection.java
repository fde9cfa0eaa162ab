package io.ftplens.it.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import javax.net.ssl.SSLSocket;

/** One control connection of a {@link RecordingFtpServer}: reads commands, answers them. */
final class FtpConnection {
  private final RecordingFtpServer server;
  private final InetSocketAddress here;
  private final InetSocketAddress there;
  private final DataSetup setup = new DataSetup();
  private Socket control;
  private InputStream in;
  private OutputStream out;
  private String user = "";
  private String directory = "/";
  private String type = "ascii";
  private long restart = -1;
  private boolean controlProtected;
  private boolean dataProtected;
  private boolean dead;

  FtpConnection(Socket control, RecordingFtpServer server) throws IOException {
    this.server = server;
    this.control = control;
    control.setTcpNoDelay(true);
    here = (InetSocketAddress) control.getLocalSocketAddress();
    there = (InetSocketAddress) control.getRemoteSocketAddress();
    in = control.getInputStream();
    out = control.getOutputStream();
  }

  void startTls() throws IOException {
    SSLSocket socket = layer(control);
    control = socket;
    in = socket.getInputStream();
    out = socket.getOutputStream();
    controlProtected = true;
  }

  private SSLSocket layer(Socket socket) throws IOException {
    SSLSocket layered = (SSLSocket) server.tls().createSocket(socket, null, true);
    layered.setUseClientMode(false);
    layered.startHandshake();
    return layered;
  }

  void run() throws IOException {
    try {
      reply(220, "Recording FTP server ready");
      for (String line = readLine(); line != null && !dead; line = readLine()) {
        int space = line.indexOf(' ');
        String verb = (space < 0 ? line : line.substring(0, space)).toUpperCase(Locale.ROOT);
        String argument = space < 0 ? null : line.substring(space + 1);
        if (verb.equals("QUIT")) {
          reply(221, "Goodbye");
          break;
        }
        execute(verb, argument);
      }
    } catch (SocketException gone) {
      // A client that goes without QUIT is a client all the same.
      dead = true;
    } finally {
      setup.clear();
      control.close();
    }
  }

  private void execute(String verb, String argument) throws IOException {
    switch (verb) {
      case "USER" -> {
        user = argument;
        reply(331, "Password required");
      }
      case "PASS" -> reply(230, "Logged in");
      case "SYST" -> reply(215, "UNIX Type: L8");
      case "FEAT" ->
          write("211-Features:\r\n EPSV\r\n EPRT\r\n MLSD\r\n REST STREAM\r\n211 End\r\n");
      case "PWD" -> reply(257, "\"" + directory + "\" is the current directory");
      case "CWD" -> {
        directory = resolve(argument);
        reply(250, "Directory changed");
      }
      case "TYPE" -> {
        type = argument.toUpperCase(Locale.ROOT).startsWith("A") ? "ascii" : "image";
        reply(200, "Type set");
      }
      case "REST" -> {
        restart = Long.parseLong(argument);
        reply(350, "Restarting at " + restart);
      }
      case "AUTH" -> {
        reply(234, "Proceed");
        startTls();
      }
      case "PBSZ", "NOOP", "MODE", "STRU", "OPTS" -> reply(200, "OK");
      case "PROT" -> {
        dataProtected = argument.equals("P");
        reply(200, "Protection set");
      }
      case "PORT", "EPRT" -> active(verb, argument);
      case "PASV", "EPSV" -> passive(verb, argument);
      case "LIST", "NLST", "MLSD", "RETR", "STOR", "STOU", "APPE" -> transfer(verb, argument);
      default -> reply(502, "Not implemented");
    }
  }

  private void active(String verb, String argument) throws IOException {
    if (user.equals(Misbehaviour.USER_REFUSES_ACTIVE)) {
      recordWithoutCommand(verb, 500);
      refuse(verb);
      return;
    }
    if (verb.equals("EPRT") && user.equals(Misbehaviour.USER_REFUSES_EXTENDED)) {
      refuse(verb);
      return;
    }
    setup.active(verb, verb.equals("PORT") ? port(argument) : eprt(argument));
    setup.tried(verb, 200);
    reply(200, verb + " command successful");
  }

  private void passive(String verb, String argument) throws IOException {
    boolean refused =
        verb.equals("PASV")
            ? here.getAddress() instanceof Inet6Address
            : user.equals(Misbehaviour.USER_REFUSES_EXTENDED);
    refused |= user.equals(Misbehaviour.USER_REFUSES_PASSIVE);
    if ("ALL".equals(argument) && !refused) {
      reply(200, "EPSV ALL understood");
      return;
    }
    if (refused) {
      refuse(verb);
      return;
    }
    boolean closed = user.equals(Misbehaviour.USER_ANNOUNCES_CLOSED_PORT);
    InetSocketAddress at = setup.passive(verb, here.getAddress(), closed);
    setup.tried(verb, verb.equals("PASV") ? 227 : 229);
    if (closed) {
      recordWithoutCommand(verb, verb.equals("PASV") ? 227 : 229);
    }
    if (verb.equals("PASV")) {
      String host = at.getAddress().getHostAddress().replace('.', ',');
      int port = at.getPort();
      reply(227, "Entering Passive Mode (" + host + "," + port / 256 + "," + port % 256 + ")");
    } else {
      reply(229, "Entering Extended Passive Mode (|||" + at.getPort() + "|)");
    }
  }

  /** A client whose setup fails never writes the transfer command. */
  private void recordWithoutCommand(String verb, int code) {
    ServedTransfer transfer = new ServedTransfer(verb, null, here, there);
    fill(transfer);
    transfer.setup = verb;
    transfer.setupRefused = code == 500;
    transfer.reply = code;
    transfer.replyNanos = Clock.epochNanos();
    server.record(transfer);
  }

  private void refuse(String verb) throws IOException {
    setup.tried(verb, 500);
    reply(500, verb + " not understood");
  }

  private static InetSocketAddress port(String argument) throws IOException {
    String[] parts = argument.split(",", -1);
    String host = parts[0] + "." + parts[1] + "." + parts[2] + "." + parts[3];
    int port = Integer.parseInt(parts[4]) * 256 + Integer.parseInt(parts[5]);
    return new InetSocketAddress(InetAddress.getByName(host), port);
  }

  private static InetSocketAddress eprt(String argument) throws IOException {
    String[] parts = argument.split("\\|", -1);
    return new InetSocketAddress(InetAddress.getByName(parts[2]), Integer.parseInt(parts[3]));
  }

  private void fill(ServedTransfer transfer) {
    setup.moveTo(transfer);
    transfer.type = type;
    transfer.restart = restart;
    transfer.controlProtected = controlProtected;
    transfer.dataProtected = dataProtected;
  }

  private void transfer(String verb, String argument) throws IOException {
    ServedTransfer transfer = new ServedTransfer(verb, argument, here, there);
    fill(transfer);
    restart = -1;
    Misbehaviour fault = Misbehaviour.of(argument);
    if (!setup.agreed()) {
      end(transfer, 425, "Use PORT or PASV first");
    } else if (fault.beforeData() && transfer.mode().equals("active")) {
      refuse(transfer, fault);
    } else {
      try (Socket data = setup.open()) {
        transfer.dataServer = (InetSocketAddress) data.getLocalSocketAddress();
        transfer.dataClient = (InetSocketAddress) data.getRemoteSocketAddress();
        if (fault.beforeData()) {
          refuse(transfer, fault);
        } else {
          serve(transfer, data, fault);
        }
      }
    }
    setup.clear();
  }

  private void refuse(ServedTransfer transfer, Misbehaviour fault) throws IOException {
    boolean missing = fault == Misbehaviour.NO_SUCH_FILE;
    end(transfer, missing ? 550 : 425, missing ? "No such file" : "Cannot open data connection");
  }

  private void serve(ServedTransfer transfer, Socket raw, Misbehaviour fault) throws IOException {
    if (fault == Misbehaviour.BREAKS_OFF_AT_ONCE) {
      breakOffAtOnce(transfer, raw, fault.sentBefore());
      return;
    }
    reply(150, "Opening data connection");
    Socket data = dataProtected ? layer(raw) : raw;
    if (transfer.ioDirection().equals("transmit")) {
      byte[] bytes = data.getInputStream().readAllBytes();
      transfer.size = bytes.length;
      server.files().write(resolve(transfer.path), bytes, transfer.command.equals("APPE"));
      data.close();
      end(transfer, 226, "Stored");
      return;
    }
    byte[] bytes = content(transfer);
    int offset = (int) Math.max(0, transfer.restart);
    int length = fault == Misbehaviour.NONE ? bytes.length - offset : fault.sentBefore();
    transfer.size = length;
    if (fault != Misbehaviour.NONE) {
      raw.setSendBufferSize(Misbehaviour.SEND_BUFFER);
    }
    data.getOutputStream().write(bytes, offset, length);
    data.getOutputStream().flush();
    if (fault == Misbehaviour.DIES || fault == Misbehaviour.RESETS) {
      die(transfer, raw, fault == Misbehaviour.RESETS);
      return;
    }
    data.close();
    if (fault == Misbehaviour.BREAKS_OFF) {
      end(transfer, 426, "Connection closed; transfer aborted");
    } else {
      end(transfer, 226, "Transfer complete");
    }
  }

  /** Both replies in one segment, when the data is in the client's buffers and it may not look. */
  private void breakOffAtOnce(ServedTransfer transfer, Socket data, int length) throws IOException {
    data.getOutputStream().write(content(transfer), 0, length);
    data.close();
    transfer.size = length;
    transfer.reply = 426;
    transfer.replyNanos = Clock.epochNanos();
    server.record(transfer);
    write("150 Opening data connection\r\n426 Connection closed; transfer aborted\r\n");
  }

  /** As the sockets of a killed process end, or those of a crashed machine. */
  private void die(ServedTransfer transfer, Socket data, boolean reset) throws IOException {
    transfer.reply = 150;
    transfer.replyNanos = Clock.epochNanos();
    server.record(transfer);
    dead = true;
    if (reset) {
      data.setSoLinger(true, 0);
      control.setSoLinger(true, 0);
    }
    data.close();
    control.close();
  }

  private byte[] content(ServedTransfer transfer) throws IOException {
    if (!transfer.command.equals("RETR")) {
      return server.files().list(transfer.command, transfer.path);
    }
    byte[] bytes = server.files().read(resolve(transfer.path));
    return bytes == null ? new byte[0] : bytes;
  }

  private String resolve(String path) {
    return path.startsWith("/") ? path : directory + (directory.endsWith("/") ? "" : "/") + path;
  }

  /** Records before it replies, so that a client that has its reply is a transfer on record. */
  private void end(ServedTransfer transfer, int code, String text) throws IOException {
    transfer.reply = code;
    transfer.replyNanos = Clock.epochNanos();
    server.record(transfer);
    reply(code, text);
  }

  private void reply(int code, String text) throws IOException {
    write(code + " " + text + "\r\n");
  }

  private void write(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private String readLine() throws IOException {
    java.io.ByteArrayOutputStream line = new java.io.ByteArrayOutputStream();
    for (int b = in.read(); b >= 0; b = in.read()) {
      if (b == '\n') {
        String text = line.toString(StandardCharsets.UTF_8);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
      }
      line.write(b);
    }
    return null;
  }
}
