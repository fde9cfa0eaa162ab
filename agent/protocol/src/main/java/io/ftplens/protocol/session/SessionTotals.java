package io.ftplens.protocol.session;

import io.ftplens.protocol.event.DataConnection;
import io.ftplens.protocol.event.Diagnosis;
import io.ftplens.protocol.event.DiagnosisKind;
import io.ftplens.protocol.event.IoDirection;
import io.ftplens.protocol.event.SessionInfo;
import io.ftplens.protocol.event.SessionSummary;
import io.ftplens.protocol.event.Transfer;
import java.util.EnumSet;
import java.util.Set;

/** Counts the transfers of a session. */
final class SessionTotals {
  private static final Set<DiagnosisKind> NO_CONNECTION =
      EnumSet.of(
          DiagnosisKind.ACTIVE_UNREACHABLE,
          DiagnosisKind.PASSIVE_UNREACHABLE,
          DiagnosisKind.ACCEPT_PENDING);

  private final FirewallHint firewall;
  private int active;
  private int passive;
  private int failed;
  private long received;
  private long transmitted;
  private long longestSetupNanos;

  SessionTotals(SessionInfo info) {
    firewall = new FirewallHint(info);
  }

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
    longestSetupNanos = Math.max(longestSetupNanos, setupNanos(transfer));
    firewall.add(data, transfer.errorType() != null);
  }

  /** How long a data connection was waited for, in vain too. */
  private static long setupNanos(Transfer transfer) {
    for (Diagnosis diagnosis : transfer.diagnoses()) {
      if (NO_CONNECTION.contains(diagnosis.kind()) && transfer.dataConnection().setupNanos() < 0) {
        return transfer.endEpochNanos() - transfer.startEpochNanos();
      }
    }
    return transfer.dataConnection().setupNanos();
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
