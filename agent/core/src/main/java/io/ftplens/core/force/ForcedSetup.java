package io.ftplens.core.force;

import io.ftplens.core.runtime.AgentThreads;
import io.ftplens.protocol.event.Endpoint;
import io.ftplens.protocol.session.ExpectedDataConnection;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * One data connection that the application wants to accept and that is made by connecting.
 *
 * <p>Once the server has told where, a thread of ours connects there. Once the application has
 * written its transfer command, the same listener that the application accepts on is connected to
 * over loopback, which wakes the application from its accept or its selector; when it takes that
 * connection, it is given the other.
 */
public final class ForcedSetup {
  /** How far it has come. */
  private enum State {
    WRITTEN,
    CONNECTING,
    CONNECTED,
    HANDED_OVER,
    OVER
  }

  /** As a client would wait; a server's passive port answers at once or is filtered. */
  private static final int CONNECT_TIMEOUT_MILLIS = 30_000;

  private static final int POKE_TIMEOUT_MILLIS = 5_000;

  private final String originalLine;
  private final ListenerRegistry.Found listener;
  private final ForcedConnections connections;

  private State state = State.WRITTEN;
  private boolean transferWritten;
  private boolean poked;
  private @Nullable Closeable connection;
  private @Nullable Socket poke;

  ForcedSetup(String originalLine, ListenerRegistry.Found listener, ForcedConnections connections) {
    this.originalLine = originalLine;
    this.listener = listener;
    this.connections = connections;
  }

  /** The command as the application wrote it, without its end. */
  String originalLine() {
    return originalLine;
  }

  /** The server has told where to connect to. */
  synchronized void announced(ExpectedDataConnection expected, Endpoint target) {
    if (state == State.WRITTEN) {
      state = State.CONNECTING;
      AgentThreads.daemon("ftplens-forced", () -> connect(expected, target)).start();
    }
  }

  private void connect(ExpectedDataConnection expected, Endpoint target) {
    Closeable opened = null;
    try {
      InetSocketAddress address =
          new InetSocketAddress(InetAddress.getByName(target.address()), target.port());
      if (listener.socket instanceof java.nio.channels.Channel) {
        SocketChannel channel = SocketChannel.open();
        opened = channel;
        channel.socket().connect(address, CONNECT_TIMEOUT_MILLIS);
      } else {
        Socket socket = new Socket(Proxy.NO_PROXY);
        opened = socket;
        socket.connect(address, CONNECT_TIMEOUT_MILLIS);
      }
      connected(expected, opened);
    } catch (IOException | RuntimeException e) {
      close(opened);
      connections.failed(expected, e);
    }
  }

  private void connected(ExpectedDataConnection expected, Closeable opened) throws IOException {
    synchronized (this) {
      if (state != State.CONNECTING) {
        throw new IOException("the application went on without it");
      }
      connection = opened;
      state = State.CONNECTED;
    }
    connections.connected(expected, opened);
    pokeIfDue();
  }

  /** The application has written the command that uses the data connection. */
  void transferWritten() {
    synchronized (this) {
      transferWritten = true;
      if (state != State.CONNECTED || poked) {
        return;
      }
    }
    AgentThreads.daemon("ftplens-forced", this::pokeIfDue).start();
  }

  private void pokeIfDue() {
    Socket socket = new Socket(Proxy.NO_PROXY);
    try {
      synchronized (this) {
        if (state != State.CONNECTED || !transferWritten || poked) {
          return;
        }
        poked = true;
        poke = socket;
        // Bound before it connects, so that an accept that is faster than we are knows its port.
        socket.bind(null);
        connections.poking(socket.getLocalPort(), this);
      }
      InetAddress address =
          ListenerRegistry.wildcard(listener.bound.address())
              ? InetAddress.getLoopbackAddress()
              : InetAddress.getByName(listener.bound.address());
      socket.connect(new InetSocketAddress(address, listener.bound.port()), POKE_TIMEOUT_MILLIS);
    } catch (IOException e) {
      // The application closed its listener: it gave the transfer up.
      cancel();
    }
  }

  /** Gives the connection away, for the application to have; null if there is none. */
  public @Nullable Closeable handOver() {
    Closeable given = null;
    Socket open;
    synchronized (this) {
      if (state == State.CONNECTED) {
        state = State.HANDED_OVER;
        given = connection;
      }
      open = poke;
    }
    close(open);
    return given;
  }

  /** Gives up what the application has not been given. */
  void cancel() {
    // Closing reaches the hooks, and through them the session's lock: not under ours.
    Closeable abandoned = null;
    Socket open;
    synchronized (this) {
      if (state != State.HANDED_OVER && state != State.OVER) {
        state = State.OVER;
        abandoned = connection;
      }
      open = poke;
    }
    close(abandoned);
    if (open != null) {
      connections.poked(open.getLocalPort());
      close(open);
    }
  }

  private static void close(@Nullable Closeable closeable) {
    try {
      if (closeable != null) {
        closeable.close();
      }
    } catch (IOException e) {
      // It is given up either way.
    }
  }
}
