package io.ftplens.core.hook;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What the installation of the hooks has come to. */
public final class InstallReport {
  /** Before the installation. */
  static final InstallReport NONE = new InstallReport(0, Collections.<String>emptyList());

  private final int woven;
  private final List<String> problems;

  InstallReport(int woven, List<String> problems) {
    this.woven = woven;
    this.problems = problems;
  }

  /** Together with what was installed before. */
  InstallReport after(InstallReport before) {
    List<String> all = new ArrayList<>(before.problems);
    all.addAll(problems);
    return new InstallReport(before.woven + woven, all);
  }

  /** How many rows of the table are in place. */
  public int woven() {
    return woven;
  }

  /** What is missing and what follows from it, one sentence each; empty if all is well. */
  public List<String> problems() {
    return problems;
  }
}
