package io.ftplens.core.socket;

import io.ftplens.protocol.event.Endpoint;
import java.io.IOException;
import java.net.FtplensSockets;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketImpl;
import java.net.SocketOptions;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NetworkChannel;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** Asks a SocketImpl or channel for its ends. */
public final class SocketFacts {
  private final SocketAccess access;
  private volatile boolean reached;

  /** Makes one; the access is needed with the first SocketImpl. */
  public SocketFacts(SocketAccess access) {
    this.access = access;
  }

  private void reach() {
    if (!reached) {
      access.reachSockets();
      reached = true;
    }
  }

  /** The local port; 0 if there is none. */
  public int localPort(Object socket) throws IOException {
    if (socket instanceof SocketImpl) {
      reach();
      return Math.max(0, FtplensSockets.localPort((SocketImpl) socket));
    }
    InetSocketAddress local = channelLocal(socket);
    return local == null ? 0 : local.getPort();
  }

  /** Our end; null if the socket is closed, or of another address family. */
  public @Nullable Endpoint local(Object socket) throws IOException {
    if (socket instanceof SocketImpl) {
      reach();
      Object bound = ((SocketOptions) socket).getOption(SocketOptions.SO_BINDADDR);
      return bound instanceof InetAddress
          ? Endpoint.of((InetAddress) bound, FtplensSockets.localPort((SocketImpl) socket))
          : null;
    }
    return Endpoint.of(channelLocal(socket));
  }

  /** The other end; null if the socket is not connected, or of another address family. */
  public @Nullable Endpoint peer(Object socket) throws IOException {
    if (socket instanceof SocketImpl) {
      reach();
      InetAddress remote = FtplensSockets.address((SocketImpl) socket);
      return remote == null ? null : Endpoint.of(remote, FtplensSockets.port((SocketImpl) socket));
    }
    SocketAddress remote =
        socket instanceof SocketChannel ? ((SocketChannel) socket).getRemoteAddress() : null;
    return remote instanceof InetSocketAddress ? Endpoint.of((InetSocketAddress) remote) : null;
  }

  /** The other end under the name it was resolved from, if it was; looks no name up. */
  public @Nullable InetSocketAddress peerAddress(Object socket) throws IOException {
    if (socket instanceof SocketImpl) {
      reach();
      InetAddress remote = FtplensSockets.address((SocketImpl) socket);
      return remote == null
          ? null
          : new InetSocketAddress(remote, FtplensSockets.port((SocketImpl) socket));
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
