package io.ftplens.protocol.session;

import io.ftplens.protocol.event.Anomaly;
import io.ftplens.protocol.event.ConnectionDirection;
import io.ftplens.protocol.event.DataConnectionMode;
import io.ftplens.protocol.event.Endpoint;
import io.ftplens.protocol.event.FtpCommand;
import io.ftplens.protocol.event.FtpReply;
import io.ftplens.protocol.event.SessionInfo;
import io.ftplens.protocol.event.SessionListener;
import io.ftplens.protocol.event.TraceContextSource;
import io.ftplens.protocol.line.LineAssembler;
import io.ftplens.protocol.line.LineSink;
import io.ftplens.protocol.line.LineText;
import io.ftplens.protocol.message.CommandParser;
import io.ftplens.protocol.message.EchoMask;
import io.ftplens.protocol.message.ReplyAssembler;
import io.ftplens.protocol.session.TransferEnd.ControlEnd;
import org.jspecify.annotations.Nullable;

/**
 * One control connection: bytes and data-connection events in, transfers out.
 *
 * <p>Not safe for use by several threads at once: the caller holds a lock around each call. No call
 * throws, whatever the bytes. Times are nanoseconds since the Unix epoch and do not decrease.
 */
public final class FtpSession {
  private enum State {
    OPEN,
    CLOSED
  }

  private final Reporter reporter;
  private final SessionVariables variables;
  private final SessionTotals totals;
  private final Expectations expectations;
  private final Setups setups;
  private final Transfers transfers;
  private final AcceptWatch accepts;
  private final Dialogue dialogue;
  private final ReplyAssembler replies;
  private final LineAssembler sentLines;
  private final LineAssembler receivedLines;
  private final long openedAt;
  private long lastTrafficAt;
  private State state = State.OPEN;

  /**
   * Begins a session; the bytes seen before it was recognised are fed right after this.
   *
   * @param info the facts of the control connection
   * @param implicitTls true if the control connection has been TLS from its first byte
   * @param listener hears what happens
   * @param plumbing is asked to look out for data connections
   * @param contexts chooses the ids of spans
   * @param epochNanos when the control connection was opened, as far as known
   */
  public FtpSession(
      SessionInfo info,
      boolean implicitTls,
      SessionListener listener,
      SessionPlumbing plumbing,
      TraceContextSource contexts,
      long epochNanos) {
    reporter = new Reporter(info, listener, epochNanos);
    variables = new SessionVariables(implicitTls);
    totals = new SessionTotals(info);
    openedAt = epochNanos;
    lastTrafficAt = epochNanos;
    TransferEndings endings = new TransferEndings(reporter, totals, contexts);
    expectations = new Expectations(plumbing, Limits.EXPECTED_DATA_CONNECTIONS);
    setups = new Setups(this, reporter, variables, expectations, endings);
    transfers = new Transfers(reporter, variables, setups, expectations, endings, contexts);
    accepts = new AcceptWatch(reporter, transfers);
    dialogue = new Dialogue(reporter, variables, setups, transfers, plumbing, contexts);
    replies = new ReplyAssembler(Limits.REPLY_LINES, Limits.REPLY_CHARACTERS, reporter::anomaly);
    sentLines = new LineAssembler(Limits.LONGEST_LINE, new Commands());
    receivedLines = new LineAssembler(Limits.LONGEST_LINE, new Replies());
    listener.sessionStarted(info, epochNanos);
  }

  /** The facts of the control connection. */
  public SessionInfo info() {
    return reporter.info;
  }

  /** The application wrote these bytes to the control connection (plain text, after TLS). */
  public void sent(byte[] bytes, int offset, int length, long epochNanos) {
    if (state == State.OPEN) {
      lastTrafficAt = reporter.at(epochNanos);
      sentLines.feed(bytes, offset, length);
    }
  }

  /**
   * The next setup command that is sent is not the one the application asked for: its transfer is
   * told as forced.
   */
  public void forceNextSetup() {
    setups.forceNext();
  }

  /** The greeting went by before anybody looked: no reply is awaited. */
  public void greeted() {
    dialogue.greeted();
  }

  /** What the application's client is set to, until told otherwise. */
  public void configuredMode(DataConnectionMode mode) {
    setups.configuredMode(mode);
  }

  /** The client that writes the next setup command was passive in its session before this one. */
  public void passiveBefore() {
    setups.passiveBefore();
  }

  /**
   * True if an accept without a timeout has waited so long for this data connection that it is to
   * be told by {@link #acceptPending}.
   *
   * @param sinceEpochNanos when the accept began
   */
  public boolean acceptOverdue(
      ExpectedDataConnection expected, long sinceEpochNanos, long epochNanos) {
    return watched(expected)
        && accepts.overdue(expected.attempt(), sinceEpochNanos, reporter.at(epochNanos));
  }

  /**
   * An accept without a timeout is overdue, and still waits; told once for each transfer.
   *
   * @param sinceEpochNanos when the accept began
   * @param where which thread waits, and in which code, for a person
   */
  public void acceptPending(
      ExpectedDataConnection expected, long sinceEpochNanos, String where, long epochNanos) {
    if (acceptOverdue(expected, sinceEpochNanos, epochNanos)) {
      accepts.tell(expected.attempt(), sinceEpochNanos, where);
    }
  }

  /** How many commands, and the greeting, still await their final reply. */
  public int pendingReplies() {
    return dialogue.pendingReplies();
  }

  /** The application read these bytes from the control connection (plain text, after TLS). */
  public void received(byte[] bytes, int offset, int length, long epochNanos) {
    if (state == State.OPEN) {
      lastTrafficAt = reporter.at(epochNanos);
      receivedLines.feed(bytes, offset, length);
    }
  }

  /** An expected data connection was established. */
  public void dataConnected(
      ExpectedDataConnection expected,
      ConnectionDirection direction,
      Endpoint local,
      Endpoint peer,
      long epochNanos) {
    if (watched(expected)) {
      expected.attempt().link.open(direction, local, peer, reporter.at(epochNanos));
    }
  }

  /**
   * Connecting to, or accepting, an expected data connection failed.
   *
   * @param errorType the exception's class name
   */
  public void dataConnectFailed(
      ExpectedDataConnection expected, String errorType, long epochNanos) {
    if (watched(expected)) {
      expected.attempt().link.fail(errorType, reporter.at(epochNanos));
      transfers.dataChanged(expected.attempt().negotiation);
    }
  }

  /**
   * So many bytes have gone over an open data connection up to now; the last numbers told are the
   * size of a transfer whose data connection is never told closed.
   *
   * @param received bytes the application read from it
   * @param transmitted bytes the application wrote to it
   */
  public void dataProgress(
      ExpectedDataConnection expected, long received, long transmitted, long epochNanos) {
    if (watched(expected)) {
      expected.attempt().link.progress(received, transmitted, reporter.at(epochNanos));
    }
  }

  /**
   * The data connection is over: the application closed it, read its end, or it broke. Later calls
   * for the same connection are ignored.
   *
   * @param received bytes the application read from it
   * @param transmitted bytes the application wrote to it
   * @param errorType the exception's class name if it broke; else null
   */
  public void dataClosed(
      ExpectedDataConnection expected,
      long received,
      long transmitted,
      @Nullable String errorType,
      long epochNanos) {
    if (watched(expected)) {
      SetupAttempt attempt = expected.attempt();
      attempt.link.close(received, transmitted, errorType, reporter.at(epochNanos));
      expectations.release(attempt);
      transfers.dataChanged(attempt.negotiation);
      setups.dataEnded(attempt);
    }
  }

  private boolean watched(ExpectedDataConnection expected) {
    return state == State.OPEN && expectations.watches(expected);
  }

  /**
   * The control connection is over. All that is still open ends now, and {@link
   * SessionListener#sessionEnded} follows. Later calls of any method are ignored.
   *
   * @param errorType the exception's class name if it broke; else null
   */
  public void closed(@Nullable String errorType, long epochNanos) {
    if (state == State.CLOSED) {
      return;
    }
    long now = reporter.at(epochNanos);
    ControlEnd control = new ControlEnd(errorType, lastTrafficAt, now);
    transfers.closed(control);
    setups.closed(control);
    state = State.CLOSED;
    sentLines.reset();
    receivedLines.reset();
    reporter.listener.sessionEnded(totals.summary(reporter.info, variables, openedAt, now));
  }

  /** Time passes: grace periods run out. Called about once a second. */
  public void tick(long epochNanos) {
    if (state == State.OPEN) {
      long now = reporter.at(epochNanos);
      transfers.tick(now);
      setups.tick(now);
    }
  }

  /** Handles a reply; false if the bytes after it are not text. */
  private boolean reply(@Nullable FtpReply reply) {
    if (reply == null || dialogue.replyReceived(reply) == Dialogue.Next.TEXT) {
      return true;
    }
    sentLines.reset();
    return false;
  }

  /** Lines the application wrote. */
  private final class Commands implements LineSink {
    @Override
    public boolean line(byte[] bytes, int length) {
      if (!reply(replies.clientWentOn())) {
        return false;
      }
      FtpCommand command = CommandParser.parse(bytes, length);
      if (command == null) {
        reporter.anomaly(Anomaly.MALFORMED_COMMAND, "no verb in a line of " + length + " bytes");
      } else {
        dialogue.commandSent(command);
      }
      return true;
    }

    @Override
    public void lineTooLong() {
      reporter.anomaly(Anomaly.LINE_TOO_LONG, "command over " + Limits.LONGEST_LINE + " bytes");
    }
  }

  /** Lines the application read. */
  private final class Replies implements LineSink {
    @Override
    public boolean line(byte[] bytes, int length) {
      return reply(replies.line(EchoMask.mask(LineText.decode(bytes, 0, length))));
    }

    @Override
    public void lineTooLong() {
      reporter.anomaly(Anomaly.LINE_TOO_LONG, "reply over " + Limits.LONGEST_LINE + " bytes");
    }
  }
}
