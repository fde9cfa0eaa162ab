package io.ftplens.agent.cli;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;

/** {@code set}. */
final class SetCommand implements Command {
  @Override
  public String name() {
    return "set";
  }

  @Override
  public String operands() {
    return "PID key=value...";
  }

  @Override
  public String summary() {
    return "Changes settings of ftplens in a JVM, at once";
  }

  @Override
  public List<String> details() {
    return Arrays.asList(
        "These can be set: force-passive, capture-path, capture-user, ports, log.level.",
        "What is set goes before the system property, the environment and the argument that",
        "the JVM was started with, and is forgotten when it ends.",
        "",
        "For instance: set 4711 force-passive=true");
  }

  @Override
  public int run(List<String> arguments, PrintStream out) throws Failure {
    Remote remote = Remote.of(arguments);
    List<String> settings = arguments.subList(1, arguments.size());
    if (settings.isEmpty()) {
      throw new Failure(ExitCode.USAGE, "key=value is missing");
    }
    String pairs = pairs(settings);
    remote.expectFtplens();
    return remote.ask("set", pairs, out);
  }

  /** Several {@code key=value} as the agent takes them. */
  static String pairs(List<String> settings) throws Failure {
    for (String setting : settings) {
      if (setting.indexOf('=') < 1) {
        throw new Failure(ExitCode.USAGE, "'" + setting + "' is not of the form key=value");
      }
    }
    return String.join(",", settings);
  }
}
