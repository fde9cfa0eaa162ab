package io.ftplens.agent.cli;

/** A command did not do what was asked; the message tells a person why and what to do. */
final class Failure extends Exception {
  private static final long serialVersionUID = 1;

  private final int exitCode;

  Failure(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  int exitCode() {
    return exitCode;
  }
}
