package io.ftplens.core.force;

import io.ftplens.protocol.session.ExpectedDataConnection;
import java.io.Closeable;

/** What becomes of the connections that are made in the application's place. */
public interface ForcedConnections {
  /** A connection was made; a {@link java.net.Socket} or a SocketChannel. */
  void connected(ExpectedDataConnection expected, Closeable connection);

  /** No connection could be made. */
  void failed(ExpectedDataConnection expected, Exception cause);

  /** A connection from this local port is about to wake the application. */
  void poking(int localPort, ForcedSetup setup);

  /** A connection from this local port is over. */
  void poked(int localPort);
}
