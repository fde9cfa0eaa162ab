package io.ftplens.core.log;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One who watches the log live. What a slow watcher does not take in time is dropped, counted and
 * told: the application never waits for it.
 */
public final class Watcher implements LineSink {
  /** Lines that may wait: what a terminal takes in a second or two. */
  static final int LONGEST_QUEUE = 2048;

  private static final int LINES_A_WRITE = 64;

  /** An empty line so often shows whether somebody still listens. */
  private static final long HEARTBEAT_SECONDS = 3;

  private final BlockingQueue<String> queue = new ArrayBlockingQueue<>(LONGEST_QUEUE);
  private final AtomicLong dropped = new AtomicLong();
  private final OutputStream out;
  private volatile boolean closed;

  /** Makes a watcher; {@link #run} is to be run by a thread of its own. */
  public Watcher(OutputStream out) {
    this.out = out;
  }

  @Override
  public void line(String line) {
    if (!queue.offer(line)) {
      dropped.incrementAndGet();
    }
  }

  /** Writes until the other side or {@link #close} ends it. */
  public void run() {
    List<String> batch = new ArrayList<>(LINES_A_WRITE);
    try {
      while (!closed) {
        String first = queue.poll(HEARTBEAT_SECONDS, TimeUnit.SECONDS);
        batch.add(first == null ? "" : first);
        queue.drainTo(batch, LINES_A_WRITE - 1);
        write(batch);
        batch.clear();
      }
      queue.drainTo(batch);
      write(batch);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      // The other side has left, which is how watching ends.
      closed = true;
    } finally {
      try {
        out.close();
      } catch (IOException e) {
        closed = true;
      }
    }
  }

  private void write(List<String> batch) throws IOException {
    StringBuilder text = new StringBuilder(512);
    for (String line : batch) {
      text.append(line).append('\n');
    }
    long lost = dropped.getAndSet(0);
    if (lost > 0) {
      text.append("ftplens: ").append(lost);
      text.append(" log lines were dropped: the watching terminal is too slow\n");
    }
    out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  /** Ends {@link #run} after the lines that wait. */
  public void close() {
    closed = true;
    // It wakes a waiting thread; if the queue is full there is none.
    boolean unused = queue.offer("");
  }
}
