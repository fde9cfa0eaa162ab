package io.ftplens.protocol.session;

import io.ftplens.protocol.event.Anomaly;
import io.ftplens.protocol.event.DataConnectionMode;
import io.ftplens.protocol.event.Diagnosis;
import io.ftplens.protocol.event.DiagnosisKind;
import io.ftplens.protocol.event.Endpoint;
import io.ftplens.protocol.event.FtpReply;
import io.ftplens.protocol.event.SetupCommand;
import io.ftplens.protocol.event.TraceContext;
import io.ftplens.protocol.message.DataEndpoints;
import org.jspecify.annotations.Nullable;

/**
 * Follows PORT, EPRT, LPRT, PASV, EPSV and LPSV up to the data connection they prepare.
 *
 * <p>Setups that fail and are followed by one of another kind are attempts of one negotiation.
 */
final class Setups {
  private final FtpSession session;
  private final Reporter reporter;
  private final SessionVariables variables;
  private final Expectations expectations;
  private final TransferEndings endings;
  private final ExtendedRefusals refusals;

  private @Nullable Negotiation current;
  private boolean nextIsForced;
  private boolean passiveBefore;
  private @Nullable DataConnectionMode configuredMode;

  Setups(
      FtpSession session,
      Reporter reporter,
      SessionVariables variables,
      Expectations expectations,
      TransferEndings endings) {
    this.session = session;
    this.reporter = reporter;
    this.variables = variables;
    this.expectations = expectations;
    this.endings = endings;
    refusals = new ExtendedRefusals(reporter);
  }

  /** The next setup command is not what the application asked for. */
  void forceNext() {
    nextIsForced = true;
  }

  /** What the client is set to from now on. */
  void configuredMode(DataConnectionMode mode) {
    configuredMode = mode;
  }

  /** The client that writes the next setup command was passive in its session before this one. */
  void passiveBefore() {
    passiveBefore = true;
  }

  /** {@code EPSV ALL} was refused. */
  void hintRefused(PendingCommand hint, int code) {
    refusals.hintRefused(hint, code);
  }

  /** What the next transfer verb will use; null if nothing is prepared. */
  @Nullable Negotiation current() {
    return current;
  }

  /**
   * A setup command was written.
   *
   * @return the setup whose expected data connection had to give way; else null
   */
  @Nullable SetupAttempt written(
      PendingCommand command, SetupCommand setup, @Nullable TraceContext trace) {
    Negotiation negotiation = negotiationFor(setup);
    SetupAttempt attempt =
        new SetupAttempt(
            negotiation, setup, trace, variables.controlProtected(), command.writtenAt);
    attempt.forced = nextIsForced;
    nextIsForced = false;
    attempt.configuredMode = configuredMode;
    if (passiveBefore && setup.mode() == DataConnectionMode.ACTIVE) {
      negotiation.diagnoses.add(passiveLost(command));
    }
    passiveBefore = false;
    negotiation.attempts.add(attempt);
    command.attempt = attempt;
    if (setup.mode() != DataConnectionMode.ACTIVE) {
      return null;
    }
    // The listener may be connected to before the 200 is read, so it is looked out for at once.
    attempt.advertise(DataEndpoints.ofCommand(setup, command.command.argument()));
    return expect(attempt, command.command.toString());
  }

  private Diagnosis passiveLost(PendingCommand command) {
    return reporter.diagnosed(
        DiagnosisKind.PASSIVE_LOST_ON_RECONNECT,
        "the client that writes "
            + command.command
            + " was passive in its last session and is active in this one");
  }

  private Negotiation negotiationFor(SetupCommand setup) {
    Negotiation negotiation = current;
    if (negotiation != null && negotiation.failed() && negotiation.leftOver) {
      abandon();
      negotiation = null;
    } else if (negotiation != null && negotiation.failed() && negotiation.tried(setup)) {
      // The same once more is a retry after a failure, not a fallback.
      flush(null);
      negotiation = null;
    } else if (negotiation != null && negotiation.ready(setup)) {
      abandon();
      negotiation = null;
    }
    if (negotiation == null) {
      negotiation = new Negotiation(false);
      current = negotiation;
      refusals.addTo(negotiation, setup, variables.controlProtected());
    }
    return negotiation;
  }

  /** A command was written that neither prepares a data connection nor uses one. */
  void passedBy() {
    refusals.forgetHint();
    if (current != null && current.failed()) {
      flush(null);
    }
  }

  /** A transfer verb takes what was prepared. */
  @Nullable Negotiation take() {
    Negotiation negotiation = current;
    refusals.forgetHint();
    current = null;
    if (negotiation != null) {
      negotiation.standing = Negotiation.Standing.TAKEN;
    }
    return negotiation;
  }

  /**
   * The reply to a setup command was read.
   *
   * @return the setup whose expected data connection had to give way; else null
   */
  @Nullable SetupAttempt replied(SetupAttempt attempt, FtpReply reply) {
    attempt.reply(reply.code(), reporter.now());
    if (attempt.state() == SetupAttempt.State.REFUSED) {
      expectations.release(attempt);
      if (attempt.command.extended()) {
        refusals.refused(attempt);
      }
      return null;
    }
    if (attempt.negotiation.standing == Negotiation.Standing.OVER) {
      return null;
    }
    expectations.releaseBefore(attempt.negotiation, attempt);
    if (attempt.command.mode() != DataConnectionMode.PASSIVE) {
      return null;
    }
    attempt.advertise(DataEndpoints.ofReply(reply, reporter.info.peer().address()));
    return expect(attempt, reply.lines().get(0));
  }

  /** A transfer was refused before it used what was prepared: the next one may. */
  void giveBack(SetupAttempt unused) {
    Endpoint advertised = unused.advertised();
    if (current != null || advertised == null || unused.expected() == null) {
      return;
    }
    Negotiation negotiation = new Negotiation(true);
    SetupAttempt attempt = new SetupAttempt(negotiation, unused, new DataLink(), reporter.now());
    negotiation.attempts.add(attempt);
    current = negotiation;
    expectations.release(unused);
    expect(attempt, unused.text());
  }

  /** A transfer has ended and its data connection has not: the next one uses it as it is. */
  void keep(SetupAttempt used) {
    if (current == null) {
      Negotiation negotiation = new Negotiation(true);
      SetupAttempt attempt =
          new SetupAttempt(negotiation, used, used.link.forNextTransfer(), reporter.now());
      negotiation.attempts.add(attempt);
      current = negotiation;
      expectations.handOn(used, attempt);
    }
  }

  /** A data connection has ended: if it was kept for the next transfer, that will not have it. */
  void dataEnded(SetupAttempt attempt) {
    if (current != null && current.leftOver && current.last() == attempt) {
      abandon();
    }
  }

  private @Nullable SetupAttempt expect(SetupAttempt attempt, String announcement) {
    Endpoint advertised = attempt.advertised();
    if (advertised == null) {
      reporter.anomaly(Anomaly.MALFORMED_HOST_PORT, "no host and port in: " + announcement);
      return null;
    }
    Endpoint endpoint = advertised;
    if (AddressKind.of(advertised) == AddressKind.WILDCARD) {
      boolean active = attempt.command.mode() == DataConnectionMode.ACTIVE;
      Endpoint meant = active ? reporter.info.local() : reporter.info.peer();
      endpoint = Endpoint.of(meant.address(), advertised.port());
    }
    SetupAttempt evicted = expectations.add(session, attempt, endpoint);
    if (evicted != null) {
      reporter.anomaly(
          Anomaly.TOO_MANY_EXPECTED_DATA_CONNECTIONS, "gave up on " + evicted.advertised());
    }
    return evicted;
  }

  /** Time passes: a failed setup that nothing followed is told, one left over is dropped. */
  void tick(long now) {
    if (current == null) {
      return;
    }
    SetupAttempt last = current.last();
    if (current.failed()) {
      if (now - last.failedAt() >= Limits.SETUP_GRACE_NANOS) {
        flush(null);
      }
    } else if (current.leftOver
        && !last.link.seen()
        && now - last.writtenAt >= Limits.LEFT_OVER_GRACE_NANOS) {
      abandon();
    }
  }

  /** The control connection closed: a setup that failed, or was never answered, is told. */
  void closed(TransferEnd.ControlEnd control) {
    if (current != null && (current.failed() || current.unanswered())) {
      flush(control);
    } else {
      abandon();
    }
  }

  /** Tells a setup that led to nothing; what is left over belonged to a transfer that was told. */
  private void flush(TransferEnd.@Nullable ControlEnd control) {
    Negotiation negotiation = current;
    abandon();
    if (negotiation != null && !negotiation.leftOver) {
      endings.endWithoutTransfer(negotiation, control, variables);
    }
  }

  private void abandon() {
    if (current != null) {
      current.standing = Negotiation.Standing.OVER;
      expectations.releaseAll(current);
      current = null;
    }
  }
}
