package io.ftplens.agent.cli;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;

/** {@code detach}. */
final class DetachCommand implements Command {
  @Override
  public String name() {
    return "detach";
  }

  @Override
  public String operands() {
    return "PID";
  }

  @Override
  public String summary() {
    return "Takes ftplens out of a JVM";
  }

  @Override
  public List<String> details() {
    return Arrays.asList(
        "What is open is ended and sent, the classes of the JDK get their own code back, threads",
        "stop and memory is released; one inert class remains in java.lang. It can be attached",
        "again.");
  }

  @Override
  public int run(List<String> arguments, PrintStream out) throws Failure {
    Remote remote = Remote.of(arguments);
    remote.expectFtplens();
    return remote.ask("detach", "", out);
  }
}
