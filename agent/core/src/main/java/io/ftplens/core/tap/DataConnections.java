package io.ftplens.core.tap;

import io.ftplens.protocol.event.ConnectionDirection;
import io.ftplens.protocol.event.Endpoint;
import io.ftplens.protocol.session.ExpectedDataConnection;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** Finds, among all connections of the JVM, those that sessions wait for. */
final class DataConnections {
  private final SocketTap tap;
  private final ExpectedTable expected = new ExpectedTable();

  DataConnections(SocketTap tap) {
    this.tap = tap;
  }

  /** What is waited for. */
  ExpectedTable expected() {
    return expected;
  }

  /** The application has connected a socket; true if a session waits for just that. */
  boolean connected(Object socket, int localPort, InetSocketAddress server) throws IOException {
    Endpoint target = Endpoint.of(server);
    ExpectedTable.Entry entry = target == null ? null : expected.passive(target);
    return entry != null
        && bind(entry.control, entry.expected, socket, localPort, ConnectionDirection.OUTBOUND);
  }

  /** A proxy has connected this socket to a target; true if a session waits for just that. */
  boolean tunnelled(Object socket, int localPort, Endpoint target) {
    ExpectedTable.Entry entry = expected.isEmpty() ? null : expected.passive(target);
    try {
      Endpoint local = entry == null ? null : tap.facts().local(socket);
      if (entry == null || local == null) {
        return false;
      }
      watch(socket, localPort, entry.control, entry.expected, target);
      entry
          .control
          .session()
          .dataConnected(entry.expected, ConnectionDirection.OUTBOUND, local, target);
      return true;
    } catch (IOException e) {
      tap.environment().ownError(e);
      return false;
    }
  }

  /** The application has accepted a socket. */
  void accepted(Object socket) throws IOException {
    Endpoint local = tap.facts().local(socket);
    ExpectedTable.Entry entry = local == null ? null : expected.active(local);
    if (entry != null) {
      bind(
          entry.control,
          entry.expected,
          socket,
          tap.facts().localPort(socket),
          ConnectionDirection.INBOUND);
    }
  }

  /** Watches a data connection and tells its session; false if its ends cannot be known. */
  boolean bind(
      ControlConnection control,
      ExpectedDataConnection awaited,
      Object socket,
      int localPort,
      ConnectionDirection direction)
      throws IOException {
    Endpoint local = tap.facts().local(socket);
    Endpoint peer = tap.facts().peer(socket);
    if (local == null || peer == null) {
      return false;
    }
    watch(socket, localPort, control, awaited, null);
    control.session().dataConnected(awaited, direction, local, peer);
    return true;
  }

  private void watch(
      Object socket,
      int localPort,
      ControlConnection control,
      ExpectedDataConnection awaited,
      @Nullable Endpoint target) {
    if (socket instanceof SocketChannel) {
      tap.environment().countSentFiles();
    }
    DataTap data = new DataTap(tap, socket, localPort, control, awaited, target);
    tap.table().put(data);
    RecentData.add(data);
  }

  /** A connect failed. */
  void connectFailed(Throwable thrown, InetSocketAddress server) {
    Endpoint target = Endpoint.of(server);
    ExpectedTable.Entry entry = target == null ? null : expected.passive(target);
    if (entry != null) {
      entry.control.session().dataConnectFailed(entry.expected, thrown);
    }
  }

  /** An accept failed. */
  void acceptFailed(Throwable thrown, Object listener) throws IOException {
    int port = tap.facts().localPort(listener);
    ExpectedTable.Entry entry = port == 0 ? null : expected.active(Endpoint.of("", port));
    if (entry != null) {
      entry.control.session().dataConnectFailed(entry.expected, thrown);
    }
  }

  /** Lets a session know how far a data connection is. */
  void measure(ExpectedDataConnection connection) {
    tap.table()
        .forEach(
            tracked -> {
              if (tracked instanceof DataTap && ((DataTap) tracked).serves(connection)) {
                ((DataTap) tracked).tick();
              }
            });
  }
}
