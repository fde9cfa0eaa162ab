package io.ftplens.core.force;

import io.ftplens.protocol.event.Endpoint;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** Opens the connections of forced passive; called on threads of ours. */
final class Connector {
  /** As a client would wait; a server's passive port answers at once or is filtered. */
  private static final int CONNECT_TIMEOUT_MILLIS = 30_000;

  private static final int POKE_TIMEOUT_MILLIS = 5_000;

  private Connector() {}

  /**
   * Connects to where the server listens.
   *
   * @param from the address to connect from; null if it does not matter
   */
  static Socket socket(Endpoint target, @Nullable InetAddress from, Proxy proxy)
      throws IOException {
    Socket socket = new Socket(proxy);
    connect(socket, socket, target, from);
    return socket;
  }

  /** As {@link #socket}; no channel knows of proxies. */
  static SocketChannel channel(Endpoint target, @Nullable InetAddress from) throws IOException {
    SocketChannel channel = SocketChannel.open();
    connect(channel.socket(), channel, target, from);
    return channel;
  }

  private static void connect(
      Socket socket, Closeable whole, Endpoint target, @Nullable InetAddress from)
      throws IOException {
    try {
      InetAddress host = InetAddress.getByName(target.address());
      bind(socket, from, host);
      socket.connect(new InetSocketAddress(host, target.port()), CONNECT_TIMEOUT_MILLIS);
    } catch (IOException | RuntimeException e) {
      whole.close();
      throw e;
    }
  }

  /** Servers refuse a data connection from another host than the control connection's. */
  private static void bind(Socket socket, @Nullable InetAddress from, InetAddress to) {
    if (from == null || from.getClass() != to.getClass()) {
      return;
    }
    try {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(from, 0));
    } catch (IOException e) {
      // The address is gone, or lacks its zone: then the system chooses.
    }
  }

  /** A socket that has its port before it connects: an accept may be faster than we are. */
  static Socket bound() throws IOException {
    Socket socket = new Socket(Proxy.NO_PROXY);
    try {
      socket.bind(null);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** Connects to a listener of this JVM. */
  static void poke(Socket socket, Endpoint listener) throws IOException {
    String address = listener.address();
    InetAddress local =
        address.equals("0.0.0.0")
            ? InetAddress.getByAddress(new byte[] {127, 0, 0, 1})
            : address.equals("::")
                ? InetAddress.getLoopbackAddress()
                : InetAddress.getByName(address);
    socket.connect(new InetSocketAddress(local, listener.port()), POKE_TIMEOUT_MILLIS);
  }
}
