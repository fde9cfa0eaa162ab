package io.ftplens.it.app.bench;

import java.lang.instrument.Instrumentation;

/** An agent that does nothing: what any agent costs. */
public final class EmptyPremain {
  private EmptyPremain() {}

  /** Returns. */
  public static void premain(String arguments, Instrumentation instrumentation) {}
}
