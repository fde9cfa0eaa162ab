package io.ftplens.core.tap;

import io.ftplens.protocol.event.Endpoint;
import java.io.IOException;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/** Finds the watched socket below a TLS socket. */
final class TlsCarriers {
  private final SocketTap tap;

  TlsCarriers(SocketTap tap) {
    this.tap = tap;
  }

  /**
   * TLS may be layered over any socket, so the one below is found by the local port; where two
   * sockets share that, by the peer as well.
   */
  @Nullable Tracked find(Object socket, int localPort) {
    Tracked first = tap.table().first(localPort);
    if (first == null || first.next == null) {
      return first;
    }
    Socket tls = (Socket) socket;
    try {
      for (Tracked tracked = first; tracked != null; tracked = tracked.next) {
        Object carrier = tracked.socket();
        Endpoint peer = carrier == null ? null : tap.facts().peer(carrier);
        if (peer != null
            && tls.getInetAddress() != null
            && peer.equals(Endpoint.of(tls.getInetAddress(), tls.getPort()))) {
          return tracked;
        }
      }
    } catch (IOException e) {
      tap.environment().ownError(e);
    }
    return null;
  }
}
