package io.ftplens.protocol.session;

import io.ftplens.protocol.event.Diagnosis;
import io.ftplens.protocol.event.SetupCommand;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The setup commands tried, one after the other, for one transfer. */
final class Negotiation {
  /** Whether setups may still join it. */
  enum Standing {
    /** The next transfer verb will take it. */
    CURRENT,
    /** It belongs to a transfer. */
    TAKEN,
    /** The client went on without a transfer, or the transfer has ended. */
    OVER
  }

  final List<SetupAttempt> attempts = new ArrayList<>(2);

  /** Diagnoses that were told before the end of the transfer, for it to list. */
  final List<Diagnosis> diagnoses = new ArrayList<>(0);

  Standing standing = Standing.CURRENT;

  /** True if it was made for a transfer that was refused, and is left over from it. */
  final boolean leftOver;

  Negotiation(boolean leftOver) {
    this.leftOver = leftOver;
  }

  /** The setup tried last. */
  SetupAttempt last() {
    return attempts.get(attempts.size() - 1);
  }

  /** The setup that took effect; null if none was agreed. */
  @Nullable SetupAttempt effective() {
    for (int i = attempts.size() - 1; i >= 0; i--) {
      if (attempts.get(i).agreed()) {
        return attempts.get(i);
      }
    }
    return null;
  }

  boolean tried(SetupCommand command) {
    for (SetupAttempt attempt : attempts) {
      if (attempt.command == command) {
        return true;
      }
    }
    return false;
  }

  /** True if the setup tried last will not lead to a data connection. */
  boolean failed() {
    return last().failed();
  }

  /** True if the setup tried last is usable, so that another one is a new beginning. */
  boolean ready(SetupCommand next) {
    return !failed() && !unanswered() && (!last().unusable() || tried(next));
  }

  boolean unanswered() {
    return last().state() == SetupAttempt.State.WRITTEN;
  }

  /** When the first setup was written; that of an earlier transfer does not count. */
  long startedAt(long transferWrittenAt) {
    return leftOver ? transferWrittenAt : attempts.get(0).writtenAt;
  }

  List<String> texts() {
    List<String> texts = new ArrayList<>(attempts.size());
    for (SetupAttempt attempt : attempts) {
      texts.add(attempt.text());
    }
    return texts;
  }
}
