package io.ftplens.otel;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** The few methods of one copy of the OpenTelemetry API that tell the current span. */
final class ApiCopy {
  private final MethodHandle current;
  private final MethodHandle getSpanContext;
  private final MethodHandle isValid;
  private final MethodHandle isSampled;
  private final MethodHandle getTraceId;
  private final MethodHandle getSpanId;

  private ApiCopy(Class<?> span, Class<?> spanContext) throws ReflectiveOperationException {
    MethodHandles.Lookup lookup = MethodHandles.publicLookup();
    this.current =
        lookup
            .findStatic(span, "current", MethodType.methodType(span))
            .asType(MethodType.methodType(Object.class));
    this.getSpanContext =
        lookup
            .findVirtual(span, "getSpanContext", MethodType.methodType(spanContext))
            .asType(MethodType.methodType(Object.class, Object.class));
    this.isValid = getter(lookup, spanContext, "isValid", boolean.class);
    this.isSampled = getter(lookup, spanContext, "isSampled", boolean.class);
    this.getTraceId = getter(lookup, spanContext, "getTraceId", String.class);
    this.getSpanId = getter(lookup, spanContext, "getSpanId", String.class);
  }

  private static MethodHandle getter(
      MethodHandles.Lookup lookup, Class<?> type, String name, Class<?> result)
      throws ReflectiveOperationException {
    return lookup
        .findVirtual(type, name, MethodType.methodType(result))
        .asType(MethodType.methodType(result, Object.class));
  }

  /**
   * Makes the handles of a copy; null if it is not in use yet.
   *
   * <p>It is in use when its context storage was initialised. Before that no span can be current,
   * and to ask would initialise it, after which an application can no longer wrap it ({@code
   * ContextStorage.addWrapper}).
   *
   * @param spanClass the interface Span
   * @param root the package above {@code api} and {@code context}
   * @param classes all loaded classes: a type that is not among them is never loaded by us
   */
  static @Nullable ApiCopy of(Class<?> spanClass, String root, Class<?>[] classes) {
    Class<?> contextType = superInterface(spanClass, root + ".context.ImplicitContextKeyed");
    if (contextType == null
        || find(classes, root + ".context.LazyStorage", contextType.getClassLoader()) == null) {
      return null;
    }
    Class<?> spanContext =
        find(classes, root + ".api.trace.SpanContext", spanClass.getClassLoader());
    if (spanContext == null) {
      return null;
    }
    try {
      return new ApiCopy(spanClass, spanContext);
    } catch (ReflectiveOperationException e) {
      return null; // a version of the API that we do not know
    }
  }

  private static @Nullable Class<?> superInterface(Class<?> type, String name) {
    for (Class<?> candidate : type.getInterfaces()) {
      if (candidate.getName().equals(name)) {
        return candidate;
      }
    }
    return null;
  }

  private static @Nullable Class<?> find(
      Class<?>[] classes, String name, @Nullable ClassLoader loader) {
    for (Class<?> candidate : classes) {
      if (candidate.getClassLoader() == loader && candidate.getName().equals(name)) {
        return candidate;
      }
    }
    return null;
  }

  /** The current span of this thread; null if there is no valid one. */
  ApplicationSpans.@Nullable Current current() throws Throwable {
    Object span = (Object) current.invokeExact();
    Object context = (Object) getSpanContext.invokeExact(span);
    if (!(boolean) isValid.invokeExact(context)) {
      return null;
    }
    return new ApplicationSpans.Current(
        (String) getTraceId.invokeExact(context),
        (String) getSpanId.invokeExact(context),
        (boolean) isSampled.invokeExact(context));
  }
}
