package io.ftplens.core.hook;

import java.util.List;

/** What the installation of the hooks has come to. */
public final class InstallReport {
  private final int woven;
  private final List<String> problems;

  InstallReport(int woven, List<String> problems) {
    this.woven = woven;
    this.problems = problems;
  }

  /** How many rows of the table are in place: those of classes that are loaded. */
  public int woven() {
    return woven;
  }

  /** What is missing and what follows from it, one sentence each; empty if all is well. */
  public List<String> problems() {
    return problems;
  }
}
