package io.ftplens.otel;

import io.ftplens.protocol.event.Diagnosis;
import io.ftplens.protocol.event.SessionInfo;
import io.ftplens.protocol.event.SessionSummary;
import io.ftplens.protocol.event.Telemetry;
import io.ftplens.protocol.event.TelemetryOptions;
import io.ftplens.protocol.event.TraceContext;
import io.ftplens.protocol.event.Transfer;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Telemetry through an OpenTelemetry SDK of our own.
 *
 * <p>Ids are chosen at once, in the application's thread; everything else waits in a bounded queue
 * for one thread, which first starts the SDK and then writes spans with the times they had.
 */
final class EmbeddedTelemetry implements Telemetry {
  /** About 8 MiB of transfers at worst: some minutes of a busy JVM while the SDK starts. */
  static final int MAX_QUEUED_EVENTS = 8192;

  /**
   * The SDK's start keeps a core busy for a while, so it waits until there is something to export:
   * the first transfer of the application is not to share its cores with it.
   */
  private static final long LATEST_START_MILLIS = 1000;

  /**
   * How long the first event waits for others: waking a thread for each transfer costs the
   * transferring one a call of the kernel. The SDK's processors wait longer.
   */
  private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** So many events do not wait: the queue is not to overflow meanwhile. */
  private static final int GATHERED = 1024;

  private static final Object END = new Object();

  private enum State {
    /** Events are taken, and written once the SDK is up. */
    OPEN,
    /** What is in the queue is written, then the SDK is shut down. */
    CLOSING,
    /** The SDK could not start: events are dropped and no ids are chosen. */
    OFF
  }

  private final TelemetryOptions options;
  private final Warnings warnings;
  private final ApplicationSpans applicationSpans;

  /** Threads of the application enter it without a lock: a virtual one might keep its carrier. */
  private final BlockingQueue<Object> queue = new LinkedTransferQueue<>();

  private final AtomicInteger queued = new AtomicInteger();
  private final AtomicLong overflow = new AtomicLong();
  private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);
  private final CountDownLatch wanted = new CountDownLatch(1);
  private final CountDownLatch done = new CountDownLatch(1);
  private volatile long deadlineNanos;
  private volatile @Nullable Thread worker;
  private volatile @Nullable EmbeddedSdk sdk;

  private EmbeddedTelemetry(
      TelemetryOptions options, ApplicationSpans applicationSpans, Warnings warnings) {
    this.options = options;
    this.warnings = warnings;
    this.applicationSpans = applicationSpans;
  }

  /** Returns at once; the SDK is started in a thread of its own, when there is something for it. */
  static EmbeddedTelemetry start(
      TelemetryOptions options, ApplicationSpans applicationSpans, Warnings warnings) {
    EmbeddedTelemetry telemetry = new EmbeddedTelemetry(options, applicationSpans, warnings);
    AgentThreads.start(options.threadGroup(), "ftplens-otel-start", telemetry.new Worker());
    return telemetry;
  }

  @Override
  public @Nullable TraceContext capture() {
    return state.get() == State.OFF ? null : applicationSpans.capture();
  }

  /** Keeps what tells the parent: the application's span itself is not to wait in our queue. */
  @Override
  public @Nullable TraceContext begin(TraceContext captured, String command, long startEpochNanos) {
    if (state.get() == State.OFF) {
      return null;
    }
    ApplicationSpans.Current parent = (ApplicationSpans.Current) captured.parent();
    return new TraceContext(
        captured.traceId(),
        captured.spanId(),
        captured.parentSpanId(),
        captured.sampled(),
        parent == null ? null : parent.copy().stateOf(parent.span()));
  }

  @Override
  public void sessionStarted(SessionInfo session, long epochNanos) {
    sessionStarted(session, (WeakReference<Object>) null);
  }

  /** As the other, for a session whose log records are another SDK's to write. */
  void sessionStarted(SessionInfo session, @Nullable WeakReference<Object> loggers) {
    enqueue(new SessionStart(session, loggers));
  }

  @Override
  public void diagnosed(SessionInfo session, Diagnosis diagnosis, long epochNanos) {
    enqueue(new DiagnosisEvent(session, diagnosis, epochNanos));
  }

  @Override
  public void transferEnded(Transfer transfer) {
    enqueue(transfer);
  }

  @Override
  public void sessionEnded(SessionSummary summary) {
    sessionEnded(summary, false);
  }

  /** As the other, for a session whose log record may be written already. */
  void sessionEnded(SessionSummary summary, boolean logged) {
    enqueue(new SessionEnd(summary, logged));
  }

  private void enqueue(Object event) {
    if (state.get() == State.OFF) {
      return;
    }
    int waiting = queued.incrementAndGet();
    if (waiting <= MAX_QUEUED_EVENTS) {
      queue.add(event);
      if (waiting == GATHERED || event instanceof SessionStart) {
        LockSupport.unpark(worker);
      }
      if (!(event instanceof SessionStart)) {
        wanted.countDown();
      }
      return;
    }
    queued.decrementAndGet();
    if (overflow.getAndIncrement() == 0) {
      warnings.once(
          "queue full",
          "OpenTelemetry cannot keep up: "
              + MAX_QUEUED_EVENTS
              + " events wait; what comes on top of them is dropped and counted",
          null);
    }
  }

  @Override
  public void shutdown(long budgetMillis) {
    deadlineNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(budgetMillis);
    if (state.compareAndSet(State.OPEN, State.CLOSING)) {
      queue.add(END);
      LockSupport.unpark(worker);
    }
    wanted.countDown();
    EmbeddedSdk running = sdk;
    if (running != null) {
      running.report().exiting();
    }
    boolean inTime = false;
    try {
      inTime = done.await(budgetMillis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    running = sdk;
    if (running != null) {
      running.report().undelivered(ExportFailure.tooLate(budgetMillis), inTime);
    }
    if (!inTime && (running == null || queued.get() > 0)) {
      warnings.once(
          "shutdown budget",
          "OpenTelemetry did not come to write all events within "
              + budgetMillis
              + " ms at exit; "
              + queued.get()
              + " are lost",
          null);
    }
    if (overflow.get() > 0) {
      warnings.once("queue overflow", overflow.get() + " OpenTelemetry events were dropped", null);
    }
  }

  @Override
  public List<String> health() {
    EmbeddedSdk running = sdk;
    List<String> lines = new ArrayList<>();
    lines.add(
        "embedded SDK "
            + (state.get() == State.OFF ? "off, see the log" : running == null ? "starting" : "up")
            + "; "
            + queued.get()
            + " events wait, "
            + overflow.get()
            + " were dropped");
    if (running != null) {
      lines.addAll(running.report().health());
    }
    return lines;
  }

  /** The one thread behind the queue. */
  private final class Worker implements Runnable {
    @Override
    public void run() {
      try {
        // Whether or not it was in time, the SDK is started.
        boolean unused = wanted.await(LATEST_START_MILLIS, TimeUnit.MILLISECONDS);
        EmbeddedSdk started = EmbeddedSdk.start(options, warnings);
        if (started == null) {
          state.set(State.OFF);
          queue.clear();
          return;
        }
        Thread.currentThread().setName("ftplens-otel");
        worker = Thread.currentThread();
        sdk = started;
        writeAll(new EventWriter(started, options, warnings));
        started.shutdown(deadlineNanos);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (Throwable e) { // the last frame of the thread: nobody else would say it
        state.set(State.OFF);
        queue.clear();
        warnings.once("worker", "OpenTelemetry export stopped: " + e, e);
      } finally {
        done.countDown();
      }
    }

    private void writeAll(EventWriter writer) throws InterruptedException {
      while (true) {
        Object event = queue.poll();
        if (event == null && state.get() != State.CLOSING) {
          event = queue.take();
          // With a session the application's SDK is looked for, and its first transfer wants it.
          if (event != END && !(event instanceof SessionStart)) {
            LockSupport.parkNanos(this, GATHER_NANOS);
          }
        }
        if (event == null || event == END) {
          break;
        }
        queued.decrementAndGet();
        if (event instanceof SessionStart) {
          applicationSpans.scanIfDue();
        }
        try {
          writer.write(event);
        } catch (RuntimeException e) {
          warnings.once("write " + e.getClass(), "An OpenTelemetry event was lost: " + e, e);
        }
      }
      writer.finish();
    }
  }
}
