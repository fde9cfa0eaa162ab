package io.ftplens.core.tap;

import io.ftplens.protocol.event.Endpoint;
import io.ftplens.protocol.event.SessionInfo;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Makes the sessions of connections that were recognised, and numbers them. */
final class SessionOpener {
  private final SocketTap tap;
  private final AtomicLong sessionIds = new AtomicLong();

  SessionOpener(SocketTap tap) {
    this.tap = tap;
  }

  /**
   * Makes the session of a connection; null if its ends cannot be known.
   *
   * @param seen what has watched the connection until now
   * @param server the server as the application named it
   */
  @Nullable ControlConnection open(
      Tracked seen,
      Object socket,
      InetSocketAddress server,
      boolean implicitTls,
      SessionClock clock,
      long connectedEpochNanos) {
    Endpoint local;
    Endpoint peer = seen.target();
    try {
      local = tap.facts().local(socket);
      if (peer == null) {
        peer = tap.facts().peer(socket);
      }
    } catch (IOException e) {
      tap.environment().ownError(e);
      return null;
    }
    if (local == null || peer == null) {
      return null;
    }
    tap.environment().sessionBegins();
    ClientLibrary client = ClientLibrary.ofCaller();
    SessionInfo info =
        new SessionInfo(
            sessionIds.incrementAndGet(),
            nameOf(server),
            server.getPort(),
            local,
            peer,
            client.name(),
            client.version());
    ControlConnection control =
        new ControlConnection(tap, socket, seen, info, implicitTls, clock, connectedEpochNanos);
    tap.table().put(control);
    return control;
  }

  /** The host as the application named it; an IPv6 address as every other address is written. */
  private static String nameOf(InetSocketAddress server) {
    String name = server.getHostString();
    Endpoint resolved = Endpoint.of(server);
    return name.indexOf(':') >= 0 && resolved != null ? resolved.address() : name;
  }
}
