package io.ftplens.agent.cli;

import io.ftplens.agent.Launcher;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks something of another JVM and prints its answer. */
final class Remote {
  /** HotSpot takes no longer argument: jar, equals sign and all (JDK 8 to 20). */
  private static final int LONGEST_ARGUMENT = 1000;

  private final AttachApi api;
  private final String pid;
  private final @Nullable PerfData data;

  private Remote(AttachApi api, String pid) {
    this.api = api;
    this.pid = pid;
    this.data = api.perfData(pid);
  }

  /** The JVM that the first operand names. */
  static Remote of(List<String> arguments) throws Failure {
    if (arguments.isEmpty() || arguments.get(0).startsWith("-")) {
      throw new Failure(ExitCode.USAGE, "the process id of a JVM is missing; see: list");
    }
    return new Remote(AttachApi.find(), arguments.get(0));
  }

  String pid() {
    return pid;
  }

  @Nullable PerfData data() {
    return data;
  }

  /** Spares a JVM without ftplens the attach, where that can be seen from outside. */
  void expectFtplens() throws Failure {
    String refusal = Refusals.beforehand(pid, data);
    if (refusal != null) {
      throw new Failure(ExitCode.UNREACHABLE, refusal);
    }
    if (data != null && "".equals(data.ftplens())) {
      throw new Failure(
          ExitCode.NO, "ftplens is not at work in " + pid + "; put it there by: attach " + pid);
    }
  }

  /** Asks, and prints the answer to its end. */
  int ask(String command, String rest, PrintStream out) throws Failure {
    String refusal = Refusals.beforehand(pid, data);
    if (refusal != null) {
      throw new Failure(ExitCode.UNREACHABLE, refusal);
    }
    File jar = jar();
    try (Answers answers = new Answers()) {
      String argument = answers.argument(command, rest);
      if (jar.getPath().length() + argument.length() > LONGEST_ARGUMENT) {
        throw new Failure(ExitCode.USAGE, "that is too long for a JVM to take in one command");
      }
      api.load(pid, jar, argument);
      try (BufferedReader answer = answers.await(pid)) {
        return print(answer, out);
      } catch (IOException e) {
        throw new Failure(ExitCode.UNREACHABLE, "the answer of " + pid + " broke off: " + e);
      }
    }
  }

  private int print(BufferedReader answer, PrintStream out) throws IOException, Failure {
    String result = answer.readLine();
    if (result == null) {
      throw new Failure(ExitCode.UNREACHABLE, "the JVM " + pid + " gave no answer");
    }
    StringBuilder refusal = new StringBuilder();
    for (String line = answer.readLine(); line != null; line = answer.readLine()) {
      if (!result.equals("0")) {
        refusal.append(refusal.length() == 0 ? "" : " ").append(line);
      } else if (!line.isEmpty()) {
        // An empty line is a heartbeat.
        out.println(line);
        out.flush();
      }
    }
    if (!result.equals("0")) {
      throw new Failure(ExitCode.NO, refusal.toString());
    }
    return ExitCode.OK;
  }

  private static File jar() throws Failure {
    try {
      File jar = Launcher.jarFile().getAbsoluteFile();
      if (jar.isFile() && jar.getPath().indexOf('=') < 0) {
        return jar;
      }
      throw new Failure(
          ExitCode.UNREACHABLE,
          jar
              + " cannot be loaded by another JVM; it must be the packaged jar, and its path must"
              + " hold no equals sign");
    } catch (IOException | URISyntaxException e) {
      throw new Failure(ExitCode.UNREACHABLE, "this jar cannot be located: " + e);
    }
  }
}
