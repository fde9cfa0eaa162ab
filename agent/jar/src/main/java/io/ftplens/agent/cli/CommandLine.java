package io.ftplens.agent.cli;

import io.ftplens.agent.Launcher;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What {@code java -jar ftplens-agent.jar} does; nothing of it runs in an application. */
public final class CommandLine {
  private static final String JAR = "java -jar ftplens-agent.jar ";

  private static final List<Command> COMMANDS =
      Collections.unmodifiableList(
          Arrays.asList(
              new ListCommand(),
              new AttachCommand(),
              new StatusCommand(),
              new SetCommand(),
              new WatchCommand(),
              new DetachCommand(),
              new DoctorCommand()));

  private static final List<String> OPENING =
      Arrays.asList(
          "ftplens shows what FTP does inside a running JVM: each transfer's mode (active or",
          "passive), its ports, and who opened the data connection.",
          "",
          "Use it as an agent of the application; nothing of the application is changed:",
          "",
          "  java -javaagent:ftplens-agent.jar[=key=value,...] -jar application.jar",
          "",
          "or attach it to a JVM that runs already, and steer it:",
          "");

  private static final List<String> SETTINGS =
      Arrays.asList(
          "",
          "Settings: -Dftplens.KEY=VALUE, or the environment variable FTPLENS_KEY, or key=value",
          "behind the agent's name, in that order. Those with a star can be set while running.",
          "",
          "  enabled         true | false                      default true",
          "* force-passive   true | false | strict             default false",
          "* capture-path    record file paths                 default true",
          "* capture-user    record user names                 default false",
          "* ports           server ports known to be FTP      default 21,990,2121",
          "* log.level       off | error | warn | info | debug default info",
          "  log.target      stderr | application | FILE       default stderr",
          "  otel            whose OpenTelemetry is used       default auto",
          "  jmx             auto | true | false               default auto",
          "",
          "Spans go where OpenTelemetry's own settings say, for instance",
          "OTEL_EXPORTER_OTLP_ENDPOINT=http://collector:4318 and OTEL_SERVICE_NAME=billing.",
          "",
          "Exit codes: 0 done; 1 refused, or the answer is no; 2 usage; 3 not reachable.",
          "More on each: " + JAR + "COMMAND --help");

  private CommandLine() {}

  /** Runs one command and exits with its code. */
  public static void runAndExit(String[] arguments) {
    System.exit(run(arguments, System.out, System.err));
  }

  /** Runs one command and returns the exit code. */
  static int run(String[] arguments, PrintStream out, PrintStream err) {
    if (arguments.length == 0) {
      help(out);
      return ExitCode.OK;
    }
    switch (arguments[0]) {
      case "--help":
      case "-h":
      case "help":
        help(out);
        return ExitCode.OK;
      case "--version":
      case "-V":
      case "version":
        out.println("ftplens " + Launcher.version());
        return ExitCode.OK;
      default:
        break;
    }
    Command command = named(arguments[0]);
    if (command == null) {
      err.println("ftplens: unknown command '" + arguments[0] + "'; try: " + JAR + "--help");
      return ExitCode.USAGE;
    }
    List<String> rest = Arrays.asList(arguments).subList(1, arguments.length);
    if (rest.contains("--help") || rest.contains("-h")) {
      help(command, out);
      return ExitCode.OK;
    }
    try {
      return command.run(rest, out);
    } catch (Failure e) {
      err.println("ftplens: " + e.getMessage());
      if (e.exitCode() == ExitCode.USAGE) {
        err.println("usage: " + usage(command));
      }
      return e.exitCode();
    }
  }

  private static @Nullable Command named(String name) {
    for (Command command : COMMANDS) {
      if (command.name().equals(name)) {
        return command;
      }
    }
    return null;
  }

  private static void help(PrintStream out) {
    OPENING.forEach(out::println);
    for (Command command : COMMANDS) {
      String synopsis = (command.name() + " " + command.operands()).trim();
      out.println(String.format(Locale.ROOT, "  %-25s %s", synopsis, command.summary()));
    }
    SETTINGS.forEach(out::println);
  }

  private static void help(Command command, PrintStream out) {
    out.println("usage: " + usage(command));
    out.println();
    out.println(command.summary() + ".");
    out.println();
    command.details().forEach(out::println);
  }

  private static String usage(Command command) {
    return (JAR + command.name() + " " + command.operands()).trim();
  }
}
