package io.ftplens.core.socket;

import io.ftplens.protocol.event.Endpoint;
import java.io.IOException;
import java.lang.reflect.Field;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketImpl;
import java.net.SocketOptions;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NetworkChannel;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * Asks a SocketImpl or channel for its ends. SocketImpl keeps them in protected fields; {@code
 * java.net} was opened to this module when the hook class was defined.
 */
public final class SocketFacts {
  private final Field address = field("address");
  private final Field port = field("port");
  private final Field localPort = field("localport");

  private static Field field(String name) {
    try {
      Field field = SocketImpl.class.getDeclaredField(name);
      field.setAccessible(true);
      return field;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("SocketImpl has no field " + name, e);
    }
  }

  /** The local port; 0 if there is none. */
  public int localPort(Object socket) throws IOException, IllegalAccessException {
    if (socket instanceof SocketImpl) {
      return Math.max(0, localPort.getInt(socket));
    }
    InetSocketAddress local = channelLocal(socket);
    return local == null ? 0 : local.getPort();
  }

  /** Our end; null if the socket is closed, or of another address family. */
  public @Nullable Endpoint local(Object socket) throws IOException, IllegalAccessException {
    if (socket instanceof SocketImpl) {
      Object bound = ((SocketOptions) socket).getOption(SocketOptions.SO_BINDADDR);
      return bound instanceof InetAddress
          ? Endpoint.of((InetAddress) bound, localPort.getInt(socket))
          : null;
    }
    return Endpoint.of(channelLocal(socket));
  }

  /** The other end; null if the socket is not connected, or of another address family. */
  public @Nullable Endpoint peer(Object socket) throws IOException, IllegalAccessException {
    if (socket instanceof SocketImpl) {
      Object remote = address.get(socket);
      return remote instanceof InetAddress
          ? Endpoint.of((InetAddress) remote, port.getInt(socket))
          : null;
    }
    SocketAddress remote =
        socket instanceof SocketChannel ? ((SocketChannel) socket).getRemoteAddress() : null;
    return remote instanceof InetSocketAddress ? Endpoint.of((InetSocketAddress) remote) : null;
  }

  /** The other end under the name it was resolved from, if it was; looks no name up. */
  public @Nullable InetSocketAddress peerAddress(Object socket)
      throws IOException, IllegalAccessException {
    if (socket instanceof SocketImpl) {
      Object remote = address.get(socket);
      return remote instanceof InetAddress
          ? new InetSocketAddress((InetAddress) remote, port.getInt(socket))
          : null;
    }
    SocketAddress remote =
        socket instanceof SocketChannel && ((SocketChannel) socket).isOpen()
            ? ((SocketChannel) socket).getRemoteAddress()
            : null;
    return remote instanceof InetSocketAddress ? (InetSocketAddress) remote : null;
  }

  private static @Nullable InetSocketAddress channelLocal(Object channel) throws IOException {
    try {
      SocketAddress local =
          channel instanceof NetworkChannel ? ((NetworkChannel) channel).getLocalAddress() : null;
      return local instanceof InetSocketAddress ? (InetSocketAddress) local : null;
    } catch (ClosedChannelException closed) {
      // Not an error of ours: the application accepts on what it has closed, or closed meanwhile.
      return null;
    }
  }
}
