package io.ftplens.core.log;

import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes events into the application's own logging, in a thread of ours, so that no appender holds
 * up a transfer.
 *
 * <p>The application's logging is never initialised for it. Until it is, events wait; those that
 * have waited in vain, or that it does not take, go to the fallback.
 */
public final class ApplicationLog implements LogSink {
  /** Events that the thread has not looked at yet. */
  static final int LONGEST_QUEUE = 8192;

  /** Events that wait for the application to initialise its logging: many sessions' worth. */
  static final int MOST_WAITING = 1024;

  /** Between looks through all classes, while something waits; doubled each time. */
  private static final long FIRST_LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private static final long LAST_LOOK_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** Before a new event joins those that wait, at least so long after the look before. */
  private static final long EAGER_LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  /** Between looks while nothing waits: an application that is deployed later has its own copy. */
  private static final long IDLE_LOOK_NANOS = TimeUnit.SECONDS.toNanos(30);

  /**
   * The thread ends when nothing comes for so long, and in any case after so long: what the
   * application's logging keeps in its thread locals would hold an undeployed application.
   */
  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final long LIFE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final ApplicationLoggers loggers;
  private final LineSink fallback;
  private final Consumer<Runnable> starter;
  private final BlockingQueue<Object> queue = new ArrayBlockingQueue<>(LONGEST_QUEUE);
  private final BlockingQueue<LogEvent> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final AtomicLong dropped = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();
  private final AtomicBoolean running = new AtomicBoolean();
  private final AtomicBoolean said = new AtomicBoolean();
  private volatile @Nullable Thread inApplication;
  private volatile boolean ending;
  private volatile boolean closed;
  private volatile long lookAgainNanos = System.nanoTime();
  private long lookedNanos;
  private long lookIntervalNanos = FIRST_LOOK_NANOS;

  ApplicationLog(ApplicationLoggers loggers, LineSink fallback, Consumer<Runnable> starter) {
    this.loggers = loggers;
    this.fallback = fallback;
    this.starter = starter;
  }

  /**
   * Makes it.
   *
   * @param fallback takes the lines that the application's logging does not
   * @param starter runs a task in a thread of ours
   */
  public static ApplicationLog of(
      Instrumentation instrumentation, LineSink fallback, Consumer<Runnable> starter) {
    return new ApplicationLog(new Slf4jCopies(instrumentation), fallback, starter);
  }

  @Override
  public boolean wantsOrigin() {
    return true;
  }

  @Override
  public boolean writing() {
    return inApplication == Thread.currentThread();
  }

  @Override
  public void log(LogEvent event) {
    if (closed || event.origin().logging() || writing()) {
      // a line about what the application's logging does would lead to the next one
      fallback.line(event.line());
    } else if (queue.offer(event)) {
      ensureRunning();
    } else {
      dropped.incrementAndGet();
    }
  }

  /** How many events the application's logging has refused with an exception. */
  public long failures() {
    return failures.get();
  }

  private void ensureRunning() {
    if (running.compareAndSet(false, true)) {
      starter.accept(this::run);
    }
  }

  private void run() {
    long born = System.nanoTime();
    try {
      while (true) {
        Object item = queue.poll(patienceNanos(), TimeUnit.NANOSECONDS);
        lookIfDue(item != null);
        if (item instanceof LogEvent) {
          retryWaiting();
          take((LogEvent) item, true);
        } else {
          retryWaiting();
          if (item != null) {
            ((CountDownLatch) item).countDown();
          }
        }
        boolean old = System.nanoTime() - born > LIFE_NANOS;
        if (old || (item == null && waiting.isEmpty())) {
          break;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      running.set(false);
      if ((!queue.isEmpty() || !waiting.isEmpty()) && !Thread.currentThread().isInterrupted()) {
        ensureRunning();
      }
    }
  }

  private long patienceNanos() {
    return waiting.isEmpty()
        ? IDLE_NANOS
        : Math.max(0, Math.min(IDLE_NANOS, lookAgainNanos - System.nanoTime()));
  }

  private void lookIfDue(boolean something) {
    long now = System.nanoTime();
    boolean eager = something && !waiting.isEmpty() && now - lookedNanos > EAGER_LOOK_NANOS;
    if (!eager && now - lookAgainNanos < 0) {
      return;
    }
    loggers.look();
    lookedNanos = now;
    if (waiting.isEmpty()) {
      lookIntervalNanos = FIRST_LOOK_NANOS;
      lookAgainNanos = now + IDLE_LOOK_NANOS;
    } else {
      lookIntervalNanos = Math.min(2 * lookIntervalNanos, LAST_LOOK_NANOS);
      lookAgainNanos = now + lookIntervalNanos;
    }
  }

  private void retryWaiting() {
    if (!waiting.isEmpty()) {
      List<LogEvent> again = new ArrayList<>();
      waiting.drainTo(again);
      for (LogEvent event : again) {
        take(event, false);
      }
    }
  }

  private void take(LogEvent event, boolean first) {
    boolean written;
    inApplication = Thread.currentThread();
    try {
      ApplicationLoggers.Writer writer = loggers.writer(event);
      if (writer == null) {
        postpone(event, loggers.whyNot(event), first);
        return;
      }
      written = (!ending || writer.tellsItsEnd()) && writer.write(event);
      if (!written) {
        explain("its logging has been shut down, or is about to be");
      }
    } catch (Throwable e) {
      inApplication = null;
      refused(e);
      written = false;
    } finally {
      inApplication = null;
    }
    if (!written) {
      fallback.line(event.line());
    }
    tellDropped();
  }

  private void postpone(LogEvent event, ApplicationLoggers.WhyNot why, boolean first) {
    if (why.lasting()) {
      explain(why.text());
      fallback.line(event.line());
    } else if (!waiting.offer(event)) {
      giveUp(why.text() + ", and " + MOST_WAITING + " lines wait for it");
      fallback.line(event.line());
    } else if (first && waiting.size() == 1) {
      // the last look may be long ago, and the next one far
      lookIntervalNanos = FIRST_LOOK_NANOS;
      lookAgainNanos = System.nanoTime() + FIRST_LOOK_NANOS;
    }
  }

  private void giveUp(String why) {
    List<LogEvent> lines = new ArrayList<>();
    waiting.drainTo(lines);
    if (!lines.isEmpty()) {
      explain(why);
    }
    for (LogEvent event : lines) {
      fallback.line(event.line());
    }
  }

  /** Said once; the lines that follow are the rest of the story. */
  private void explain(String why) {
    if (said.compareAndSet(false, true)) {
      fallback.line("ftplens: log lines are written here and not by the application: " + why);
    }
  }

  private void refused(Throwable error) {
    if (failures.getAndIncrement() == 0) {
      fallback.line(
          "ftplens: the application's logging threw "
              + Logfmt.oneLine(error.toString())
              + "; what it does not take is written here (said once)");
    }
  }

  private void tellDropped() {
    long lost = dropped.getAndSet(0);
    if (lost > 0) {
      fallback.line(
          "ftplens: " + lost + " log lines were dropped: the application's logging is too slow");
    }
  }

  /** Waits until all lines that can be are written, or the time is over. */
  public void flush(long millis) {
    CountDownLatch done = new CountDownLatch(1);
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    try {
      if (queue.offer(done, millis, TimeUnit.MILLISECONDS)) {
        ensureRunning();
        if (!done.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
          queue.remove(done);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The JVM ends, and the application's logging maybe before us. */
  public void end() {
    ending = true;
  }

  /** As {@link #flush}; what could not be written goes to the fallback, as all that follows. */
  public void close(long millis) {
    lookAgainNanos = System.nanoTime();
    flush(millis);
    closed = true;
    ApplicationLoggers.WhyNot why = ApplicationLoggers.WhyNot.NOT_INITIALISED;
    LogEvent first = waiting.peek();
    if (first != null) {
      why = loggers.whyNot(first);
    }
    giveUp(why.text());
    List<Object> untouched = new ArrayList<>();
    queue.drainTo(untouched);
    if (!untouched.isEmpty()) {
      explain("its logging did not take them in time");
    }
    for (Object item : untouched) {
      if (item instanceof LogEvent) {
        fallback.line(((LogEvent) item).line());
      }
    }
  }
}
