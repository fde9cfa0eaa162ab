package io.ftplens.core.tap;

import io.ftplens.core.force.ForcedPassive;
import io.ftplens.core.force.WireForcing;
import io.ftplens.core.socket.SocketStreams;

/** What is needed from the first session on: a JVM without FTP loads none of it. */
final class SessionWatch {
  final SessionOpener opener;
  final DataConnections data;
  final PendingAccepts accepts;
  final ForcedAccepts forcedAccepts;
  final ClientModes clients = new ClientModes();
  final SocketStreams streams;
  final ForcedPassive forcedPassive;

  private final SocketTap tap;

  SessionWatch(SocketTap tap) {
    this.tap = tap;
    this.streams = new SocketStreams(tap.environment());
    this.opener = new SessionOpener(tap);
    this.data = new DataConnections(tap);
    this.accepts = new PendingAccepts(tap, data.expected());
    this.forcedAccepts = new ForcedAccepts(tap);
    this.forcedPassive = new ForcedPassive(tap.environment()::forcePassive);
  }

  WireForcing.Host forcingHost(ControlConnection control) {
    return new ForcingHost(tap, control, this);
  }
}
