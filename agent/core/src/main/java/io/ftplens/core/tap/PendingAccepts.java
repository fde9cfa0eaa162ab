package io.ftplens.core.tap;

import io.ftplens.protocol.session.ExpectedDataConnection;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The accepts that this JVM is in, so that one which waits in vain for a data connection can be
 * told while it waits. Kept only once there has been an FTP session.
 */
final class PendingAccepts {
  /** Listeners that are waited on at once; beyond this a JVM is a server above all. */
  static final int MOST = 1000;

  private final SocketTap tap;
  private final ExpectedTable expected;

  /** By local port; those that ended without our knowing are told by their stack. */
  private final Map<Integer, PendingAccept> byPort = new ConcurrentHashMap<>();

  PendingAccepts(SocketTap tap, ExpectedTable expected) {
    this.tap = tap;
    this.expected = expected;
  }

  void begin(Object listener) throws IOException {
    int port = tap.facts().localPort(listener);
    if (port != 0 && (byPort.size() < MOST || byPort.containsKey(port))) {
      byPort.put(port, new PendingAccept(listener));
    }
  }

  void end(Object listener) throws IOException {
    int port = byPort.isEmpty() ? 0 : tap.facts().localPort(listener);
    PendingAccept pending = port == 0 ? null : byPort.get(port);
    if (pending != null && pending.on(listener)) {
      byPort.remove(port, pending);
    }
  }

  int size() {
    return byPort.size();
  }

  /** About once a second: tells each session of the accepts that wait too long for it. */
  void tick() throws IOException {
    if (byPort.isEmpty()) {
      return;
    }
    for (ExpectedTable.Entry entry : expected.active()) {
      int port = entry.expected.endpoint().port();
      PendingAccept pending = byPort.get(port);
      if (pending != null && pending.withoutTimeout()) {
        tell(entry.control, entry.expected, port, pending);
      }
    }
  }

  private void tell(
      ControlConnection control, ExpectedDataConnection expected, int port, PendingAccept pending) {
    long since = control.clock().at(pending.sinceNanoTime());
    if (control.session().acceptOverdue(expected, since)) {
      String where = pending.where();
      if (where == null) {
        byPort.remove(port, pending);
      } else {
        control.session().acceptPending(expected, since, where);
      }
    }
  }
}
