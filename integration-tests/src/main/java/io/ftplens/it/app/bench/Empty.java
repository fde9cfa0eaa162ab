package io.ftplens.it.app.bench;

/** Does nothing. */
public final class Empty {
  private Empty() {}

  /** Returns. */
  public static void main(String[] args) {}
}
