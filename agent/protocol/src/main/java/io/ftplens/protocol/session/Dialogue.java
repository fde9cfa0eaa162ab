package io.ftplens.protocol.session;

import io.ftplens.protocol.event.Anomaly;
import io.ftplens.protocol.event.FtpCommand;
import io.ftplens.protocol.event.FtpReply;
import io.ftplens.protocol.event.TraceContext;
import io.ftplens.protocol.event.TraceContextSource;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Brings commands and replies together, and lets what was accepted take effect. */
final class Dialogue {
  /** What the bytes after a reply are. */
  enum Next {
    TEXT,
    /** TLS records: the plain text comes from elsewhere from now on. */
    OTHER_LAYER
  }

  private static final int GREETING = 220;
  private static final int SERVICE_CLOSING = 421;
  private static final int AUTH_ACCEPTED = 234;

  private final Reporter reporter;
  private final SessionVariables variables;
  private final Setups setups;
  private final Transfers transfers;
  private final SessionPlumbing plumbing;
  private final TraceContextSource contexts;
  private final PendingCommands pending = new PendingCommands(Limits.PENDING_COMMANDS);
  private final StepWatch steps;
  private final CredentialWatch credentials;

  Dialogue(
      Reporter reporter,
      SessionVariables variables,
      Setups setups,
      Transfers transfers,
      SessionPlumbing plumbing,
      TraceContextSource contexts) {
    this.reporter = reporter;
    this.variables = variables;
    this.setups = setups;
    this.transfers = transfers;
    this.plumbing = plumbing;
    this.contexts = contexts;
    steps = new StepWatch(reporter);
    credentials = new CredentialWatch(reporter);
    // The greeting answers nobody; Zeek's trick is to give it a command of its own.
    FtpCommand opening = new FtpCommand("", null);
    pending.add(new PendingCommand(opening, Verb.OPENING, reporter.now()));
  }

  int pendingReplies() {
    return pending.size();
  }

  /** The greeting was read before anybody looked. */
  void greeted() {
    PendingCommand only = pending.only();
    if (only != null && only.verb == Verb.OPENING) {
      pending.complete(GREETING);
    }
  }

  void commandSent(FtpCommand command) {
    reporter.listener.commandSent(reporter.info, command, reporter.now());
    Verb verb = Verb.of(command);
    steps.written(verb, pending);
    PendingCommand written = new PendingCommand(command, verb, reporter.now());
    if (!pending.add(written)) {
      if (pending.anonymous() == 1) {
        reporter.anomaly(
            Anomaly.TOO_MANY_PENDING_COMMANDS, "over " + Limits.PENDING_COMMANDS + " unanswered");
      }
      return;
    }
    switch (verb.role()) {
      case SETUP:
        setup(written);
        break;
      case TRANSFER:
        transfers.clientWentOn();
        transfers.begin(written, setups.take(), contexts.capture());
        break;
      case OTHER:
        other(written);
        break;
      default:
        setups.passedBy();
        credentials.commandSent(verb, variables);
        break;
    }
    if (verb == Verb.USER) {
      variables.userName(command.argument());
    }
  }

  private void setup(PendingCommand written) {
    transfers.clientWentOn();
    if (written.verb.setup() != null) {
      TraceContext trace = contexts.capture();
      settleEvicted(setups.written(written, written.verb.setup(), trace));
    }
  }

  private void other(PendingCommand written) {
    setups.passedBy();
    written.negotiation = setups.current();
    if (written.negotiation != null) {
      written.trace = contexts.capture();
    }
  }

  Next replyReceived(FtpReply reply) {
    reporter.listener.replyReceived(reporter.info, reply, reporter.now());
    if (reply.preliminary()) {
      preliminary(reply);
      return Next.TEXT;
    }
    boolean counted = pending.onlyCounted();
    PendingCommand command = pending.complete(reply.code());
    if (command != null) {
      return completed(command, reply);
    }
    // RFC 959, 5.4: a 421 may come at any time.
    if (!counted && reply.code() != SERVICE_CLOSING) {
      reporter.anomaly(Anomaly.UNEXPECTED_REPLY, "no command awaits: " + reply.lines().get(0));
    }
    return Next.TEXT;
  }

  private void preliminary(FtpReply reply) {
    PendingCommand command = pending.preliminary(reply.code());
    if (command == null) {
      if (!pending.onlyCounted()) {
        reporter.anomaly(Anomaly.UNEXPECTED_REPLY, "no command awaits: " + reply.lines().get(0));
      }
      return;
    }
    if (command.verb.role() == Verb.Role.OTHER && command.transfer == null) {
      transfers.beginIfPrepared(command);
    }
    command.run();
    if (command.transfer != null) {
      transfers.replied(command.transfer, reply);
    }
  }

  private Next completed(PendingCommand command, FtpReply reply) {
    steps.completed(command);
    if (command.transfer != null) {
      transfers.replied(command.transfer, reply);
      return Next.TEXT;
    }
    if (command.attempt != null) {
      settleEvicted(setups.replied(command.attempt, reply));
      return Next.TEXT;
    }
    if (reply.negative()) {
      if (command.verb == Verb.EPSV_ALL) {
        setups.hintRefused(command, reply.code());
      }
      return Next.TEXT;
    }
    return accepted(command, reply);
  }

  private Next accepted(PendingCommand command, FtpReply reply) {
    String argument = command.command.argument() == null ? "" : command.command.argument();
    switch (command.verb) {
      case AUTH:
        String mechanism = argument.trim().toUpperCase(Locale.ROOT);
        boolean tls = mechanism.startsWith("TLS") || mechanism.startsWith("SSL");
        if (reply.code() != AUTH_ACCEPTED || !tls) {
          return Next.TEXT;
        }
        variables.accepted(command.verb, argument);
        protect(true);
        return Next.OTHER_LAYER;
      case CCC:
        protect(false);
        return Next.TEXT;
      default:
        variables.accepted(command.verb, argument);
        return Next.TEXT;
    }
  }

  private void protect(boolean protectedByTls) {
    variables.controlProtected(protectedByTls);
    plumbing.controlProtected(protectedByTls);
  }

  private void settleEvicted(@Nullable SetupAttempt evicted) {
    if (evicted != null) {
      transfers.dataChanged(evicted.negotiation);
    }
  }
}
