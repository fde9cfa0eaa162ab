package io.ftplens.core.force;

import io.ftplens.protocol.session.ExpectedDataConnection;
import java.io.Closeable;
import java.net.InetAddress;
import java.net.Proxy;
import org.jspecify.annotations.Nullable;

/** What becomes of the connections that are made in the application's place. */
public interface ForcedConnections {
  /** A set-up was begun: it wants to hear of accepts. */
  void begun(ForcedSetup setup);

  /** The set-up is over, or the application has its connection. */
  void over(ForcedSetup setup);

  /** The address that connections are to be made from; null if it does not matter. */
  @Nullable InetAddress localAddress();

  /** The SOCKS proxy that the control connection goes through, or none. */
  Proxy proxy();

  /** A connection was made; a {@link java.net.Socket} or a SocketChannel. */
  void connected(ExpectedDataConnection expected, Closeable connection);

  /** No connection could be made. */
  void failed(ExpectedDataConnection expected, Exception cause);

  /** A connection from this local port is about to wake the application. */
  void poking(int localPort, ForcedSetup setup);

  /** The connection from this local port that woke, or was to wake, for this set-up is over. */
  void poked(int localPort, ForcedSetup setup);
}
