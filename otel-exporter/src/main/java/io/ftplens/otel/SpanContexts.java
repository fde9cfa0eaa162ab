package io.ftplens.otel;

import io.opentelemetry.api.trace.SpanContext;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** Makes contexts with a span, in one copy of the OpenTelemetry API. */
final class SpanContexts {
  private final Object root;
  private final Object sampled;
  private final Object unsampled;
  private final Object noState;
  private final Method create;
  private final Method wrap;
  private final Method with;

  /** Looks the methods up: the classes are those that the copy has made spans with. */
  SpanContexts(String name, @Nullable ClassLoader loader, Class<?> context)
      throws ReflectiveOperationException {
    Class<?> spanContext = Class.forName(name + ".api.trace.SpanContext", false, loader);
    Class<?> flags = Class.forName(name + ".api.trace.TraceFlags", false, loader);
    Class<?> state = Class.forName(name + ".api.trace.TraceState", false, loader);
    Class<?> span = Class.forName(name + ".api.trace.Span", false, loader);
    root = context.getMethod("root").invoke(null);
    sampled = flags.getMethod("getSampled").invoke(null);
    unsampled = flags.getMethod("getDefault").invoke(null);
    noState = state.getMethod("getDefault").invoke(null);
    create = spanContext.getMethod("create", String.class, String.class, flags, state);
    wrap = span.getMethod("wrap", spanContext);
    with = SpanApi.only(context, "with", 1);
  }

  /** The root context with this span, or without any if it is not valid. */
  Object with(SpanContext span) throws ReflectiveOperationException {
    if (!span.isValid()) {
      return root;
    }
    Object flags = span.isSampled() ? sampled : unsampled;
    Object spanContext = create.invoke(null, span.getTraceId(), span.getSpanId(), flags, noState);
    return with.invoke(root, wrap.invoke(null, spanContext));
  }
}
