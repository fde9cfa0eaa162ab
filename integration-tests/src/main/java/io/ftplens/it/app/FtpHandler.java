package io.ftplens.it.app;

import java.util.concurrent.Semaphore;
import java.util.logging.Handler;
import java.util.logging.LogRecord;

/**
 * Prints what is logged, and no more if the property {@code log.handling} is {@code print}; else
 * throws, or transfers a file in this session for each line of ftplens.
 */
public final class FtpHandler extends Handler {
  /** A permit for each line of ftplens that came. */
  static final Semaphore CAME = new Semaphore(0);

  @Override
  public void publish(LogRecord record) {
    String handling = System.getProperty("log.handling");
    boolean ours = record.getLoggerName().equals("io.ftplens");
    if (ours) {
      CAME.release();
    }
    if (handling.equals("throw")) {
      throw new IllegalStateException("the disk is full");
    }
    System.out.println("LOG INFO " + record.getLoggerName() + " " + record.getMessage());
    if (ours && !handling.equals("print")) {
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
