package io.ftplens.otel;

import io.ftplens.protocol.event.TraceContext;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds the copies of the OpenTelemetry API in this JVM and asks them for the current span.
 *
 * <p>An application, each web application of a server, and another agent may have a copy each.
 * Copies are looked for among the classes that are loaded already: nothing is ever asked of an
 * application's class loader. None is kept alive either: what is known of a copy hangs on its class
 * by a {@link ClassValue}, and from here the class is held weakly.
 */
final class ApplicationSpans {
  /** A look through all classes costs a few milliseconds at most, so it is not done often. */
  private static final long MIN_INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final long MAX_INTERVAL_NANOS = TimeUnit.MINUTES.toNanos(1);

  /**
   * Where the API lives: in the application's own place, and in that of the official agent.
   *
   * <p>The names are put together at run time because our jar relocates the API, and the relocation
   * rewrites every constant that looks like one of its packages.
   */
  private static final String APPLICATION = String.join(".", "io", "opentelemetry");

  private static final String AGENT =
      String.join(".", APPLICATION, "javaagent", "shaded", APPLICATION);

  private static final ClassValue<AtomicReference<ApiCopy>> COPIES =
      new ClassValue<AtomicReference<ApiCopy>>() {
        @Override
        protected AtomicReference<ApiCopy> computeValue(Class<?> spanClass) {
          return new AtomicReference<>();
        }
      };

  private final Supplier<Class<?>[]> loadedClasses;
  private final IntSupplier changes;
  private final AtomicLong nextScanNanos = new AtomicLong(System.nanoTime());
  private final ReentrantLock changing = new ReentrantLock();
  private volatile int changesSeen;
  private volatile long intervalNanos = MIN_INTERVAL_NANOS;
  private volatile List<WeakReference<Class<?>>> spanClasses = Collections.emptyList();

  /**
   * Makes it; the first look is taken when it is first asked.
   *
   * @param loadedClasses all classes of this JVM
   * @param changes counts up when a copy is known to have come into use since
   */
  ApplicationSpans(Supplier<Class<?>[]> loadedClasses, IntSupplier changes) {
    this.loadedClasses = loadedClasses;
    this.changes = changes;
  }

  /** Chooses ids for a child of the application's current span; carries the span along. */
  TraceContext capture() {
    Current parent = current();
    return parent == null
        ? new TraceContext(TraceIds.newTraceId(), TraceIds.newSpanId(), null, true, null)
        : new TraceContext(
            parent.traceId(), TraceIds.newSpanId(), parent.spanId(), parent.sampled(), parent);
  }

  /** The application's current span in this thread; null if there is none. Never throws. */
  @Nullable Current current() {
    try {
      if (spanClasses.isEmpty() || changes.getAsInt() != changesSeen) {
        scanIfDue();
      }
      for (ApiCopy copy : copies()) {
        Current current = copy.current();
        if (current != null) {
          return current;
        }
      }
    } catch (Throwable e) {
      return null; // the application's code failed, and would have without us: a root span then
    }
    return null;
  }

  /** The copies that are known, in use and alive, that of the official agent first. */
  List<ApiCopy> copies() {
    List<WeakReference<Class<?>>> known = spanClasses;
    List<ApiCopy> copies = new ArrayList<>(known.size());
    for (WeakReference<Class<?>> reference : known) {
      Class<?> spanClass = reference.get();
      ApiCopy copy = spanClass == null ? null : COPIES.get(spanClass).get();
      if (copy != null) {
        copies.add(copy);
      }
    }
    return copies;
  }

  /** Looks for copies that came into use since, if there are any or may be. */
  void scanIfDue() {
    if (changes.getAsInt() != changesSeen) {
      scanChanges();
      return;
    }
    long now = System.nanoTime();
    long next = nextScanNanos.get();
    if (now - next >= 0 && nextScanNanos.compareAndSet(next, now + intervalNanos)) {
      scan();
    }
  }

  /** Waits for another thread that looks already: the calling one is about to use what is found. */
  private void scanChanges() {
    changing.lock();
    try {
      int change = changes.getAsInt();
      if (change != changesSeen) {
        try {
          scan();
        } finally {
          changesSeen = change;
        }
      }
    } finally {
      changing.unlock();
    }
  }

  private void scan() {
    Class<?>[] classes = loadedClasses.get();
    List<WeakReference<Class<?>>> found = new ArrayList<>();
    Class<?> ofAgent = ApiCopy.spanOfAgent(AGENT);
    if (ofAgent != null && known(ofAgent, AGENT, classes)) {
      found.add(new WeakReference<>(ofAgent));
    }
    for (Class<?> candidate : classes) {
      // isInterface is an intrinsic; a name is a string that would have to be made first
      if (candidate.isInterface()
          && candidate.getName().equals(APPLICATION + ".api.trace.Span")
          && known(candidate, APPLICATION, classes)) {
        found.add(new WeakReference<>(candidate));
      }
    }
    spanClasses = Collections.unmodifiableList(found);
    intervalNanos =
        found.isEmpty() ? Math.min(2 * intervalNanos, MAX_INTERVAL_NANOS) : MIN_INTERVAL_NANOS;
  }

  private static boolean known(Class<?> spanClass, String root, Class<?>[] classes) {
    AtomicReference<ApiCopy> copy = COPIES.get(spanClass);
    ApiCopy known = copy.get();
    if (known == null) {
      known = ApiCopy.of(spanClass, root, classes);
      copy.set(known);
    }
    if (known != null) {
      known.findGlobal(root, classes);
    }
    return known != null;
  }

  /**
   * A current span, in its context. It holds objects of the application, so it lives no longer than
   * from a command to the transfer.
   */
  static final class Current {
    private final ApiCopy copy;
    private final Object context;
    private final Object span;
    private final SpanIdentity.Ids ids;

    Current(ApiCopy copy, Object context, Object span, SpanIdentity.Ids ids) {
      this.copy = copy;
      this.context = context;
      this.span = span;
      this.ids = ids;
    }

    ApiCopy copy() {
      return copy;
    }

    Object context() {
      return context;
    }

    Object span() {
      return span;
    }

    String traceId() {
      return ids.traceId;
    }

    String spanId() {
      return ids.spanId;
    }

    boolean sampled() {
      return ids.sampled;
    }
  }
}
