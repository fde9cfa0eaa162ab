package io.ftplens.otel;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
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
  private static final String[] ROOTS = {
    dotted("io", "opentelemetry"),
    dotted("io", "opentelemetry", "javaagent", "shaded", "io", "opentelemetry")
  };

  private static final ClassValue<AtomicReference<ApiCopy>> COPIES =
      new ClassValue<AtomicReference<ApiCopy>>() {
        @Override
        protected AtomicReference<ApiCopy> computeValue(Class<?> spanClass) {
          return new AtomicReference<>();
        }
      };

  private final Supplier<Class<?>[]> loadedClasses;
  private final AtomicLong nextScanNanos = new AtomicLong(System.nanoTime());
  private volatile long intervalNanos = MIN_INTERVAL_NANOS;
  private volatile List<WeakReference<Class<?>>> spanClasses = Collections.emptyList();

  ApplicationSpans(Supplier<Class<?>[]> loadedClasses) {
    this.loadedClasses = loadedClasses;
  }

  /** The application's current span in this thread; null if there is none. Never throws. */
  @Nullable Current current() {
    try {
      if (spanClasses.isEmpty()) {
        scanIfDue();
      }
      for (WeakReference<Class<?>> reference : spanClasses) {
        Class<?> spanClass = reference.get();
        ApiCopy copy = spanClass == null ? null : COPIES.get(spanClass).get();
        Current current = copy == null ? null : copy.current();
        if (current != null) {
          return current;
        }
      }
    } catch (Throwable e) {
      return null; // the application's code failed, and would have without us: a root span then
    }
    return null;
  }

  /** Looks for copies that were loaded since, unless it did so a moment ago. */
  void scanIfDue() {
    long now = System.nanoTime();
    long next = nextScanNanos.get();
    if (now - next >= 0 && nextScanNanos.compareAndSet(next, now + intervalNanos)) {
      scan();
    }
  }

  private void scan() {
    Class<?>[] classes = loadedClasses.get();
    List<WeakReference<Class<?>>> found = new ArrayList<>();
    for (Class<?> candidate : classes) {
      // isInterface is an intrinsic; a name is a string that would have to be made first
      if (candidate.isInterface()) {
        for (String root : ROOTS) {
          if (candidate.getName().equals(root + ".api.trace.Span")
              && known(candidate, root, classes)) {
            found.add(new WeakReference<>(candidate));
          }
        }
      }
    }
    spanClasses = Collections.unmodifiableList(found);
    intervalNanos =
        found.isEmpty() ? Math.min(2 * intervalNanos, MAX_INTERVAL_NANOS) : MIN_INTERVAL_NANOS;
  }

  private static boolean known(Class<?> spanClass, String root, Class<?>[] classes) {
    AtomicReference<ApiCopy> copy = COPIES.get(spanClass);
    if (copy.get() == null) {
      copy.set(ApiCopy.of(spanClass, root, classes));
    }
    return copy.get() != null;
  }

  private static String dotted(String... parts) {
    return String.join(".", parts);
  }

  /** The identity of a current span. */
  static final class Current {
    private final String traceId;
    private final String spanId;
    private final boolean sampled;

    Current(String traceId, String spanId, boolean sampled) {
      this.traceId = traceId;
      this.spanId = spanId;
      this.sampled = sampled;
    }

    String traceId() {
      return traceId;
    }

    String spanId() {
      return spanId;
    }

    boolean sampled() {
      return sampled;
    }
  }
}
