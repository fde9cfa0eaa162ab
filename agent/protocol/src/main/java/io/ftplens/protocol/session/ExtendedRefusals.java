package io.ftplens.protocol.session;

import io.ftplens.protocol.event.Diagnosis;
import io.ftplens.protocol.event.DiagnosisKind;
import io.ftplens.protocol.event.SetupCommand;
import org.jspecify.annotations.Nullable;

/** Counts how often a server refuses the commands of RFC 2428 in a session. */
final class ExtendedRefusals {
  /** Once may be a probe; from the second refusal on it is a wasted round trip each time. */
  private static final int WORTH_TELLING = 2;

  private final Reporter reporter;
  private int count;
  private @Nullable Hint hint;

  ExtendedRefusals(Reporter reporter) {
    this.reporter = reporter;
  }

  /** EPSV or EPRT was refused. */
  void refused(SetupAttempt attempt) {
    Diagnosis diagnosis = count(attempt.text());
    if (diagnosis != null) {
      attempt.negotiation.diagnoses.add(diagnosis);
    }
  }

  /**
   * {@code EPSV ALL} was refused. The JDK's client sends it before each transfer and changes to
   * PASV then, so it counts as an attempt if that is what follows.
   */
  void hintRefused(PendingCommand command, int code) {
    hint = new Hint(command.writtenAt, code, reporter.now(), count(command.command + " " + code));
  }

  void forgetHint() {
    hint = null;
  }

  /** A negotiation begins with this setup command; a refused hint comes before it. */
  void addTo(Negotiation negotiation, SetupCommand next, boolean controlProtected) {
    Hint refused = hint;
    hint = null;
    if (refused == null || next == SetupCommand.EPSV) {
      return;
    }
    SetupAttempt attempt =
        new SetupAttempt(negotiation, SetupCommand.EPSV, null, controlProtected, refused.writtenAt);
    attempt.reply(refused.code, refused.repliedAt);
    negotiation.attempts.add(attempt);
    if (refused.diagnosis != null) {
      negotiation.diagnoses.add(refused.diagnosis);
    }
  }

  private @Nullable Diagnosis count(String text) {
    if (++count != WORTH_TELLING) {
      return null;
    }
    return reporter.diagnosed(
        DiagnosisKind.EXTENDED_REFUSED,
        reporter.info.peer() + " refused the extended setup again: " + text);
  }

  /** An {@code EPSV ALL} that was refused, until the next command. */
  private static final class Hint {
    final long writtenAt;
    final int code;
    final long repliedAt;
    final @Nullable Diagnosis diagnosis;

    Hint(long writtenAt, int code, long repliedAt, @Nullable Diagnosis diagnosis) {
      this.writtenAt = writtenAt;
      this.code = code;
      this.repliedAt = repliedAt;
      this.diagnosis = diagnosis;
    }
  }
}
