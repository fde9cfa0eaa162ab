package io.ftplens.agent.cli;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;

/** {@code watch}. */
final class WatchCommand implements Command {
  @Override
  public String name() {
    return "watch";
  }

  @Override
  public String operands() {
    return "PID";
  }

  @Override
  public String summary() {
    return "The log lines of a JVM, live, until Ctrl-C";
  }

  @Override
  public List<String> details() {
    return Arrays.asList(
        "The lines go to the log of that JVM as well, at its log.level: set PID log.level=debug",
        "shows the dialogue of client and server. What this terminal does not take in time is",
        "dropped and counted; the application never waits for it.");
  }

  @Override
  public int run(List<String> arguments, PrintStream out) throws Failure {
    Remote remote = Remote.of(arguments);
    remote.expectFtplens();
    int result = remote.ask("watch", "", out);
    System.err.println("ftplens: the JVM " + remote.pid() + " has ended, or ftplens left it");
    return result;
  }
}
