package io.ftplens.protocol.event;

/**
 * Hears what happens in FTP sessions.
 *
 * <pre>
 * sessionStarted
 *   ( commandSent | replyReceived | anomaly | diagnosed | transferEnded )*
 * sessionEnded
 * </pre>
 *
 * <p>Calls of one session never overlap and come in the order of the wire, on whichever thread of
 * the application met the event, so a listener must neither block nor throw. Times are nanoseconds
 * since the Unix epoch, from a clock that never runs backwards within a session.
 */
public interface SessionListener {
  /** A control connection was recognised as FTP. */
  default void sessionStarted(SessionInfo session, long epochNanos) {}

  /** The application wrote a command; secrets are not in it. */
  default void commandSent(SessionInfo session, FtpCommand command, long epochNanos) {}

  /** The application read a complete reply. */
  default void replyReceived(SessionInfo session, FtpReply reply, long epochNanos) {}

  /** Something was wrong on the wire and the engine went on; {@code detail} is for a person. */
  default void anomaly(SessionInfo session, Anomaly anomaly, String detail, long epochNanos) {}

  /** A diagnosis was made; if it concerns a transfer, it is also in that transfer. */
  default void diagnosed(SessionInfo session, Diagnosis diagnosis, long epochNanos) {}

  /** A use of a data connection came to its end, well or badly. */
  default void transferEnded(Transfer transfer) {}

  /** The control connection closed; no further call for this session comes. */
  default void sessionEnded(SessionSummary summary) {}
}
