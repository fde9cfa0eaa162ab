package io.ftplens.protocol.session;

import io.ftplens.protocol.event.DataConnectionMode;
import io.ftplens.protocol.event.FtpReply;
import io.ftplens.protocol.event.IoDirection;
import io.ftplens.protocol.event.TraceContext;
import io.ftplens.protocol.event.TransferType;
import org.jspecify.annotations.Nullable;

/** A transfer from its command to its end: what was asked, what was replied, what was observed. */
final class TransferInProgress {
  /** How far the replies have come. */
  enum State {
    /** No reply yet. */
    WRITTEN,
    /** A 1yz was read. */
    RUNNING,
    /** A 2yz was read. */
    COMPLETED,
    /** A 3yz, 4yz or 5yz was read. */
    REFUSED,
    /** It was told to the listener. */
    ENDED
  }

  private static final int CANNOT_OPEN_DATA_CONNECTION = 425;
  private static final int FILE_UNAVAILABLE = 450;

  final String command;
  final @Nullable String path;
  final Verb verb;
  final boolean controlProtected;
  final @Nullable Negotiation negotiation;
  final @Nullable TraceContext trace;
  final long writtenAt;

  private State state = State.WRITTEN;
  private boolean began;
  private @Nullable FtpReply reply;
  private long repliedAt;
  private TransferType type = TransferType.ASCII;
  private long restartOffset = SessionVariables.NO_RESTART;
  private boolean dataProtected;
  private boolean dataMayStayOpen;

  TransferInProgress(
      PendingCommand command,
      @Nullable Negotiation negotiation,
      @Nullable TraceContext trace,
      boolean controlProtected) {
    this.command = command.command.verb();
    this.path = command.command.argument();
    this.verb = command.verb;
    this.writtenAt = command.writtenAt;
    this.negotiation = negotiation;
    this.trace = trace;
    this.controlProtected = controlProtected;
  }

  /** A reply was read; the first one tells that all commands before have taken effect. */
  void reply(FtpReply reply, SessionVariables variables, long now) {
    if (state == State.ENDED) {
      return;
    }
    if (state == State.WRITTEN) {
      snapshot(variables);
    }
    this.reply = reply;
    repliedAt = now;
    if (reply.preliminary()) {
      state = State.RUNNING;
      began = true;
    } else {
      state = reply.code() < 300 ? State.COMPLETED : State.REFUSED;
    }
  }

  /** Takes the parameters in force. */
  void snapshot(SessionVariables variables) {
    type = variables.type();
    restartOffset = variables.takeRestartOffset();
    dataProtected = variables.dataProtected();
    dataMayStayOpen = variables.dataMayStayOpen();
  }

  void end() {
    state = State.ENDED;
  }

  State state() {
    return state;
  }

  /** True once the last reply was read. */
  boolean replied() {
    return state == State.COMPLETED || state == State.REFUSED;
  }

  /** True if a 1yz was read. */
  boolean began() {
    return began;
  }

  /** The setup that took effect; null if none did. */
  @Nullable SetupAttempt setup() {
    return negotiation == null ? null : negotiation.effective();
  }

  /** The data connection; null if none was agreed. */
  @Nullable DataLink link() {
    SetupAttempt setup = setup();
    return setup == null ? null : setup.link;
  }

  /** Which way data flows; of a verb nobody knows, which way it flowed. */
  IoDirection direction() {
    DataLink link = link();
    boolean sent = link != null && link.transmitted() > link.received();
    return verb == Verb.OTHER && sent ? IoDirection.TRANSMIT : verb.direction();
  }

  DataLink.State linkState() {
    DataLink link = link();
    return link == null ? DataLink.State.UNSEEN : link.state();
  }

  /** True if nothing is to be waited for: the last reply was read and the data has ended. */
  boolean settled() {
    switch (state) {
      case COMPLETED:
        return dataSettledAfterSuccess();
      case REFUSED:
        return !watched()
            || leavesConnection()
            || !(linkState() == DataLink.State.OPEN || mayLieInBacklog());
      default:
        return false;
    }
  }

  private boolean dataSettledAfterSuccess() {
    SetupAttempt setup = setup();
    if (setup == null) {
      return true;
    }
    switch (setup.link.state()) {
      case CLOSED:
        return true;
      case OPEN:
        return dataMayStayOpen || !watched();
      default:
        // A tiny file may lie in the backlog of the listener, to be accepted after the 226.
        return !watched();
    }
  }

  /**
   * True if the server has connected, sent and given up before the application accepts. A 425 says
   * that it never connected (RFC 959, 5.4).
   */
  private boolean mayLieInBacklog() {
    SetupAttempt setup = setup();
    return began
        && replyCode() != CANNOT_OPEN_DATA_CONNECTION
        && setup != null
        && setup.command.mode() == DataConnectionMode.ACTIVE
        && setup.link.state() == DataLink.State.UNSEEN;
  }

  /** True if anything can still be learned of the data connection. */
  private boolean watched() {
    SetupAttempt setup = setup();
    return setup != null && setup.expected() != null;
  }

  /**
   * True if the server refused the command before it used the data connection: the setup may serve
   * the next one.
   */
  boolean leavesSetup() {
    int code = replyCode();
    return state == State.REFUSED
        && !began
        && linkState() == DataLink.State.UNSEEN
        && (code >= 500 || code == FILE_UNAVAILABLE);
  }

  /** True if the data connection stays open for the next transfer (RFC 959, 3.4.2 and 3.4.3). */
  boolean leavesConnection() {
    return replied() && dataMayStayOpen && linkState() == DataLink.State.OPEN;
  }

  /** The last reply read; null if none was. */
  @Nullable FtpReply reply() {
    return reply;
  }

  int replyCode() {
    return reply == null ? 0 : reply.code();
  }

  long repliedAt() {
    return repliedAt;
  }

  TransferType type() {
    return type;
  }

  long restartOffset() {
    return restartOffset;
  }

  boolean dataProtected() {
    return dataProtected;
  }

  long startedAt() {
    return negotiation == null ? writtenAt : negotiation.startedAt(writtenAt);
  }
}
