package io.ftplens.it.server;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What users and paths make a {@link RecordingFtpServer} do wrong. */
public enum Misbehaviour {
  /** Nothing. */
  NONE,
  /** Accepts the command and cannot open the data connection. */
  CANNOT_OPEN("fail-425"),
  /** Breaks off in the middle, and says so. */
  BREAKS_OFF("fail-426"),
  /** Breaks off so early that its last reply comes in one segment with the first. */
  BREAKS_OFF_AT_ONCE("fail-at-once"),
  /** Has no such file, without the data connection ever being used. */
  NO_SUCH_FILE("fail-550"),
  /** Dies in the middle: both connections end. */
  DIES("fail-die"),
  /** Dies in the middle: both connections are reset. */
  RESETS("fail-reset");

  /** Refuses PORT and EPRT. */
  public static final String USER_REFUSES_ACTIVE = "no-active";

  /** Refuses PASV and EPSV. */
  public static final String USER_REFUSES_PASSIVE = "no-passive";

  /** Refuses EPSV and EPRT. */
  public static final String USER_REFUSES_EXTENDED = "no-extended";

  /** Announces an endpoint at which nobody listens. */
  public static final String USER_ANNOUNCES_CLOSED_PORT = "closed-port";

  /**
   * Bytes sent before a transfer breaks off: more than the buffers of two sockets hold, so that the
   * application is in the middle of it.
   */
  private static final int MORE_THAN_BUFFERS = 1_000_000;

  /**
   * Bytes sent before a reset: so few that all have arrived when it comes, since it drops others.
   */
  private static final int LESS_THAN_BUFFERS = 5_000;

  /** The send buffer that makes this so. */
  static final int SEND_BUFFER = 64 * 1024;

  private final Pattern pattern;

  Misbehaviour() {
    this("(?!)");
  }

  Misbehaviour(String pattern) {
    this.pattern = Pattern.compile(pattern);
  }

  /** How much is sent before the transfer breaks off. */
  int sentBefore() {
    return this == RESETS || this == BREAKS_OFF_AT_ONCE ? LESS_THAN_BUFFERS : MORE_THAN_BUFFERS;
  }

  /** Whether the data connection, if it is there already, is never used. */
  boolean beforeData() {
    return this == CANNOT_OPEN || this == NO_SUCH_FILE;
  }

  static Misbehaviour of(String path) {
    for (Misbehaviour kind : values()) {
      Matcher matcher = kind.pattern.matcher(path == null ? "" : path);
      if (matcher.find()) {
        return kind;
      }
    }
    return NONE;
  }
}
