package io.ftplens.core.log;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Writes lines in a thread of its own, from a bounded queue; what does not fit is dropped, counted,
 * and told in a line when there is room again.
 *
 * <p>Standard error is written by its descriptor: an application that replaced {@code System.err}
 * by its logging would otherwise be called from here.
 */
public final class LineWriter implements LineSink {
  /** Lines that may wait: some seconds of a busy JVM, about 3 MiB at the usual length. */
  static final int LONGEST_QUEUE = 8192;

  private static final int LINES_A_WRITE = 64;
  private static final OutputStream STANDARD_ERROR = new FileOutputStream(FileDescriptor.err);

  /** Those who log enter it without a lock, for which a virtual thread might keep its carrier. */
  private final BlockingQueue<Item> queue = new LinkedTransferQueue<>();

  private final AtomicInteger queued = new AtomicInteger();
  private final AtomicLong dropped = new AtomicLong();
  private final OutputStream out;
  private final String name;
  private volatile boolean failing;

  LineWriter(OutputStream out, String name) {
    this.out = out;
    this.name = name;
  }

  /** A writer to standard error; {@link #run} is to be run by a thread. */
  public static LineWriter toStandardError() {
    return new LineWriter(STANDARD_ERROR, "standard error");
  }

  /**
   * A writer that appends to a file.
   *
   * @throws IOException if the file cannot be opened for writing; the message names it
   */
  public static LineWriter toFile(String file) throws IOException {
    return new LineWriter(new FileOutputStream(file, true), file);
  }

  @Override
  public void line(String line) {
    put(new Item(line, null, null));
  }

  /** As {@link #line}, of an event; the line is put together by the thread that writes it. */
  public void event(LogEvent event) {
    put(new Item(null, event, null));
  }

  private void put(Item item) {
    if (queued.incrementAndGet() > LONGEST_QUEUE) {
      queued.decrementAndGet();
      dropped.incrementAndGet();
    } else {
      queue.add(item);
    }
  }

  /** Writes until the thread is interrupted; then a file is closed. */
  public void run() {
    List<Item> batch = new ArrayList<>(LINES_A_WRITE);
    try {
      while (true) {
        batch.add(queue.take());
        queue.drainTo(batch, LINES_A_WRITE - 1);
        queued.addAndGet(-batch.size());
        writeOrComplain(batch);
        batch.clear();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      close();
    }
  }

  private void close() {
    if (out != STANDARD_ERROR) {
      try {
        out.close();
      } catch (IOException e) {
        complain(e);
      }
    }
  }

  /** Waits until what was logged before is written, or the time is over. */
  public void flush(long millis) {
    CountDownLatch written = new CountDownLatch(1);
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    queued.incrementAndGet();
    queue.add(new Item(null, null, written));
    try {
      if (!written.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        dropped.addAndGet(queue.size());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** An error, of memory for one, costs these lines and not all that follow. */
  private void writeOrComplain(List<Item> batch) {
    try {
      write(batch);
      failing = false;
    } catch (Throwable e) {
      complain(e);
    }
    for (Item item : batch) {
      if (item.written != null) {
        item.written.countDown();
      }
    }
  }

  private void write(List<Item> batch) throws IOException {
    StringBuilder text = new StringBuilder(512);
    for (Item item : batch) {
      if (item.line != null) {
        text.append(item.line).append('\n');
      } else if (item.event != null) {
        text.append(item.event.line()).append('\n');
      }
    }
    long lost = dropped.getAndSet(0);
    if (lost > 0) {
      text.append("ftplens: ").append(lost).append(" log lines were dropped: ").append(name);
      text.append(" did not take them fast enough\n");
    }
    out.write(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Once for each time it begins to fail: a full disk must not flood standard error. */
  public void complain(Throwable e) {
    if (failing || (out == STANDARD_ERROR && e instanceof IOException)) {
      return;
    }
    failing = true;
    String complaint =
        "ftplens: cannot write log lines to "
            + name
            + " ("
            + (e instanceof IOException ? e.getMessage() : e)
            + "); they are lost until it can be written again\n";
    try {
      STANDARD_ERROR.write(complaint.getBytes(StandardCharsets.UTF_8));
    } catch (IOException alsoBroken) {
      // Standard error is gone too: there is nowhere left to say so.
    }
  }

  /** A line, an event, or a request to tell when all before it is written. */
  private static final class Item {
    final @Nullable String line;
    final @Nullable LogEvent event;
    final @Nullable CountDownLatch written;

    Item(@Nullable String line, @Nullable LogEvent event, @Nullable CountDownLatch written) {
      this.line = line;
      this.event = event;
      this.written = written;
    }
  }
}
