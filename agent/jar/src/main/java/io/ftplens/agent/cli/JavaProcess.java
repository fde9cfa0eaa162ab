package io.ftplens.agent.cli;

import org.jspecify.annotations.Nullable;

/** A JVM of this host, as far as it is seen from outside. */
final class JavaProcess {
  private final String pid;
  private final String main;
  private final @Nullable String ftplens;

  JavaProcess(String pid, String main, @Nullable String ftplens) {
    this.pid = pid;
    this.main = main;
    this.ftplens = ftplens;
  }

  String pid() {
    return pid;
  }

  /** The main class or jar, with its arguments cut off; empty if it is not known. */
  String main() {
    return main;
  }

  /** The version of ftplens in it; empty if there is none, null if that cannot be told. */
  @Nullable String ftplens() {
    return ftplens;
  }
}
