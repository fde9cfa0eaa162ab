package io.ftplens.protocol.session;

import io.ftplens.protocol.event.DiagnosisKind;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Notices a client that takes the completion reply of a transfer for the reply to its next command,
 * and stays one reply behind from then on.
 *
 * <p>A client that pipelines looks much the same, so only one that was in lock step before, and
 * goes on after each reply with one outstanding, is told of.
 */
final class StepWatch {
  private enum State {
    /** Each command was written after the last reply to the one before. */
    LOCK_STEP,
    /** A command was written after the data had ended and before the completion was read. */
    COMPLETION_UNREAD,
    /** The completion was read where that command's reply should have been. */
    ONE_BEHIND,
    /** The client pipelines, or was told of: nothing more can be said. */
    OFF
  }

  /** Meant to be written while a transfer runs. */
  private static final Set<Verb> ANY_TIME =
      EnumSet.of(Verb.ABOR, Verb.NOOP, Verb.STAT, Verb.QUIT, Verb.OTHER);

  private final Reporter reporter;
  private State state = State.LOCK_STEP;
  private @Nullable TransferInProgress unread;

  StepWatch(Reporter reporter) {
    this.reporter = reporter;
  }

  /** A command is about to join those that are pending. */
  void written(Verb verb, PendingCommands pending) {
    if (pending.isEmpty()) {
      state = state == State.OFF ? State.OFF : State.LOCK_STEP;
      return;
    }
    switch (state) {
      case LOCK_STEP:
        if (!ANY_TIME.contains(verb)) {
          suspect(pending.only());
        }
        break;
      case ONE_BEHIND:
        if (pending.size() == 1) {
          tell(verb);
        }
        state = State.OFF;
        break;
      default:
        state = State.OFF;
        break;
    }
  }

  private void suspect(@Nullable PendingCommand only) {
    TransferInProgress transfer = only == null ? null : only.transfer;
    boolean dataOver = transfer != null && transfer.linkState() == DataLink.State.CLOSED;
    unread = transfer;
    state = dataOver ? State.COMPLETION_UNREAD : State.OFF;
  }

  /** The last reply to a command was read. */
  void completed(PendingCommand command) {
    if (state == State.COMPLETION_UNREAD) {
      state = command.transfer == unread ? State.ONE_BEHIND : State.OFF;
    }
  }

  private void tell(Verb verb) {
    TransferInProgress transfer = unread;
    if (transfer != null) {
      reporter.diagnosed(
          DiagnosisKind.REPLY_OUT_OF_STEP,
          "the "
              + transfer.replyCode()
              + " of "
              + transfer.command
              + " was taken for the reply to a later command; before "
              + verb
              + " the application is one reply behind");
    }
  }
}
