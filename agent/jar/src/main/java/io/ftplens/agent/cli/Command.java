package io.ftplens.agent.cli;

import java.io.PrintStream;
import java.util.List;

/** One command of the command line. */
interface Command {
  /** As it is typed. */
  String name();

  /** What stands behind it, for instance {@code PID key=value...}. */
  String operands();

  /** One line for the list of commands. */
  String summary();

  /** What its own help tells beyond that; lines of at most 80 columns. */
  List<String> details();

  /**
   * Does it.
   *
   * @return the exit code
   * @throws Failure if it cannot be done
   */
  int run(List<String> arguments, PrintStream out) throws Failure;
}
