package io.ftplens.agent;

import java.io.PrintStream;

/** What {@code java -jar ftplens-agent.jar} does; nothing of it runs in an application. */
final class CommandLine {
  /** Exit codes as shells know them: success, and a command line that was not understood. */
  static final int OK = 0;

  static final int USAGE = 2;

  private static final String HELP =
      String.join(
          System.lineSeparator(),
          "ftplens shows what FTP does inside a running JVM: each transfer's mode (active or",
          "passive), its ports, and who opened the data connection.",
          "",
          "Use it as an agent of the application; nothing of the application is changed:",
          "",
          "  java -javaagent:ftplens-agent.jar[=key=value,...] -jar application.jar",
          "",
          "Settings: -Dftplens.KEY=VALUE, or the environment variable FTPLENS_KEY, or key=value",
          "behind the agent's name, in that order.",
          "",
          "  enabled         true | false                      default true",
          "  force-passive   make clients use passive mode     default false",
          "  capture-path    record file paths                 default true",
          "  capture-user    record user names                 default false",
          "  ports           server ports known to be FTP      default 21,990,2121",
          "  log.level       error | warn | info | debug       default info",
          "  log.target      stderr | FILE                     default stderr",
          "  otel            auto | embedded | none            default auto",
          "",
          "Spans go where OpenTelemetry's own settings say, for instance",
          "OTEL_EXPORTER_OTLP_ENDPOINT=http://collector:4318 and OTEL_SERVICE_NAME=billing.",
          "",
          "  java -jar ftplens-agent.jar --version | --help");

  private CommandLine() {}

  /** Runs one command and exits with its code. */
  static void runAndExit(String[] arguments) {
    System.exit(run(arguments, System.out, System.err));
  }

  /** Runs one command and returns the exit code. */
  static int run(String[] arguments, PrintStream out, PrintStream err) {
    if (arguments.length == 0) {
      out.println(HELP);
      return OK;
    }
    switch (arguments[0]) {
      case "--help":
      case "-h":
      case "help":
        out.println(HELP);
        return OK;
      case "--version":
      case "-V":
      case "version":
        out.println("ftplens " + Launcher.version());
        return OK;
      default:
        err.println(
            "ftplens: unknown command '"
                + arguments[0]
                + "'; try: java -jar ftplens-agent.jar --help");
        return USAGE;
    }
  }
}
