package io.ftplens.it.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** One session of a {@link QuickFtpServer}: a file {@code x-700.bin} has 700 bytes. */
final class QuickFtpSession implements AutoCloseable {
  private static final Pattern SIZE = Pattern.compile("-(\\d+)\\.bin$");
  private static final byte[] CHUNK = new byte[64 * 1024];
  private static final byte[] LISTING =
      "-rw-r--r--   1 test     test         4096 Jan  1  2020 a.txt\r\n"
          .repeat(5)
          .getBytes(StandardCharsets.US_ASCII);

  private final SSLSocketFactory tls;
  private final ServerSocket dataListener;
  private Socket control;
  private BufferedReader in;
  private OutputStream out;
  private boolean protectedData;

  QuickFtpSession(Socket control, SSLSocketFactory tls) throws IOException {
    this.tls = tls;
    dataListener = new ServerSocket(0, 1, control.getLocalAddress());
    use(control);
  }

  private void use(Socket socket) throws IOException {
    control = socket;
    control.setTcpNoDelay(true);
    in =
        new BufferedReader(
            new InputStreamReader(control.getInputStream(), StandardCharsets.US_ASCII));
    out = control.getOutputStream();
  }

  void run() throws IOException {
    reply("220 Ready");
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String verb = line.split(" ", 2)[0];
      switch (verb) {
        case "AUTH" -> {
          reply("234 Go ahead");
          use(layer(control));
        }
        case "PASS" -> reply("230 Logged in");
        case "USER" -> reply("331 Password");
        case "SYST" -> reply("215 UNIX Type: L8");
        case "PROT" -> {
          protectedData = line.endsWith("P");
          reply("200 OK");
        }
        case "PASV" -> {
          int port = dataListener.getLocalPort();
          String host = control.getLocalAddress().getHostAddress().replace('.', ',');
          reply("227 Entering Passive Mode (" + host + "," + port / 256 + "," + port % 256 + ")");
        }
        case "LIST", "RETR", "STOR" -> transfer(verb, line);
        case "QUIT" -> {
          reply("221 Bye");
          return;
        }
        default -> reply("200 OK");
      }
    }
  }

  private void transfer(String verb, String line) throws IOException {
    try (Socket raw = dataListener.accept()) {
      reply("150 Here it comes");
      try (Socket data = protectedData ? layer(raw) : raw) {
        switch (verb) {
          case "LIST" -> data.getOutputStream().write(LISTING);
          case "STOR" -> drain(data.getInputStream());
          default -> send(data.getOutputStream(), line);
        }
      }
    }
    reply("226 Done");
  }

  private static void send(OutputStream data, String line) throws IOException {
    Matcher matcher = SIZE.matcher(line);
    int left = matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
    while (left > 0) {
      int n = Math.min(left, CHUNK.length);
      data.write(CHUNK, 0, n);
      left -= n;
    }
  }

  private static void drain(InputStream data) throws IOException {
    byte[] buffer = new byte[CHUNK.length];
    int n = data.read(buffer);
    while (n >= 0) {
      n = data.read(buffer);
    }
  }

  private SSLSocket layer(Socket socket) throws IOException {
    SSLSocket layered = (SSLSocket) tls.createSocket(socket, null, true);
    layered.setUseClientMode(false);
    // With 1.3 a client that only writes closes with our session tickets unread, which is a reset.
    layered.setEnabledProtocols(new String[] {"TLSv1.2"});
    layered.startHandshake();
    return layered;
  }

  private void reply(String line) throws IOException {
    out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public void close() throws IOException {
    dataListener.close();
  }
}
