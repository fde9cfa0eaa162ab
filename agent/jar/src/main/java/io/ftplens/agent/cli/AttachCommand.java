package io.ftplens.agent.cli;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;

/** {@code attach}. */
final class AttachCommand implements Command {
  /** JEP 451. */
  private static final int FIRST_WARNING = 21;

  private static final String SILENT = "-XX:+EnableDynamicAgentLoading";

  @Override
  public String name() {
    return "attach";
  }

  @Override
  public String operands() {
    return "PID [key=value...]";
  }

  @Override
  public String summary() {
    return "Puts ftplens into a JVM that runs";
  }

  @Override
  public List<String> details() {
    return Arrays.asList(
        "It must be run as the user of that JVM, or as root, with the java of a JDK, and the",
        "jar must lie where that JVM can read it. FTP sessions that are open already are",
        "recognised at their next command. In a JVM that has ftplens already, settings that can",
        "change are set.",
        "",
        "For instance: attach 4711 log.level=debug capture-path=false");
  }

  @Override
  public int run(List<String> arguments, PrintStream out) throws Failure {
    Remote remote = Remote.of(arguments);
    int result =
        remote.ask("attach", SetCommand.pairs(arguments.subList(1, arguments.size())), out);
    PerfData data = remote.data();
    if (data != null
        && data.feature() >= FIRST_WARNING
        && data.jvmArguments().indexOf(SILENT) < 0) {
      out.println(
          "Java "
              + data.feature()
              + " warns of agents that are loaded dynamically on the standard error of that JVM;"
              + " start it with "
              + SILENT
              + " and it does not");
    }
    return result;
  }
}
