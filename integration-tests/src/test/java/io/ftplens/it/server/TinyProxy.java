package io.ftplens.it.server;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A proxy that speaks SOCKS 4, SOCKS 5 and HTTP CONNECT, whichever it is spoken to in. What it is
 * asked to fetch by HTTP it makes up.
 */
public final class TinyProxy implements AutoCloseable {
  /** Where servers see it. */
  public static final String OUTSIDE = "127.0.0.3";

  private final ServerSocket listener;
  private final Map<InetSocketAddress, InetSocketAddress> clients = new ConcurrentHashMap<>();

  private TinyProxy() throws IOException {
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  /** Starts one on a port of loopback. */
  public static TinyProxy start() {
    try {
      return new TinyProxy();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it listens. */
  public int port() {
    return listener.getLocalPort();
  }

  /** Whose connection a server sees come from there. */
  public InetSocketAddress clientOf(InetSocketAddress outside) {
    return clients.get(outside);
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "proxy");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        start(() -> serve(client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      DataInputStream in = new DataInputStream(client.getInputStream());
      OutputStream out = client.getOutputStream();
      int first = in.read();
      if (first < 0) {
        return;
      }
      if (first == 'G') {
        out.write(
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"
                .getBytes(StandardCharsets.US_ASCII));
        in.transferTo(OutputStream.nullOutputStream());
        return;
      }
      InetSocketAddress target = first == 5 ? socks5(in, out) : first == 4 ? socks4(in) : http(in);
      try (Socket server = new Socket()) {
        // From an address of its own, so that a capture tells it from the client.
        server.bind(new InetSocketAddress(OUTSIDE, 0));
        server.connect(target);
        clients.put(
            (InetSocketAddress) server.getLocalSocketAddress(),
            (InetSocketAddress) client.getRemoteSocketAddress());
        switch (first) {
          case 5 -> out.write(new byte[] {5, 0, 0, 1, 0, 0, 0, 0, 0, 0});
          case 4 -> out.write(new byte[] {0, 90, 0, 0, 0, 0, 0, 0});
          default -> {
            out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            // The JDK's client loses what it reads together with this, such as FTP's greeting.
            SocketQueues.awaitRead(client);
          }
        }
        Thread back = new Thread(() -> copy(server, client), "proxy back");
        back.start();
        copy(client, server);
        back.join();
      }
    } catch (IOException e) {
      // The client sees it.
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static InetSocketAddress socks5(DataInputStream in, OutputStream out) throws IOException {
    in.readFully(new byte[in.read()]);
    out.write(new byte[] {5, 0});
    in.readFully(new byte[3]);
    byte[] host = new byte[in.read() == 1 ? 4 : 16];
    in.readFully(host);
    return new InetSocketAddress(InetAddress.getByAddress(host), in.readUnsignedShort());
  }

  private static InetSocketAddress socks4(DataInputStream in) throws IOException {
    in.read();
    int port = in.readUnsignedShort();
    byte[] host = new byte[4];
    in.readFully(host);
    while (in.read() > 0) {
      // The user's name.
    }
    return new InetSocketAddress(InetAddress.getByAddress(host), port);
  }

  private static InetSocketAddress http(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder("C");
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.read());
    }
    String[] target = head.toString().split(" ", -1)[1].split(":", -1);
    return new InetSocketAddress(InetAddress.getByName(target[0]), Integer.parseInt(target[1]));
  }

  private static void copy(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException e) {
      close(from);
      close(to);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
