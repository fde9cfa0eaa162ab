package io.ftplens.core.tap;

import io.ftplens.core.socket.SocketFacts;
import io.ftplens.protocol.event.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/** Finds the watched socket below a TLS socket. */
final class TlsCarriers {
  private final PortTable table;
  private final SocketFacts facts;
  private final SessionEnvironment environment;

  TlsCarriers(PortTable table, SocketFacts facts, SessionEnvironment environment) {
    this.table = table;
    this.facts = facts;
    this.environment = environment;
  }

  /**
   * TLS may be layered over any socket, so the one below is found by the local port, which is not
   * unique: a system gives it to connections with different peers. So the peer decides as well: a
   * layered socket tells that of the one below, which beyond a proxy of the JDK's is the target,
   * and beyond any other the proxy. What was found is remembered by the watched socket.
   */
  @Nullable Tracked find(Object socket, int localPort) {
    Tracked first = table.first(localPort);
    for (Tracked tracked = first; tracked != null; tracked = tracked.next) {
      if (tracked.carries(socket)) {
        return tracked;
      }
    }
    Tracked found = first == null ? null : find((Socket) socket, first);
    if (found != null) {
      found.carry(socket);
    }
    return found;
  }

  private @Nullable Tracked find(Socket tls, Tracked first) {
    InetAddress address = tls.getInetAddress();
    if (address == null) {
      // A socket of the application's own making, or a name that only a proxy knows.
      return first.next == null ? first : null;
    }
    Endpoint peer = Endpoint.of(address, tls.getPort());
    Tracked possible = null;
    int several = 0;
    for (Tracked tracked = first; tracked != null; tracked = tracked.next) {
      if (peer.equals(tracked.target()) || peer.equals(peerOf(tracked))) {
        return tracked;
      }
      if (tracked.leadsToUnknown()) {
        possible = tracked;
        several++;
      }
    }
    return several == 1 ? possible : null;
  }

  private @Nullable Endpoint peerOf(Tracked tracked) {
    Object carrier = tracked.socket();
    try {
      return carrier == null ? null : facts.peer(carrier);
    } catch (ClosedChannelException closed) {
      return null;
    } catch (IOException e) {
      environment.ownError(e);
      return null;
    }
  }
}
