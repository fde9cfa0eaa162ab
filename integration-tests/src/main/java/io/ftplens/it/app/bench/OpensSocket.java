package io.ftplens.it.app.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Sends itself one byte. */
public final class OpensSocket {
  private OpensSocket() {}

  /** Takes nothing. */
  public static void main(String[] args) throws IOException {
    InetAddress host = InetAddress.getLoopbackAddress();
    try (ServerSocket listener = new ServerSocket(0, 1, host);
        Socket client = new Socket(host, listener.getLocalPort());
        Socket server = listener.accept()) {
      client.getOutputStream().write(1);
      if (server.getInputStream().read() != 1) {
        throw new IOException("not the byte that was written");
      }
    }
  }
}
