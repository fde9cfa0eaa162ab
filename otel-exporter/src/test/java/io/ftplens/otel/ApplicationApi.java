package io.ftplens.otel;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** An application's own copy of the OpenTelemetry API, in a class loader of its own. */
final class ApplicationApi {
  private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
  private static final String SPAN_ID = "b7ad6b7169203331";

  private final RecordingLoader loader;

  ApplicationApi() {
    List<URL> jars = new ArrayList<>();
    for (String className :
        List.of(
            "io.opentelemetry.api.trace.Span",
            "io.opentelemetry.context.Context",
            "io.opentelemetry.common.ComponentLoader")) {
      jars.add(jarOf(className));
    }
    loader = new RecordingLoader(jars.toArray(URL[]::new));
  }

  String traceId() {
    return TRACE_ID;
  }

  String spanId() {
    return SPAN_ID;
  }

  ClassLoader loader() {
    return loader;
  }

  /** What Instrumentation.getAllLoadedClasses() would show of it. */
  Class<?>[] loadedClasses() {
    return loader.defined.toArray(Class<?>[]::new);
  }

  /** Loads the interface and nothing else. */
  void loadSpan() throws Exception {
    Class.forName("io.opentelemetry.api.trace.Span", false, loader);
  }

  /** Runs in a span of the application. */
  <T> T inSpan(boolean sampled, Supplier<T> work) throws Exception {
    Class<?> span = loader.loadClass("io.opentelemetry.api.trace.Span");
    Class<?> spanContext = loader.loadClass("io.opentelemetry.api.trace.SpanContext");
    Class<?> flags = loader.loadClass("io.opentelemetry.api.trace.TraceFlags");
    Class<?> state = loader.loadClass("io.opentelemetry.api.trace.TraceState");
    Object context =
        spanContext
            .getMethod("create", String.class, String.class, flags, state)
            .invoke(
                null,
                TRACE_ID,
                SPAN_ID,
                flags.getMethod(sampled ? "getSampled" : "getDefault").invoke(null),
                state.getMethod("getDefault").invoke(null));
    Object current = span.getMethod("wrap", spanContext).invoke(null, context);
    try (AutoCloseable scope = (AutoCloseable) span.getMethod("makeCurrent").invoke(current)) {
      return work.get();
    }
  }

  private static URL jarOf(String className) {
    try {
      return Class.forName(className).getProtectionDomain().getCodeSource().getLocation();
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  /** Keeps what it defined, weakly linked to nothing: it goes when the loader goes. */
  private static final class RecordingLoader extends URLClassLoader {
    final List<Class<?>> defined = new ArrayList<>();

    RecordingLoader(URL[] urls) {
      super(urls, ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      Class<?> found = super.findClass(name);
      defined.add(found);
      return found;
    }
  }
}
