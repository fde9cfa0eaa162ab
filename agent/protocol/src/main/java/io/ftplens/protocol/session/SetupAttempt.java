package io.ftplens.protocol.session;

import io.ftplens.protocol.event.DataConnectionMode;
import io.ftplens.protocol.event.Endpoint;
import io.ftplens.protocol.event.SetupCommand;
import io.ftplens.protocol.event.TraceContext;
import org.jspecify.annotations.Nullable;

/** One setup command, its reply, and the data connection it prepared. */
final class SetupAttempt {
  /** What the server said to it. */
  enum State {
    WRITTEN,
    ACCEPTED,
    REFUSED
  }

  final Negotiation negotiation;
  final SetupCommand command;
  final long writtenAt;
  final @Nullable TraceContext trace;
  final boolean controlProtected;
  final DataLink link;

  /** True if the application had asked for another command than this. */
  boolean forced;

  /** What the client was set to; null if it is not known. */
  @Nullable DataConnectionMode configuredMode;

  private State state = State.WRITTEN;
  private int replyCode;
  private long repliedAt;
  private @Nullable Endpoint advertised;
  private @Nullable ExpectedDataConnection expected;

  SetupAttempt(
      Negotiation negotiation,
      SetupCommand command,
      @Nullable TraceContext trace,
      boolean controlProtected,
      long writtenAt) {
    this.negotiation = negotiation;
    this.command = command;
    this.trace = trace;
    this.controlProtected = controlProtected;
    this.writtenAt = writtenAt;
    link = new DataLink();
  }

  /** What an earlier setup prepared, for a further transfer. */
  SetupAttempt(Negotiation negotiation, SetupAttempt earlier, DataLink link, long now) {
    this.negotiation = negotiation;
    command = earlier.command;
    trace = null;
    controlProtected = earlier.controlProtected;
    writtenAt = now;
    this.link = link;
    forced = earlier.forced;
    configuredMode = earlier.configuredMode;
    advertised = earlier.advertised;
    reply(earlier.replyCode, now);
  }

  void advertise(@Nullable Endpoint endpoint) {
    advertised = endpoint;
  }

  void expect(@Nullable ExpectedDataConnection connection) {
    expected = connection;
  }

  void reply(int code, long now) {
    // A 3yz (ACCT wanted first) has not prepared anything either.
    state = code < 300 ? State.ACCEPTED : State.REFUSED;
    replyCode = code;
    repliedAt = now;
  }

  State state() {
    return state;
  }

  /**
   * True if a data connection was agreed: by the reply, or, before that was read, by one that came
   * or that a transfer has waited for in vain.
   */
  boolean agreed() {
    return state == State.ACCEPTED
        || (state == State.WRITTEN && (link.seen() || waitedForInVain()));
  }

  /** True if an accept has failed that belongs to a transfer command written behind this one. */
  private boolean waitedForInVain() {
    return command.mode() == DataConnectionMode.ACTIVE
        && link.state() == DataLink.State.FAILED
        && negotiation.standing == Negotiation.Standing.TAKEN;
  }

  /** True if no data connection will come of it. */
  boolean failed() {
    // A failed accept before the transfer command is no failure: the server has no reason yet to
    // connect, and the application may poll.
    boolean connectFailed =
        command.mode() == DataConnectionMode.PASSIVE && link.state() == DataLink.State.FAILED;
    return state == State.REFUSED || connectFailed;
  }

  /** True if the server announced nothing that can be connected to. */
  boolean unusable() {
    return state == State.ACCEPTED && advertised == null;
  }

  int replyCode() {
    return replyCode;
  }

  /** When it was refused, or its connection failed. */
  long failedAt() {
    return link.state() == DataLink.State.FAILED ? link.changedAt() : repliedAt;
  }

  /** The decoded endpoint as announced; null if unknown or malformed. */
  @Nullable Endpoint advertised() {
    return advertised;
  }

  /** What is being looked out for; null if nothing, or no longer. */
  @Nullable ExpectedDataConnection expected() {
    return expected;
  }

  /** {@code EPSV 500}. */
  String text() {
    return replyCode == 0 ? command.name() : command.name() + " " + replyCode;
  }
}
