package io.ftplens.protocol.session;

import io.ftplens.protocol.event.DataConnection;
import io.ftplens.protocol.event.IoDirection;
import io.ftplens.protocol.event.SessionInfo;
import io.ftplens.protocol.event.SessionSummary;
import io.ftplens.protocol.event.Transfer;

/** Counts the transfers of a session. */
final class SessionTotals {
  private final FirewallHint firewall = new FirewallHint();
  private int active;
  private int passive;
  private int failed;
  private long received;
  private long transmitted;
  private long longestSetupNanos;

  void add(Transfer transfer) {
    DataConnection data = transfer.dataConnection();
    switch (data.mode()) {
      case ACTIVE:
        active++;
        break;
      case PASSIVE:
        passive++;
        break;
      case NONE:
        break;
    }
    if (transfer.errorType() != null) {
      failed++;
    }
    if (transfer.ioDirection() == IoDirection.RECEIVE) {
      received += transfer.size();
    } else {
      transmitted += transfer.size();
    }
    longestSetupNanos = Math.max(longestSetupNanos, data.setupNanos());
    firewall.add(data);
  }

  SessionSummary summary(
      SessionInfo info, SessionVariables variables, long startEpochNanos, long endEpochNanos) {
    return new SessionSummary(
        info,
        variables.userName(),
        variables.everProtected(),
        active,
        passive,
        failed,
        received,
        transmitted,
        longestSetupNanos,
        firewall.text(),
        startEpochNanos,
        endEpochNanos);
  }
}
