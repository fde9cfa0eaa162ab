package io.ftplens.protocol.session;

/** The caps and grace periods of a session, each with its reason. */
final class Limits {
  /** Twice PATH_MAX (4096): a path of doubled quotes, as in a 257, and the code and text around. */
  static final int LONGEST_LINE = 8192;

  /** HELP, FEAT and banners stay below 100 lines; STAT of a directory may send any number. */
  static final int REPLY_LINES = 256;

  /** Bounds what the lines of one reply hold together: 64 Ki characters. */
  static final int REPLY_CHARACTERS = 1 << 16;

  /** Scripts pipeline a DELE for each file of a directory; beyond this they are only counted. */
  static final int PENDING_COMMANDS = 512;

  /** Each pending command may be one; those that were never answered must not pile up. */
  static final int TRANSFERS_IN_PROGRESS = PENDING_COMMANDS;

  /** In stream mode one at a time; more only where PORT and RETR are pipelined. */
  static final int EXPECTED_DATA_CONNECTIONS = 32;

  /** How long a complete transfer waits for the end of its data connection to be reported. */
  static final long COMPLETION_GRACE_NANOS = seconds(5);

  /** How long a failed setup waits for the next one, to be counted as an attempt with it. */
  static final long SETUP_GRACE_NANOS = seconds(5);

  /** How long what was prepared for a transfer that was refused is kept for the next one. */
  static final long LEFT_OVER_GRACE_NANOS = seconds(30);

  /** How long a closed data connection waits for the completion reply: servers hash large files. */
  static final long UNFINISHED_GRACE_NANOS = seconds(30);

  /**
   * How long an accept without a timeout may wait before it is told: servers connect within a
   * second, and those that fetch a file from a tape first are few.
   */
  static final long ACCEPT_PENDING_NANOS = seconds(10);

  /** Firewalls and servers that drop idle control connections allow them at least this long. */
  static final long SHORTEST_IDLE_TIMEOUT_NANOS = seconds(30);

  /** What is quoted of a line in a diagnosis or an anomaly: a person needs no more. */
  static final int QUOTE_LENGTH = 200;

  private Limits() {}

  private static long seconds(int seconds) {
    return seconds * 1_000_000_000L;
  }
}
