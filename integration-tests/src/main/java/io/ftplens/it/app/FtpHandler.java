package io.ftplens.it.app;

import java.util.concurrent.Semaphore;
import java.util.logging.Handler;
import java.util.logging.LogRecord;

/**
 * Prints what is logged, and no more if the property {@code log.handling} is {@code print}; else
 * throws, or transfers a file in this session for each line of ftplens.
 */
public final class FtpHandler extends Handler {
  /** A permit for each line of ftplens that was printed. */
  static final Semaphore PRINTED = new Semaphore(0);

  @Override
  public void publish(LogRecord record) {
    String handling = System.getProperty("log.handling");
    if (handling.equals("throw")) {
      throw new IllegalStateException("the disk is full");
    }
    System.out.println("LOG INFO " + record.getLoggerName() + " " + record.getMessage());
    if (record.getLoggerName().equals("io.ftplens")) {
      PRINTED.release();
      if (handling.equals("print")) {
        return;
      }
      try {
        LoggingApp.transfer(Spec.parse(handling), "log");
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
