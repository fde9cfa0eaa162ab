package io.ftplens.core.runtime;

import io.ftplens.core.hook.InstallReport;
import io.ftplens.protocol.event.DataConnectionMode;
import java.util.List;
import java.util.Map;

/** What {@code ftplens status} prints of a JVM. */
final class StatusReport {
  private static final int WIDTH = 12;

  private final StringBuilder text = new StringBuilder(1024);

  /** Adds a fact under its heading. */
  private void fact(String heading, String fact) {
    text.append(heading);
    for (int column = heading.length(); column < WIDTH; column++) {
      text.append(' ');
    }
    text.append(fact).append('\n');
  }

  private void facts(String heading, List<String> facts) {
    String next = heading;
    for (String fact : facts) {
      fact(next, fact);
      next = "";
    }
  }

  /** Writes the report of a running agent. */
  static String of(AgentRuntime runtime) {
    StatusReport report = new StatusReport();
    report.fact("ftplens", runtime.version() + ", at work since " + runtime.startedAt());
    String finding = runtime.selfTestFinding();
    report.hooks(runtime.hooks(), finding);
    report.figures(runtime.sessions());
    report.facts("telemetry", runtime.sessions().telemetryHealth());
    report.facts("settings", runtime.settings().describe());
    return report.text.toString();
  }

  private void hooks(InstallReport hooks, String selfTest) {
    fact("hooks", hooks.woven() + " in place; " + selfTest);
    facts("", hooks.problems());
  }

  private void figures(Sessions sessions) {
    Figures figures = sessions.figures();
    fact(
        "sessions",
        figures.openSessions()
            + " open, "
            + figures.sessions()
            + " in all"
            + (sessions.discovering()
                ? "; still looking for sessions open before the attach"
                : ""));
    fact(
        "transfers",
        figures.transfers(DataConnectionMode.PASSIVE)
            + " passive, "
            + figures.transfers(DataConnectionMode.ACTIVE)
            + " active, "
            + figures.transfers(DataConnectionMode.NONE)
            + " without a data connection; "
            + figures.failedTransfers()
            + " failed, "
            + figures.forcedTransfers()
            + " forced passive");
    fact(
        "bytes",
        figures.receivedBytes() + " received, " + figures.transmittedBytes() + " transmitted");
    fact("diagnoses", counts(figures.diagnoses()));
    fact("anomalies", counts(figures.anomalies()));
    fact("own errors", String.valueOf(sessions.ownErrors()));
  }

  private static String counts(Map<String, Long> counts) {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, Long> count : counts.entrySet()) {
      text.append(text.length() == 0 ? "" : ", ");
      text.append(count.getKey()).append(' ').append(count.getValue());
    }
    return text.length() == 0 ? "none" : text.toString();
  }
}
