package io.ftplens.core.runtime;

import io.ftplens.core.log.ApplicationLog;
import io.ftplens.core.log.LineSink;
import io.ftplens.core.log.LineWriter;
import io.ftplens.core.log.LogEvent;
import io.ftplens.core.log.LogSink;
import io.ftplens.core.log.Watchers;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The log's destination; its thread starts with the first line, so a silent agent has none. */
final class LogOutput implements LogSink, LineSink {
  /** The setting's value for standard error. */
  static final String STANDARD_ERROR = "stderr";

  private final LineWriter writer;
  private final Runnable beforeFirstLine;
  private final AtomicBoolean prepared = new AtomicBoolean();
  private final AtomicBoolean started = new AtomicBoolean();
  private final @Nullable String complaint;
  private final @Nullable ApplicationLog application;
  private final Watchers watchers = new Watchers();
  private volatile @Nullable Thread thread;

  private LogOutput(LineWriter writer, Runnable beforeFirstLine, @Nullable String complaint) {
    this.writer = writer;
    this.beforeFirstLine = beforeFirstLine;
    this.complaint = complaint;
    this.application = null;
  }

  /** Into the application's logging, and to standard error what that does not take. */
  private LogOutput(Runnable beforeFirstLine, Instrumentation instrumentation) {
    this.writer = LineWriter.toStandardError();
    this.beforeFirstLine = beforeFirstLine;
    this.complaint = null;
    this.application = ApplicationLog.of(instrumentation, this, LogOutput::startThread);
  }

  /**
   * Opens what {@code ftplens.log.target} names, or standard error where that cannot be.
   *
   * @param beforeFirstLine run once, before the first line is written
   */
  static LogOutput open(String target, Runnable beforeFirstLine, Instrumentation instrumentation) {
    if (target.equalsIgnoreCase(STANDARD_ERROR)) {
      return new LogOutput(LineWriter.toStandardError(), beforeFirstLine, null);
    }
    if (target.equalsIgnoreCase("application")) {
      return new LogOutput(beforeFirstLine, instrumentation);
    }
    try {
      return new LogOutput(LineWriter.toFile(target), beforeFirstLine, null);
    } catch (IOException e) {
      return new LogOutput(
          LineWriter.toStandardError(),
          beforeFirstLine,
          "the log file cannot be written ("
              + e.getMessage()
              + "); writing to standard error. Set ftplens.log.target to a file in a directory that"
              + " exists and that this user may write to");
    }
  }

  /** Why the target is not the one that was asked for; null if it is. */
  @Nullable String complaint() {
    return complaint;
  }

  @Override
  public boolean wantsOrigin() {
    return application != null;
  }

  @Override
  public boolean writing() {
    return application != null && application.writing();
  }

  @Override
  public void log(LogEvent event) {
    if (watchers.count() > 0) {
      watchers.line(event.line());
    }
    if (application == null) {
      writer.event(event);
      startWriting();
    } else {
      prepare();
      application.log(event);
    }
  }

  /** Writes a line to the file, or to standard error. */
  @Override
  public void line(String line) {
    writer.line(line);
    startWriting();
  }

  private void startWriting() {
    if (started.compareAndSet(false, true)) {
      try {
        prepare();
        Thread writing = AgentThreads.daemon("ftplens-log", writer::run);
        writing.start();
        thread = writing;
      } catch (Throwable e) { // the system has no thread left: the next line tries again
        started.set(false);
        writer.complain(e);
      }
    }
  }

  private void prepare() {
    if (prepared.compareAndSet(false, true)) {
      beforeFirstLine.run();
    }
  }

  private static void startThread(Runnable task) {
    AgentThreads.daemon("ftplens-application-log", task).start();
  }

  /** Who watches it live. */
  Watchers watchers() {
    return watchers;
  }

  /** The JVM ends; what is logged from now on may be the last. */
  void ending() {
    if (application != null) {
      application.end();
    }
  }

  /** Writes what waits, within the time, and stops for good. */
  void close(long millis) {
    watchers.close();
    finish(millis);
    Thread writing = thread;
    if (writing != null) {
      writing.interrupt();
    }
  }

  /** Waits until all lines are written, or the time is over; the last lines are not to wait on. */
  void finish(long millis) {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    if (application != null) {
      // the rest is for standard error, which may be what takes the lines in the end
      application.close(millis * 2 / 3);
    }
    if (started.get()) {
      writer.flush(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
    }
  }
}
