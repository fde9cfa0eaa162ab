package io.ftplens.it.app;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Transfers a file between two lines of its own log, written with SLF4J. */
public final class Slf4jApp {
  private Slf4jApp() {}

  /** Takes the arguments of {@link OneTransferApp}. */
  public static void main(String[] args) throws Exception {
    Logger log = LoggerFactory.getLogger("app");
    log.info("before, by {}", LoggerFactory.getILoggerFactory().getClass().getName());
    OneTransferApp.main(args);
    log.info("after");
  }
}
