package io.ftplens.core.runtime;

import io.ftplens.core.log.LineSink;
import io.ftplens.core.log.LineWriter;
import io.ftplens.core.log.Watchers;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The log's destination; its thread starts with the first line, so a silent agent has none. */
final class LogOutput implements LineSink {
  private final LineWriter writer;
  private final Runnable beforeFirstLine;
  private final AtomicBoolean started = new AtomicBoolean();
  private final @Nullable String complaint;
  private final Watchers watchers = new Watchers();
  private volatile @Nullable Thread thread;

  private LogOutput(LineWriter writer, Runnable beforeFirstLine, @Nullable String complaint) {
    this.writer = writer;
    this.beforeFirstLine = beforeFirstLine;
    this.complaint = complaint;
  }

  /**
   * Opens what {@code ftplens.log.target} names, or standard error where that cannot be.
   *
   * @param beforeFirstLine run once, before the first line is written
   */
  static LogOutput open(String target, Runnable beforeFirstLine) {
    if (target.equalsIgnoreCase("stderr")) {
      return new LogOutput(LineWriter.toStandardError(), beforeFirstLine, null);
    }
    if (target.equalsIgnoreCase("application")) {
      return new LogOutput(
          LineWriter.toStandardError(),
          beforeFirstLine,
          "log.target=application is not in this version; writing to standard error");
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
  public void line(String line) {
    watchers.line(line);
    writer.line(line);
    if (started.compareAndSet(false, true)) {
      beforeFirstLine.run();
      Thread writing = AgentThreads.daemon("ftplens-log", writer::run);
      thread = writing;
      writing.start();
    }
  }

  /** Who watches it live. */
  Watchers watchers() {
    return watchers;
  }

  /** Writes what waits, within the time, and stops for good. */
  void close(long millis) {
    watchers.close();
    flush(millis);
    Thread writing = thread;
    if (writing != null) {
      writing.interrupt();
    }
  }

  /** Waits until all lines are written, or the time is over. */
  void flush(long millis) {
    if (started.get()) {
      writer.flush(millis);
    }
  }
}
