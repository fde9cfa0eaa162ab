package io.ftplens.otel;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The few methods of one copy of the OpenTelemetry API that make a span; they are the same from 1.0
 * on.
 *
 * <p>It hangs on the interface {@code TracerProvider} of the copy, so it goes when the
 * application's class loader goes.
 */
final class SpanApi {
  private static final String PROVIDER = ".api.trace.TracerProvider";

  private static final ClassValue<Holder> COPIES =
      new ClassValue<Holder>() {
        @Override
        protected Holder computeValue(Class<?> tracerProvider) {
          return new Holder(tracerProvider);
        }
      };

  private final MethodHandle getTracer;
  private final MethodHandle spanBuilder;
  private final MethodHandle setParent;
  private final MethodHandle setNoParent;
  private final MethodHandle setSpanKind;
  private final MethodHandle setStartTimestamp;
  private final MethodHandle startSpan;
  private final SpanIdentity identity;
  private final MethodHandle isRecording;
  private final MethodHandle setString;
  private final MethodHandle setLong;
  private final MethodHandle setDouble;
  private final MethodHandle setBoolean;
  private final MethodHandle setAny;
  private final MethodHandle stringArrayKey;
  private final MethodHandle setStatus;
  private final MethodHandle end;
  private final Object client;
  private final Object error;

  private SpanApi(Class<?> tracerProvider) throws ReflectiveOperationException {
    Method get = tracerProvider.getMethod("get", String.class, String.class);
    Method builderMethod = get.getReturnType().getMethod("spanBuilder", String.class);
    Class<?> builder = builderMethod.getReturnType();
    Method start = builder.getMethod("startSpan");
    Class<?> span = start.getReturnType();
    Method kind = only(builder, "setSpanKind", 1);
    Method status = only(span, "setStatus", 1);
    Method any = keyed(span);
    getTracer = handle(get, Object.class, Object.class, String.class, String.class);
    spanBuilder = handle(builderMethod, Object.class, Object.class, String.class);
    setParent = handle(only(builder, "setParent", 1), void.class, Object.class, Object.class);
    setNoParent = handle(builder.getMethod("setNoParent"), void.class, Object.class);
    setSpanKind = handle(kind, void.class, Object.class, Object.class);
    setStartTimestamp =
        handle(
            builder.getMethod("setStartTimestamp", long.class, TimeUnit.class),
            void.class,
            Object.class,
            long.class,
            TimeUnit.class);
    startSpan = handle(start, Object.class, Object.class);
    identity = new SpanIdentity(span, span.getMethod("getSpanContext").getReturnType());
    isRecording = handle(span.getMethod("isRecording"), boolean.class, Object.class);
    setString = setter(span, String.class);
    setLong = setter(span, long.class);
    setDouble = setter(span, double.class);
    setBoolean = setter(span, boolean.class);
    setAny = handle(any, void.class, Object.class, Object.class, Object.class);
    stringArrayKey =
        handle(
            any.getParameterTypes()[0].getMethod("stringArrayKey", String.class),
            Object.class,
            String.class);
    setStatus = handle(status, void.class, Object.class, Object.class);
    end =
        handle(
            span.getMethod("end", long.class, TimeUnit.class),
            void.class,
            Object.class,
            long.class,
            TimeUnit.class);
    client = constant(kind.getParameterTypes()[0], "CLIENT");
    error = constant(status.getParameterTypes()[0], "ERROR");
  }

  /** The API that a tracer provider implements; null if it is none that we know. */
  static @Nullable SpanApi of(Object provider) {
    Class<?> type = interfaceOf(provider);
    return type == null ? null : COPIES.get(type).api;
  }

  /** The interface of the API that a tracer provider implements; null if there is none. */
  static @Nullable Class<?> interfaceOf(Object provider) {
    for (Class<?> type = provider.getClass(); type != null; type = type.getSuperclass()) {
      for (Class<?> candidate : type.getInterfaces()) {
        if (candidate.getName().endsWith(PROVIDER)) {
          return candidate;
        }
      }
    }
    return null;
  }

  /**
   * Starts a span of kind CLIENT.
   *
   * @param context the application's context with the parent; null for a root span
   */
  Object start(
      Object provider, String version, String name, @Nullable Object context, long epochNanos)
      throws Throwable {
    Object tracer = (Object) getTracer.invokeExact(provider, EmbeddedSdk.SCOPE, version);
    Object builder = (Object) spanBuilder.invokeExact(tracer, name);
    setSpanKind.invokeExact(builder, client);
    setStartTimestamp.invokeExact(builder, epochNanos, TimeUnit.NANOSECONDS);
    if (context == null) {
      setNoParent.invokeExact(builder);
    } else {
      setParent.invokeExact(builder, context);
    }
    return (Object) startSpan.invokeExact(builder);
  }

  /** The ids of a span; null if they are not valid. */
  SpanIdentity.@Nullable Ids ids(Object span) throws Throwable {
    return identity.of(span);
  }

  /** False if nothing that is set on the span will ever be exported. */
  boolean isRecording(Object span) throws Throwable {
    return (boolean) isRecording.invokeExact(span);
  }

  void setAttributes(Object span, Attributes attributes) throws Throwable {
    for (Map.Entry<AttributeKey<?>, Object> entry : attributes.asMap().entrySet()) {
      String key = entry.getKey().getKey();
      Object value = entry.getValue();
      if (value instanceof String) {
        setString.invokeExact(span, key, (String) value);
      } else if (value instanceof Long) {
        setLong.invokeExact(span, key, ((Long) value).longValue());
      } else if (value instanceof Boolean) {
        setBoolean.invokeExact(span, key, ((Boolean) value).booleanValue());
      } else if (value instanceof Double) {
        setDouble.invokeExact(span, key, ((Double) value).doubleValue());
      } else {
        // the only arrays among our attributes are of strings
        Object arrayKey = (Object) stringArrayKey.invokeExact(key);
        setAny.invokeExact(span, arrayKey, value);
      }
    }
  }

  void setError(Object span) throws Throwable {
    setStatus.invokeExact(span, error);
  }

  void end(Object span, long epochNanos) throws Throwable {
    end.invokeExact(span, epochNanos, TimeUnit.NANOSECONDS);
  }

  private static MethodHandle setter(Class<?> span, Class<?> value)
      throws ReflectiveOperationException {
    return handle(
        span.getMethod("setAttribute", String.class, value),
        void.class,
        Object.class,
        String.class,
        value);
  }

  /** The setter by key, of a span or of a log record. */
  static Method keyed(Class<?> span) throws NoSuchMethodException {
    for (Method method : span.getMethods()) {
      Class<?>[] parameters = method.getParameterTypes();
      if (method.getName().equals("setAttribute")
          && parameters[0].isInterface()
          && parameters[1] == Object.class) {
        return method;
      }
    }
    throw new NoSuchMethodException("setAttribute");
  }

  /** The method of this name and number of parameters, of which there is one. */
  static Method only(Class<?> type, String name, int parameters) throws NoSuchMethodException {
    for (Method method : type.getMethods()) {
      if (method.getName().equals(name)
          && method.getParameterCount() == parameters
          && !method.isBridge()) {
        return method;
      }
    }
    throw new NoSuchMethodException(name);
  }

  private static MethodHandle handle(Method method, Class<?> result, Class<?>... parameters)
      throws IllegalAccessException {
    return SpanIdentity.lookup(method.getDeclaringClass())
        .unreflect(method)
        .asType(MethodType.methodType(result, parameters));
  }

  private static Object constant(Class<?> type, String name) throws ReflectiveOperationException {
    return type.getField(name).get(null);
  }

  /** So that a copy that we do not understand is looked at once only. */
  private static final class Holder {
    final @Nullable SpanApi api;

    Holder(Class<?> tracerProvider) {
      SpanApi made = null;
      try {
        made = new SpanApi(tracerProvider);
      } catch (ReflectiveOperationException | LinkageError | RuntimeException e) {
        // a version of the API that we do not know: our own SDK makes the spans
      }
      this.api = made;
    }
  }
}
