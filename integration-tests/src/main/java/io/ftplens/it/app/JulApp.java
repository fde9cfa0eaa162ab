package io.ftplens.it.app;

import java.util.logging.Logger;

/** Transfers a file, and only then logs for the first time, with {@code java.util.logging}. */
public final class JulApp {
  private JulApp() {}

  /** Takes the arguments of {@link OneTransferApp}. */
  public static void main(String[] args) throws Exception {
    System.out.println("main");
    OneTransferApp.main(args);
    Logger.getLogger("app").info("logged by the application");
  }
}
