package io.ftplens.core.doctor;

/** The doctor cannot go on; the message says why and what to do. */
final class DoctorFailure extends Exception {
  private static final long serialVersionUID = 1;

  /** The command line was not understood. */
  static final int USAGE = 2;

  /** The server cannot be reached, or does not let us in. */
  static final int UNREACHABLE = 3;

  private final int exitCode;

  DoctorFailure(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  int exitCode() {
    return exitCode;
  }
}
