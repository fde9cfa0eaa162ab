package io.ftplens.core.tap;

/** What is watched beyond the connections themselves, from the first session on. */
final class SessionWatch {
  final PendingAccepts accepts;
  final ClientModes clients = new ClientModes();

  SessionWatch(SocketTap tap) {
    accepts = new PendingAccepts(tap);
  }
}
