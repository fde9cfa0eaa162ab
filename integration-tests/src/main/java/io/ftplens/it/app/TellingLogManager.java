package io.ftplens.it.app;

import java.util.logging.LogManager;

/** Tells when {@code java.util.logging} is initialised, as {@code java.util.logging.manager}. */
public final class TellingLogManager extends LogManager {
  /** Called by {@code java.util.logging} when it is used for the first time. */
  public TellingLogManager() {
    System.out.println("logging initialised");
  }
}
