package io.ftplens.protocol.session;

import io.ftplens.protocol.event.ConnectionDirection;
import io.ftplens.protocol.event.DataConnection;
import io.ftplens.protocol.event.DataConnectionMode;
import io.ftplens.protocol.event.Diagnosis;
import io.ftplens.protocol.event.Endpoint;
import io.ftplens.protocol.event.IoDirection;
import io.ftplens.protocol.event.TraceContextSource;
import io.ftplens.protocol.event.Transfer;
import io.ftplens.protocol.session.TransferEnd.ControlEnd;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the value of a transfer that has ended, with its diagnoses, and tells it. */
final class TransferEndings {
  private final Reporter reporter;
  private final SessionTotals totals;
  private final TraceContextSource contexts;
  private final TransferDiagnoses connectionDiagnoses;
  private final OutcomeDiagnoses outcomeDiagnoses;

  TransferEndings(Reporter reporter, SessionTotals totals, TraceContextSource contexts) {
    this.reporter = reporter;
    this.totals = totals;
    this.contexts = contexts;
    this.connectionDiagnoses = new TransferDiagnoses(reporter);
    this.outcomeDiagnoses = new OutcomeDiagnoses(reporter);
  }

  /** A transfer command was written. */
  void end(TransferInProgress transfer, @Nullable ControlEnd control) {
    TransferEnd end = TransferEnd.of(transfer, control, reporter.now());
    List<Diagnosis> diagnoses = connectionDiagnoses.of(transfer.negotiation, end);
    outcomeDiagnoses.of(transfer, end, control, diagnoses);
    tell(
        Transfer.builder(reporter.info, transfer.command)
            .dataConnection(
                dataConnection(
                    transfer.negotiation, transfer.dataProtected(), transfer.startedAt()))
            .path(transfer.path)
            .controlProtected(transfer.controlProtected)
            .type(transfer.type())
            .data(transfer.direction(), size(transfer))
            .restartOffset(transfer.restartOffset())
            .outcome(end.replyCode(), end.errorType)
            .diagnoses(diagnoses)
            .time(transfer.startedAt(), end.at)
            .trace(transfer.trace)
            .build());
  }

  /** All setups failed, and no transfer command was written. */
  void endWithoutTransfer(
      Negotiation negotiation, @Nullable ControlEnd control, SessionVariables variables) {
    SetupAttempt last = negotiation.last();
    long startedAt = negotiation.startedAt(last.writtenAt);
    TransferEnd end = TransferEnd.of(last, control, reporter.now());
    tell(
        Transfer.builder(reporter.info, last.command.name())
            .dataConnection(dataConnection(negotiation, variables.dataProtected(), startedAt))
            .controlProtected(last.controlProtected)
            .type(variables.type())
            .data(IoDirection.RECEIVE, 0)
            .outcome(last.replyCode(), end.errorType)
            .diagnoses(connectionDiagnoses.of(negotiation, end))
            .time(startedAt, end.at)
            .trace(
                last.trace == null
                    ? null
                    : contexts.begin(last.trace, last.command.name(), startedAt))
            .build());
  }

  private void tell(Transfer transfer) {
    totals.add(transfer);
    reporter.listener.transferEnded(transfer);
  }

  private static long size(TransferInProgress transfer) {
    DataLink link = transfer.link();
    if (link == null) {
      return 0;
    }
    return transfer.direction() == IoDirection.RECEIVE ? link.received() : link.transmitted();
  }

  private static DataConnection dataConnection(
      @Nullable Negotiation negotiation, boolean protectedByTls, long startedAt) {
    DataConnection.Builder builder = DataConnection.builder().protectedByTls(protectedByTls);
    if (negotiation == null) {
      return builder.build();
    }
    builder.attempts(negotiation.texts());
    SetupAttempt setup = negotiation.effective();
    if (setup == null) {
      SetupAttempt last = negotiation.last();
      return builder
          .agreed(DataConnectionMode.NONE, last.command, last.advertised())
          .configuredMode(last.configuredMode)
          .forced(last.forced)
          .build();
    }
    builder
        .agreed(setup.command.mode(), setup.command, setup.advertised())
        .configuredMode(setup.configuredMode)
        .forced(setup.forced);
    ConnectionDirection direction = setup.link.direction();
    Endpoint local = setup.link.local();
    Endpoint peer = setup.link.peer();
    if (direction != null && local != null && peer != null) {
      long setupNanos = setup.link.reused() ? -1 : Math.max(0, setup.link.openedAt() - startedAt);
      builder.observed(direction, local, peer, setupNanos);
    }
    return builder.build();
  }
}
