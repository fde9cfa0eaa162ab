package io.ftplens.agent.cli;

/** The exit codes of all commands. */
final class ExitCode {
  /** Done. */
  static final int OK = 0;

  /** Refused, or the answer is no. */
  static final int NO = 1;

  /** The command line was not understood. */
  static final int USAGE = 2;

  /** The JVM, or the server, could not be reached. */
  static final int UNREACHABLE = 3;

  private ExitCode() {}
}
