package io.ftplens.protocol.event;

/** Input that no RFC allows, or more of it than the engine keeps: named, counted, survived. */
public enum Anomaly {
  /** A line longer than the cap; its tail was dropped. */
  LINE_TOO_LONG,
  /** A reply of more lines than the cap; the lines between the first and the last were dropped. */
  REPLY_TOO_LONG,
  /** A line that should begin with a reply code and does not. */
  MALFORMED_REPLY,
  /** A command line without a verb. */
  MALFORMED_COMMAND,
  /** A host and port that cannot be decoded: wrong count, number over 255, port 0 or over 65535. */
  MALFORMED_HOST_PORT,
  /** A reply to which no command is pending. */
  UNEXPECTED_REPLY,
  /** More commands await a reply than the cap. */
  TOO_MANY_PENDING_COMMANDS,
  /** More data connections are awaited than the cap. */
  TOO_MANY_EXPECTED_DATA_CONNECTIONS,
  /** More control connections are open than the cap. */
  TOO_MANY_SESSIONS,
  /** A greeting longer than the detector keeps. */
  GREETING_TOO_LONG
}
