package io.ftplens.protocol.session;

import io.ftplens.protocol.event.DataConnectionMode;
import io.ftplens.protocol.event.Diagnosis;
import io.ftplens.protocol.event.DiagnosisKind;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Tells of an application that waits in accept without a timeout, while it waits. */
final class AcceptWatch {
  private final Reporter reporter;
  private final Transfers transfers;

  AcceptWatch(Reporter reporter, Transfers transfers) {
    this.reporter = reporter;
    this.transfers = transfers;
  }

  /**
   * True if a transfer was commanded over this active data connection, has neither that nor its
   * last reply, and both the accept and the command are old enough; once for each transfer.
   */
  boolean overdue(SetupAttempt setup, long acceptSince, long now) {
    TransferInProgress transfer = waiting(setup);
    return transfer != null
        && now - Math.max(acceptSince, transfer.writtenAt) >= Limits.ACCEPT_PENDING_NANOS
        && !told(setup.negotiation);
  }

  private @Nullable TransferInProgress waiting(SetupAttempt setup) {
    // Who writes PORT and the transfer command together may wait before it reads any reply.
    boolean open =
        setup.command.mode() == DataConnectionMode.ACTIVE
            && setup.state() != SetupAttempt.State.REFUSED
            && !setup.link.seen();
    TransferInProgress transfer = open ? transfers.of(setup.negotiation) : null;
    return transfer == null || transfer.replied() ? null : transfer;
  }

  private static boolean told(Negotiation negotiation) {
    for (Diagnosis diagnosis : negotiation.diagnoses) {
      if (diagnosis.kind() == DiagnosisKind.ACCEPT_PENDING) {
        return true;
      }
    }
    return false;
  }

  /** Tells it; the transfer names it, too, when it ends at last. */
  void tell(SetupAttempt setup, long acceptSince, String where) {
    TransferInProgress transfer = waiting(setup);
    if (transfer != null) {
      long waited = reporter.now() - Math.max(acceptSince, transfer.writtenAt);
      setup.negotiation.diagnoses.add(
          reporter.diagnosed(
              DiagnosisKind.ACCEPT_PENDING,
              transfer.command
                  + " has waited "
                  + TimeUnit.NANOSECONDS.toSeconds(waited)
                  + " s for a connection from "
                  + reporter.info.peer().address()
                  + " to "
                  + setup.advertised()
                  + " after "
                  + setup.text()
                  + ", in an accept without a timeout: "
                  + where));
    }
  }
}
