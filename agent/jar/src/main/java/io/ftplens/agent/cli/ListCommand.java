package io.ftplens.agent.cli;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** {@code list}. */
final class ListCommand implements Command {
  private static final int LONGEST_MAIN = 100;

  @Override
  public String name() {
    return "list";
  }

  @Override
  public String operands() {
    return "";
  }

  @Override
  public String summary() {
    return "The JVMs of this host, and whether ftplens is in them";
  }

  @Override
  public List<String> details() {
    return Arrays.asList(
        "It reads HotSpot's performance data and touches no JVM. A JVM of another user, one that",
        "runs with -XX:-UsePerfData or -XX:+PerfDisableSharedMem, and one in another container",
        "may be missing. Under FTPLENS stands the version, '-' if it is not there, '?' if",
        "that cannot be told.");
  }

  @Override
  public int run(List<String> arguments, PrintStream out) throws Failure {
    if (!arguments.isEmpty()) {
      throw new Failure(ExitCode.USAGE, "list takes no operand");
    }
    String own = Refusals.own();
    out.println(String.format(Locale.ROOT, "%8s  %-16s %s", "PID", "FTPLENS", "MAIN"));
    for (JavaProcess process : AttachApi.find().list()) {
      if (!process.pid().equals(own)) {
        String version = process.ftplens();
        String shown = version == null ? "?" : version.isEmpty() ? "-" : version;
        out.println(
            String.format(Locale.ROOT, "%8s  %-16s %s", process.pid(), shown, main(process)));
      }
    }
    return ExitCode.OK;
  }

  private static String main(JavaProcess process) {
    String main = process.main();
    return main.length() <= LONGEST_MAIN ? main : main.substring(0, LONGEST_MAIN) + "...";
  }
}
