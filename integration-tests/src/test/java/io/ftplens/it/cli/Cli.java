package io.ftplens.it.cli;

import io.ftplens.it.jvm.Artifacts;
import io.ftplens.it.jvm.ChildJvm;
import io.ftplens.it.jvm.Jdks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code java -jar ftplens-agent.jar}, as a user types it. */
final class Cli {
  private Cli() {}

  /** Runs a command to its end with the java of a JDK. */
  static ChildJvm.Exit run(int jdk, String... arguments) {
    return child(jdk, arguments).run();
  }

  /** Runs a command with the java of this build. */
  static ChildJvm.Exit run(String... arguments) {
    return run(Jdks.own(), arguments);
  }

  /** Runs a command that is to succeed, and returns what it prints. */
  static String ok(int jdk, String... arguments) {
    return run(jdk, arguments).expectSuccess().stdout();
  }

  /** Starts a command that goes on until it is ended. */
  static ChildJvm.Running start(int jdk, String... arguments) throws IOException {
    return child(jdk, arguments).start();
  }

  private static ChildJvm child(int jdk, String... arguments) {
    List<String> line = new ArrayList<>(List.of("-jar", Artifacts.agent().toString()));
    line.addAll(List.of(arguments));
    return ChildJvm.on(jdk).jvmArgs(line.toArray(new String[0]));
  }
}
