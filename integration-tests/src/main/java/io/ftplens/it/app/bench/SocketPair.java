package io.ftplens.it.app.bench;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Two sockets and their streams, plain or TLS. */
final class SocketPair implements Pair {
  private final byte[] bytes = new byte[64 * 1024];
  private final InputStream clientIn;
  private final OutputStream clientOut;
  private final InputStream serverIn;
  private final OutputStream serverOut;

  SocketPair(Socket client, Socket server) throws IOException {
    clientIn = client.getInputStream();
    clientOut = client.getOutputStream();
    serverIn = server.getInputStream();
    serverOut = server.getOutputStream();
  }

  /** Client's end and server's end of a new connection over loopback. */
  static Socket[] connect() throws IOException {
    try (ServerSocket listener = new ServerSocket()) {
      listener.setReceiveBufferSize(BUFFER);
      listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
      Socket client = new Socket();
      client.setReceiveBufferSize(BUFFER);
      client.connect(listener.getLocalSocketAddress());
      Socket server = listener.accept();
      for (Socket end : new Socket[] {client, server}) {
        end.setSendBufferSize(BUFFER);
        end.setTcpNoDelay(true);
      }
      return new Socket[] {client, server};
    }
  }

  @Override
  public void greet() throws IOException {
    byte[] greeting = "HELLO\r\n".getBytes(StandardCharsets.US_ASCII);
    serverOut.write(greeting);
    read(clientIn, greeting.length);
  }

  @Override
  public void exchange(int size) throws IOException {
    serverOut.write(bytes, 0, size);
    read(clientIn, size);
    clientOut.write(bytes, 0, size);
    read(serverIn, size);
  }

  private void read(InputStream in, int size) throws IOException {
    for (int done = 0; done < size; ) {
      int n = in.read(bytes, done, size - done);
      if (n < 0) {
        throw new EOFException();
      }
      done += n;
    }
  }
}
