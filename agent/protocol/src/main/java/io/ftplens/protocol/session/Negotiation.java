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
    /** The client went on without a transfer. */
    ABANDONED
  }

  final List<SetupAttempt> attempts = new ArrayList<>(2);

  /** Diagnoses that were told when a setup was refused, for the transfer to list. */
  final List<Diagnosis> diagnoses = new ArrayList<>(0);

  Standing standing = Standing.CURRENT;

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

  boolean unanswered() {
    return last().state() == SetupAttempt.State.WRITTEN;
  }

  long startedAt() {
    return attempts.get(0).writtenAt;
  }

  List<String> texts() {
    List<String> texts = new ArrayList<>(attempts.size());
    for (SetupAttempt attempt : attempts) {
      texts.add(attempt.text());
    }
    return texts;
  }
}
