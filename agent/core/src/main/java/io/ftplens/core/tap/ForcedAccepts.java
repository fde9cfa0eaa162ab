package io.ftplens.core.tap;

import io.ftplens.core.force.ForcedSetup;
import io.ftplens.core.force.ListenerRegistry;
import io.ftplens.core.socket.SocketSwap;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Puts the connection that was made in the application's place into the accept that the application
 * is woken from.
 */
final class ForcedAccepts {
  private final SocketTap tap;
  private final ListenerRegistry listeners;
  private final SocketSwap swap = new SocketSwap();

  /** By the local port of the connection that wakes the application. */
  private final Map<Integer, ForcedSetup> waking = new ConcurrentHashMap<>();

  ForcedAccepts(SocketTap tap) {
    this.tap = tap;
    this.listeners = new ListenerRegistry(tap.facts());
  }

  ListenerRegistry listeners() {
    return listeners;
  }

  SocketSwap swap() {
    return swap;
  }

  void waking(int localPort, ForcedSetup setup) {
    waking.put(localPort, setup);
  }

  void woken(int localPort) {
    waking.remove(localPort);
  }

  /** A Socket was accepted: if it is the one that wakes, it becomes the one that was made. */
  void accepted(Socket socket) {
    if (waking.isEmpty() || !socket.getInetAddress().equals(socket.getLocalAddress())) {
      return;
    }
    Closeable made = made(socket.getPort());
    if (made instanceof Socket) {
      try {
        swap.swap(socket, (Socket) made);
      } catch (IOException | IllegalAccessException e) {
        tap.environment().ownError(e);
      }
    }
  }

  /** The same for a channel: returns the channel the application is given. */
  SocketChannel accepted(SocketChannel channel) {
    if (waking.isEmpty()) {
      return channel;
    }
    try {
      SocketAddress remote = channel.getRemoteAddress();
      Closeable made =
          remote instanceof InetSocketAddress ? made(((InetSocketAddress) remote).getPort()) : null;
      if (made instanceof SocketChannel) {
        channel.close();
        return (SocketChannel) made;
      }
    } catch (IOException e) {
      tap.environment().ownError(e);
    }
    return channel;
  }

  private @Nullable Closeable made(int peerPort) {
    ForcedSetup setup = waking.remove(peerPort);
    return setup == null ? null : setup.handOver();
  }
}
