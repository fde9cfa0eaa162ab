package io.ftplens.core.sdk;

import io.ftplens.protocol.event.ApplicationSdks;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Hears of each tracer provider of an OpenTelemetry SDK when it is constructed, without a class
 * file transformer that stays.
 *
 * <p>An SDK is mostly built before the first FTP session, and seldom in a place where it could be
 * found later. A transformer that waits for its class would cost every JVM 25 its AppCDS archive.
 * But in every version, the static initialiser of that class asks {@code java.util.logging} for a
 * logger, by its own name, before the first instance is constructed. That one method of the JDK is
 * hooked once and for all; when it is asked for this name, the class is retransformed, so that its
 * constructors tell of the new instance. The two classes of the API by which it comes into use
 * announce themselves in the same way.
 */
public final class SdkWatch implements ApplicationSdks, Consumer<Object> {
  /** Put together at run time because our jar relocates that package, in constants too. */
  private static final String PROVIDER =
      String.join(".", "io", "opentelemetry", "sdk", "trace", "SdkTracerProvider");

  private final Instrumentation instrumentation;
  private final Consumer<Throwable> errors;
  private final List<WeakReference<Object>> providers = new ArrayList<>();
  private final AtomicInteger changes = new AtomicInteger();

  private SdkWatch(Instrumentation instrumentation, Consumer<Throwable> errors) {
    this.instrumentation = instrumentation;
    this.errors = errors;
  }

  /**
   * Watches from now on, where the hook table has woven the JDK's loggers.
   *
   * @param errors hears why a class could not be woven
   */
  public static SdkWatch install(Instrumentation instrumentation, Consumer<Throwable> errors) {
    SdkWatch watch = new SdkWatch(instrumentation, errors);
    FtplensHooks.setTracing(watch);
    return watch;
  }

  /** Gives the woven classes back as they were. */
  public void uninstall() {
    FtplensHooks.setTracing(null);
    for (Class<?> provider : providerClasses()) {
      retransform(provider);
    }
  }

  @Override
  public List<Object> tracerProviders() {
    List<Object> alive = new ArrayList<>();
    synchronized (providers) {
      for (Iterator<WeakReference<Object>> all = providers.iterator(); all.hasNext(); ) {
        Object provider = all.next().get();
        if (provider == null) {
          all.remove();
        } else {
          alive.add(provider);
        }
      }
    }
    return alive;
  }

  @Override
  public int changes() {
    return changes.get();
  }

  /** Called by woven code, in a thread of the application. */
  @Override
  public void accept(Object event) {
    if (!(event instanceof String)) {
      synchronized (providers) {
        providers.removeIf(reference -> reference.get() == null);
        providers.add(new WeakReference<>(event));
      }
      return;
    }
    changes.incrementAndGet();
    if (event.equals(PROVIDER)) {
      // which of several copies asks, the name does not tell; the woven ones are woven again
      for (Class<?> provider : providerClasses()) {
        weave(provider);
      }
    }
  }

  private List<Class<?>> providerClasses() {
    List<Class<?>> found = new ArrayList<>();
    for (Class<?> candidate : instrumentation.getAllLoadedClasses()) {
      if (candidate.getName().equals(PROVIDER)) {
        found.add(candidate);
      }
    }
    return found;
  }

  private void weave(Class<?> type) {
    CallInserter inserter = new CallInserter(type, errors);
    instrumentation.addTransformer(inserter, true);
    try {
      retransform(type);
    } finally {
      instrumentation.removeTransformer(inserter);
    }
  }

  private void retransform(Class<?> type) {
    try {
      instrumentation.retransformClasses(type);
    } catch (UnmodifiableClassException | LinkageError | RuntimeException e) {
      errors.accept(e);
    }
  }
}
