package io.ftplens.core.tap;

import static java.util.Objects.requireNonNull;

import io.ftplens.core.force.ForcedSetup;
import io.ftplens.core.socket.SocketSwap;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Puts the connection that was made in the application's place into the accept that the application
 * is woken from.
 */
final class ForcedAccepts {
  private final SocketTap tap;
  private final AtomicReference<@Nullable SocketSwap> swap = new AtomicReference<>();

  /** By the local port of the connection that wakes the application. */
  private final Map<Integer, ForcedSetup> waking = new ConcurrentHashMap<>();

  /** Those that the application has not been given a connection for. */
  private final Set<ForcedSetup> begun = ConcurrentHashMap.newKeySet();

  ForcedAccepts(SocketTap tap) {
    this.tap = tap;
  }

  /** Made when it is first needed: it takes reflection. */
  SocketSwap swap() {
    SocketSwap made = swap.get();
    if (made == null) {
      tap.environment().openSockets();
      tap.environment().withOwnRights(() -> swap.compareAndSet(null, new SocketSwap()));
      made = requireNonNull(swap.get());
    }
    return made;
  }

  void waking(int localPort, ForcedSetup setup) {
    waking.put(localPort, setup);
  }

  void woken(int localPort, ForcedSetup setup) {
    waking.remove(localPort, setup);
  }

  void begun(ForcedSetup setup) {
    begun.add(setup);
  }

  void over(ForcedSetup setup) {
    begun.remove(setup);
  }

  /** An accept begins, on any listener of this JVM. */
  void accepting(Object listener) {
    if (!begun.isEmpty()) {
      for (ForcedSetup setup : begun) {
        setup.accepting(listener);
      }
    }
  }

  /** A Socket was accepted: if it is the one that wakes, it becomes the one that was made. */
  void accepted(Socket socket) {
    if (waking.isEmpty()) {
      return;
    }
    Closeable made =
        made(
            (InetSocketAddress) socket.getRemoteSocketAddress(),
            (InetSocketAddress) socket.getLocalSocketAddress());
    if (made instanceof Socket) {
      try {
        swap().swap(socket, (Socket) made);
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
      SocketAddress local = channel.getLocalAddress();
      Closeable made =
          remote instanceof InetSocketAddress && local instanceof InetSocketAddress
              ? made((InetSocketAddress) remote, (InetSocketAddress) local)
              : null;
      if (made instanceof SocketChannel) {
        channel.close();
        return (SocketChannel) made;
      }
    } catch (IOException e) {
      tap.environment().ownError(e);
    }
    return channel;
  }

  /** Another host's connection, or one to another listener, may have the same port. */
  private @Nullable Closeable made(InetSocketAddress remote, InetSocketAddress local) {
    ForcedSetup setup = waking.get(remote.getPort());
    boolean poke =
        setup != null
            && setup.listenerPort() == local.getPort()
            && remote.getAddress().equals(local.getAddress())
            && waking.remove(remote.getPort(), setup);
    return setup == null || !poke ? null : setup.handOver();
  }
}
