package io.ftplens.protocol.session;

import io.ftplens.protocol.event.Anomaly;
import io.ftplens.protocol.event.FtpReply;
import io.ftplens.protocol.event.TraceContext;
import io.ftplens.protocol.event.TraceContextSource;
import io.ftplens.protocol.session.TransferEnd.ControlEnd;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Follows transfers from their command to their end, which needs both the completion reply and the
 * end of the data connection, in whichever order they come.
 */
final class Transfers {
  private final List<TransferInProgress> ongoing = new ArrayList<>(2);
  private final Reporter reporter;
  private final SessionVariables variables;
  private final Setups setups;
  private final Expectations expectations;
  private final TransferEndings endings;
  private final TraceContextSource contexts;

  Transfers(
      Reporter reporter,
      SessionVariables variables,
      Setups setups,
      Expectations expectations,
      TransferEndings endings,
      TraceContextSource contexts) {
    this.reporter = reporter;
    this.variables = variables;
    this.setups = setups;
    this.expectations = expectations;
    this.endings = endings;
    this.contexts = contexts;
  }

  /** A transfer begins, or may begin, with this command. */
  void begin(
      PendingCommand command, @Nullable Negotiation negotiation, @Nullable TraceContext captured) {
    TraceContext trace = captured;
    if (captured != null) {
      long startedAt =
          negotiation == null ? command.writtenAt : negotiation.startedAt(command.writtenAt);
      trace = contexts.begin(captured, command.command.verb(), startedAt);
    }
    TransferInProgress transfer =
        new TransferInProgress(command, negotiation, trace, variables.controlProtected());
    command.transfer = transfer;
    ongoing.add(transfer);
    if (ongoing.size() > Limits.TRANSFERS_IN_PROGRESS) {
      reporter.anomaly(
          Anomaly.TOO_MANY_PENDING_COMMANDS, "gave up on a transfer that was never answered");
      end(ongoing.get(0), null);
    }
  }

  /** A 1yz to a verb that is not known to transfer: it does, if a data connection is prepared. */
  void beginIfPrepared(PendingCommand command) {
    Negotiation negotiation = command.negotiation;
    if (negotiation != null
        && negotiation.standing == Negotiation.Standing.CURRENT
        && negotiation == setups.current()
        && negotiation.effective() != null) {
      begin(command, setups.take(), command.trace);
    }
  }

  void replied(TransferInProgress transfer, FtpReply reply) {
    transfer.reply(reply, variables, reporter.now());
    settle(transfer);
  }

  /** The client prepares or starts another transfer: what never connected will not any more. */
  void clientWentOn() {
    for (int i = 0; i < ongoing.size(); i++) {
      TransferInProgress transfer = ongoing.get(i);
      if (transfer.replied() && transfer.linkState() != DataLink.State.OPEN) {
        end(transfer, null);
        i--;
      }
    }
  }

  /** Something was observed of a data connection. */
  void dataChanged(Negotiation negotiation) {
    TransferInProgress transfer = of(negotiation);
    if (transfer != null) {
      settle(transfer);
    }
  }

  /** The transfer that this negotiation was for; null if there is none, or it has ended. */
  @Nullable TransferInProgress of(Negotiation negotiation) {
    for (TransferInProgress transfer : ongoing) {
      if (transfer.negotiation == negotiation) {
        return transfer;
      }
    }
    return null;
  }

  private void settle(TransferInProgress transfer) {
    if (transfer.settled()) {
      end(transfer, null);
    }
  }

  /** Time passes: transfers that wait in vain are ended. */
  void tick(long now) {
    for (int i = 0; i < ongoing.size(); i++) {
      TransferInProgress transfer = ongoing.get(i);
      if (overdue(transfer, now)) {
        end(transfer, null);
        i--;
      }
    }
  }

  private static boolean overdue(TransferInProgress transfer, long now) {
    DataLink link = transfer.link();
    if (transfer.replied()) {
      long since = transfer.repliedAt();
      // As long as the application reads on, the size is not known.
      since = link == null ? since : Math.max(since, link.changedAt());
      return now - since >= Limits.COMPLETION_GRACE_NANOS;
    }
    return link != null && link.ended() && now - link.changedAt() >= Limits.UNFINISHED_GRACE_NANOS;
  }

  void closed(ControlEnd control) {
    while (!ongoing.isEmpty()) {
      end(ongoing.get(0), control);
    }
  }

  private void end(TransferInProgress transfer, @Nullable ControlEnd control) {
    if (transfer.state() == TransferInProgress.State.WRITTEN) {
      transfer.snapshot(variables);
    }
    ongoing.remove(transfer);
    SetupAttempt setup = transfer.setup();
    if (setup != null) {
      expectations.measure(setup);
    }
    if (control == null && setup != null) {
      if (transfer.leavesConnection()) {
        setups.keep(setup);
      } else if (transfer.leavesSetup()) {
        setups.giveBack(setup);
      }
    }
    if (transfer.negotiation != null) {
      expectations.releaseAll(transfer.negotiation);
    }
    endings.end(transfer, control);
    if (transfer.negotiation != null) {
      // A reply that comes out of order must not make us look out for its data connection again.
      transfer.negotiation.standing = Negotiation.Standing.OVER;
    }
    transfer.end();
  }
}
