package io.ftplens.otel;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The methods of one copy of the OpenTelemetry API that tell the ids of a span. */
final class SpanIdentity {
  private final MethodHandle getSpanContext;
  private final MethodHandle isValid;
  private final MethodHandle isSampled;
  private final MethodHandle getTraceId;
  private final MethodHandle getSpanId;
  private final Method getTraceFlags;
  private final Method asByte;
  private final Method getTraceState;
  private final Method asMap;

  SpanIdentity(Class<?> span, Class<?> spanContext) throws ReflectiveOperationException {
    this.getSpanContext =
        lookup(span)
            .findVirtual(span, "getSpanContext", MethodType.methodType(spanContext))
            .asType(MethodType.methodType(Object.class, Object.class));
    this.isValid = getter(spanContext, "isValid", boolean.class);
    this.isSampled = getter(spanContext, "isSampled", boolean.class);
    this.getTraceId = getter(spanContext, "getTraceId", String.class);
    this.getSpanId = getter(spanContext, "getSpanId", String.class);
    this.getTraceFlags = spanContext.getMethod("getTraceFlags");
    this.asByte = getTraceFlags.getReturnType().getMethod("asByte");
    this.getTraceState = spanContext.getMethod("getTraceState");
    this.asMap = getTraceState.getReturnType().getMethod("asMap");
  }

  /**
   * Looks up from the place of an application's class. From our own place, JDK 8 would bind the
   * names of the classes in a descriptor to one copy for ever, and find no method of another.
   */
  static MethodHandles.Lookup lookup(Class<?> type) {
    return MethodHandles.publicLookup().in(type);
  }

  private static MethodHandle getter(Class<?> type, String name, Class<?> result)
      throws ReflectiveOperationException {
    return lookup(type)
        .findVirtual(type, name, MethodType.methodType(result))
        .asType(MethodType.methodType(result, Object.class));
  }

  /** The ids of a span; null if they are not valid. */
  @Nullable Ids of(Object span) throws Throwable {
    Object context = (Object) getSpanContext.invokeExact(span);
    if (!(boolean) isValid.invokeExact(context)) {
      return null;
    }
    return new Ids(
        (String) getTraceId.invokeExact(context),
        (String) getSpanId.invokeExact(context),
        (boolean) isSampled.invokeExact(context));
  }

  /** Flags and state of a span, copied. */
  ParentState stateOf(Object span) throws Throwable {
    Object context = (Object) getSpanContext.invokeExact(span);
    Object flags = asByte.invoke(getTraceFlags.invoke(context));
    Map<String, String> state = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry :
        ((Map<?, ?>) asMap.invoke(getTraceState.invoke(context))).entrySet()) {
      state.put(String.valueOf(entry.getKey()), String.valueOf(entry.getValue()));
    }
    return new ParentState((Byte) flags, state);
  }

  /** What identifies a span; nothing in it is of the application's classes. */
  static final class Ids {
    final String traceId;
    final String spanId;
    final boolean sampled;

    Ids(String traceId, String spanId, boolean sampled) {
      this.traceId = traceId;
      this.spanId = spanId;
      this.sampled = sampled;
    }
  }
}
