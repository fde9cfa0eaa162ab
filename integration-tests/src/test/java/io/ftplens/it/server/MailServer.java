package io.ftplens.it.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Greets with 220 as an FTP server does, and then speaks SMTP. */
public final class MailServer implements AutoCloseable {
  private final ServerSocket listener;

  private MailServer() throws IOException {
    listener = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::serve, "mail server");
    thread.setDaemon(true);
    thread.start();
  }

  /** Starts one. */
  public static MailServer start() {
    try {
      return new MailServer();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it listens. */
  public int port() {
    return listener.getLocalPort();
  }

  private void serve() {
    try (Socket socket = listener.accept()) {
      OutputStream out = socket.getOutputStream();
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      say(out, "220 mail.example.com ESMTP");
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        switch (line.split("[ :]", -1)[0]) {
          case "DATA" -> say(out, "354 Go ahead");
          case "QUIT" -> say(out, "221 Bye");
          default -> say(out, "250 OK");
        }
      }
    } catch (IOException e) {
      // The test sees it: its client gets no answer.
      close();
    }
  }

  private static void say(OutputStream out, String line) throws IOException {
    out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
