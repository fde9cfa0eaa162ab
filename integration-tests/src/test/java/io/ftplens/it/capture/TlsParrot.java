package io.ftplens.it.capture;

import io.ftplens.it.server.Tls;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Answers each line, in TLS, by 226 and the line itself; it is no FTP server. */
final class TlsParrot implements AutoCloseable {
  private final ServerSocket listener;

  private TlsParrot(ServerSocket listener) {
    this.listener = listener;
  }

  static TlsParrot start() {
    try {
      TlsParrot parrot =
          new TlsParrot(
              Tls.serverContext()
                  .getServerSocketFactory()
                  .createServerSocket(0, 5, InetAddress.getLoopbackAddress()));
      Thread thread = new Thread(parrot::serve, "parrot");
      thread.setDaemon(true);
      thread.start();
      return parrot;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return listener.getLocalPort();
  }

  private void serve() {
    try (Socket socket = listener.accept();
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
      OutputStream out = socket.getOutputStream();
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        out.write(("226 " + line + "\r\n").getBytes(StandardCharsets.US_ASCII));
      }
    } catch (IOException e) {
      // The client misses its answer, and says so.
    }
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
