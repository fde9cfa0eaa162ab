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
   * @param beyondProxy the real server, if the socket itself leads to a proxy
   */
  @Nullable ControlConnection open(
      int localPort,
      Object socket,
      InetSocketAddress server,
      @Nullable Endpoint beyondProxy,
      boolean implicitTls,
      SessionClock clock,
      long connectedEpochNanos) {
    Endpoint local;
    Endpoint peer;
    try {
      local = tap.facts().local(socket);
      peer = beyondProxy == null ? tap.facts().peer(socket) : beyondProxy;
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
        new ControlConnection(
            tap, socket, localPort, info, implicitTls, clock, connectedEpochNanos);
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
