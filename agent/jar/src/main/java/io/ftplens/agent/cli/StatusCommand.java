package io.ftplens.agent.cli;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;

/** {@code status}. */
final class StatusCommand implements Command {
  @Override
  public String name() {
    return "status";
  }

  @Override
  public String operands() {
    return "PID";
  }

  @Override
  public String summary() {
    return "What ftplens sees and does in a JVM";
  }

  @Override
  public List<String> details() {
    return Arrays.asList(
        "Sessions and transfers by mode, bytes, diagnoses, anomalies, errors of its own, hooks,",
        "how the export of spans is doing, and the settings in force with where they come from.");
  }

  @Override
  public int run(List<String> arguments, PrintStream out) throws Failure {
    Remote remote = Remote.of(arguments);
    remote.expectFtplens();
    return remote.ask("status", "", out);
  }
}
