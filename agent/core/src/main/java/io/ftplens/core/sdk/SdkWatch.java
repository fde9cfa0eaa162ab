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
 * Hears of each tracer provider of an OpenTelemetry SDK when it is constructed.
 *
 * <p>An SDK is mostly built before the first FTP session, and seldom in a place where it could be
 * found later. In every version, the static initialiser of its class asks {@code java.util.logging}
 * for a logger, by its own name, before the first instance is constructed. That one method of the
 * JDK is hooked; when it is asked for this name, the class is retransformed, so that its
 * constructors tell of the new instance. The two classes of the API by which it comes into use
 * announce themselves in the same way.
 */
public final class SdkWatch implements ApplicationSdks, Consumer<Object> {
  /** Put together at run time because our jar relocates that package, in constants too. */
  private static final String PROVIDER =
      String.join(".", "io", "opentelemetry", "sdk", "trace", "SdkTracerProvider");

  /** Ties a logger provider to a tracer provider; asks for a logger in each version with logs. */
  private static final String SDK =
      String.join(".", "io", "opentelemetry", "sdk", "OpenTelemetrySdk");

  private final Instrumentation instrumentation;
  private final Consumer<Throwable> errors;
  private final List<WeakReference<Object>> providers = new ArrayList<>();
  private final List<WeakReference<Object>> sdks = new ArrayList<>();
  private final AtomicInteger changes = new AtomicInteger();

  /**
   * Makes a watch that does not hear anything yet.
   *
   * @param errors hears why a class could not be woven
   */
  public SdkWatch(Instrumentation instrumentation, Consumer<Throwable> errors) {
    this.instrumentation = instrumentation;
    this.errors = errors;
  }

  /** Hears from now on what loggers are asked for, where the hook table has woven them. */
  public void install() {
    FtplensHooks.setTracing(this);
  }

  /** Weaves the SDKs that are loaded already: after an attach they ask for no logger any more. */
  public void weaveLoaded() {
    for (String name : new String[] {PROVIDER, SDK}) {
      for (Class<?> type : classes(name)) {
        weave(type);
      }
    }
  }

  /** Gives the woven classes back as they were. */
  public void uninstall() {
    FtplensHooks.setTracing(null);
    for (String name : new String[] {PROVIDER, SDK}) {
      for (Class<?> type : classes(name)) {
        retransform(type);
      }
    }
  }

  @Override
  public List<Object> tracerProviders() {
    return alive(providers);
  }

  @Override
  public List<Object> sdks() {
    return alive(sdks);
  }

  private static List<Object> alive(List<WeakReference<Object>> references) {
    List<Object> alive = new ArrayList<>();
    synchronized (references) {
      for (Iterator<WeakReference<Object>> all = references.iterator(); all.hasNext(); ) {
        Object object = all.next().get();
        if (object == null) {
          all.remove();
        } else {
          alive.add(object);
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
      List<WeakReference<Object>> list = event.getClass().getName().equals(SDK) ? sdks : providers;
      synchronized (list) {
        list.removeIf(reference -> reference.get() == null);
        list.add(new WeakReference<>(event));
      }
      return;
    }
    changes.incrementAndGet();
    if (event.equals(PROVIDER) || event.equals(SDK)) {
      // which of several copies asks, the name does not tell; the woven ones are woven again
      for (Class<?> type : classes((String) event)) {
        weave(type);
      }
    }
  }

  private List<Class<?>> classes(String name) {
    List<Class<?>> found = new ArrayList<>();
    for (Class<?> candidate : instrumentation.getAllLoadedClasses()) {
      if (candidate.getName().equals(name)) {
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
