package io.ftplens.otel;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** An application's own OpenTelemetry SDK, in a class loader of its own. */
final class ApplicationSdk {
  private static final String TRACE = "io.opentelemetry.api.trace.";
  private static final String SDK = "io.opentelemetry.sdk.trace.";

  final List<Ended> ended = new CopyOnWriteArrayList<>();
  final RecordingLoader loader = new RecordingLoader();
  final Object provider;
  private boolean broken;

  ApplicationSdk() throws Exception {
    Object builder = type(SDK + "SdkTracerProvider").getMethod("builder").invoke(null);
    Class<?> processor = type(SDK + "SpanProcessor");
    Object recorder =
        Proxy.newProxyInstance(
            loader,
            new Class<?>[] {processor},
            (proxy, method, arguments) -> {
              if (method.getName().equals("onEnd")) {
                onEnd(arguments[0]);
              }
              return method.getReturnType() == boolean.class
                  ? method.getName().equals("isEndRequired")
                  : null;
            });
    builder.getClass().getMethod("addSpanProcessor", processor).invoke(builder, recorder);
    provider = builder.getClass().getMethod("build").invoke(builder);
  }

  /** Lets the end of every span fail. */
  ApplicationSdk broken() {
    broken = true;
    return this;
  }

  /** Sets it as the global one, as an application does at any time. */
  void setGlobal() throws Exception {
    Object builder =
        type("io.opentelemetry.sdk.OpenTelemetrySdk").getMethod("builder").invoke(null);
    builder
        .getClass()
        .getMethod("setTracerProvider", type(SDK + "SdkTracerProvider"))
        .invoke(builder, provider);
    Object sdk = builder.getClass().getMethod("build").invoke(builder);
    type("io.opentelemetry.api.GlobalOpenTelemetry")
        .getMethod("set", type("io.opentelemetry.api.OpenTelemetry"))
        .invoke(null, sdk);
  }

  /** Runs in a span of the application. */
  <T> T inSpan(Supplier<T> work) throws Exception {
    Object tracer = call(type(TRACE + "TracerProvider"), "get", provider, "app");
    Object builder = call(type(TRACE + "Tracer"), "spanBuilder", tracer, "job");
    Object span = call(type(TRACE + "SpanBuilder"), "startSpan", builder);
    try (AutoCloseable scope =
        (AutoCloseable)
            call(type("io.opentelemetry.context.ImplicitContextKeyed"), "makeCurrent", span)) {
      return work.get();
    }
  }

  private void onEnd(Object span) throws Exception {
    if (broken) {
      throw new IllegalStateException("broken");
    }
    Object data = call(type(SDK + "ReadableSpan"), "toSpanData", span);
    Class<?> type = type(SDK + "data.SpanData");
    ended.add(
        new Ended(
            (String) call(type, "getName", data),
            (String) call(type, "getSpanId", data),
            (String) call(type, "getParentSpanId", data),
            (long) call(type, "getStartEpochNanos", data),
            (long) call(type, "getEndEpochNanos", data),
            String.valueOf(call(type, "getStatus", data)),
            String.valueOf(call(type, "getAttributes", data))));
  }

  private Class<?> type(String name) throws ClassNotFoundException {
    return loader.loadClass(name);
  }

  private static Object call(Class<?> type, String name, Object target, Object... arguments)
      throws ReflectiveOperationException {
    Class<?>[] parameters = arguments.length == 0 ? new Class<?>[0] : new Class<?>[] {String.class};
    Method method = type.getMethod(name, parameters);
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw new AssertionError(e.getCause());
    }
  }

  record Ended(
      String name,
      String spanId,
      String parentSpanId,
      long start,
      long end,
      String status,
      String attributes) {}

  /** Knows what it defined, as Instrumentation does. */
  static final class RecordingLoader extends URLClassLoader {
    private final List<Class<?>> defined = new CopyOnWriteArrayList<>();

    RecordingLoader() {
      super(jars(), ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      Class<?> found = super.findClass(name);
      defined.add(found);
      return found;
    }

    Class<?>[] loadedClasses() {
      return defined.toArray(Class<?>[]::new);
    }

    private static URL[] jars() {
      List<URL> jars = new ArrayList<>();
      for (String className :
          List.of(
              "io.opentelemetry.api.trace.Span",
              "io.opentelemetry.context.Context",
              "io.opentelemetry.common.ComponentLoader",
              "io.opentelemetry.sdk.OpenTelemetrySdk",
              "io.opentelemetry.sdk.trace.SdkTracerProvider",
              "io.opentelemetry.sdk.logs.SdkLoggerProvider",
              "io.opentelemetry.sdk.metrics.SdkMeterProvider",
              "io.opentelemetry.sdk.resources.Resource")) {
        try {
          jars.add(Class.forName(className).getProtectionDomain().getCodeSource().getLocation());
        } catch (ClassNotFoundException e) {
          throw new AssertionError(e);
        }
      }
      return jars.toArray(URL[]::new);
    }
  }
}
