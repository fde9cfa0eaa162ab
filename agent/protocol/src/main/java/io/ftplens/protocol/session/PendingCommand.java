package io.ftplens.protocol.session;

import io.ftplens.protocol.event.FtpCommand;
import io.ftplens.protocol.event.TraceContext;
import org.jspecify.annotations.Nullable;

/** A command that was written and whose last reply has not been read. */
final class PendingCommand {
  final FtpCommand command;
  final Verb verb;
  final long writtenAt;

  /** Set for a setup command. */
  @Nullable SetupAttempt attempt;

  /** Set for a transfer verb when it is written, for an unknown verb when a 1yz comes. */
  @Nullable TransferInProgress transfer;

  /** For an unknown verb: what was prepared, and the trace, when it was written. */
  @Nullable Negotiation negotiation;

  @Nullable TraceContext trace;

  private boolean running;

  PendingCommand(FtpCommand command, Verb verb, long writtenAt) {
    this.command = command;
    this.verb = verb;
    this.writtenAt = writtenAt;
  }

  /** A 1yz was read: the last reply is still to come. */
  void run() {
    running = true;
  }

  /** True once a 1yz was read. */
  boolean running() {
    return running;
  }

  /** True for a transfer that has begun: the only command others may be answered before. */
  boolean runningTransfer() {
    return running && transfer != null;
  }

  boolean accepts(int code) {
    return verb.accepts(code, running);
  }
}
