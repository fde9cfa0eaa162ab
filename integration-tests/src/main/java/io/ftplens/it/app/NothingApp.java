package io.ftplens.it.app;

/** An application that does nothing at all. */
public final class NothingApp {
  private NothingApp() {}

  /** Returns. */
  public static void main(String[] arguments) {
    // Whatever is loaded was loaded by others.
  }
}
