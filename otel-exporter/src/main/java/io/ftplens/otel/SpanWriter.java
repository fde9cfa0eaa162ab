package io.ftplens.otel;

import io.ftplens.protocol.event.TraceContext;
import io.ftplens.protocol.event.Transfer;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Builds the span of a finished transfer. */
final class SpanWriter {
  private final Tracer tracer;
  private final PresetIdGenerator ids;
  private final Signal signal;

  SpanWriter(EmbeddedSdk sdk) {
    this.tracer = sdk.tracer();
    this.ids = sdk.ids();
    this.signal = sdk.spans();
  }

  /**
   * Builds and ends the span, unless the application's SDK has done so; the context returned holds
   * it, for what is to be correlated.
   */
  Context write(Transfer transfer, Attributes attributes) {
    TraceContext trace = transfer.trace();
    if (trace != null && trace.parent() instanceof ApplicationSpan) {
      return written(trace, (ApplicationSpan) trace.parent());
    }
    if (trace != null) {
      ids.preset(trace.traceId(), trace.spanId());
    }
    SpanBuilder builder =
        tracer
            .spanBuilder("FTP " + transfer.command())
            .setSpanKind(SpanKind.CLIENT)
            .setParent(parent(trace))
            .setStartTimestamp(transfer.startEpochNanos(), TimeUnit.NANOSECONDS)
            .setAllAttributes(attributes);
    Span span = builder.startSpan();
    if (transfer.errorType() != null) {
      span.setStatus(StatusCode.ERROR);
    }
    span.end(Math.max(transfer.startEpochNanos(), transfer.endEpochNanos()), TimeUnit.NANOSECONDS);
    if (span.getSpanContext().isSampled()) {
      signal.wrote();
    }
    return Context.root().with(span);
  }

  /** The span that another SDK made, for what is to be correlated with it. */
  static Context written(TraceContext trace, ApplicationSpan span) {
    SpanContext context =
        SpanContext.create(
            trace.traceId(),
            trace.spanId(),
            span.sampled() ? TraceFlags.getSampled() : TraceFlags.getDefault(),
            TraceState.getDefault());
    return ApplicationLogs.with(Context.root().with(Span.wrap(context)), span.loggers());
  }

  /** The application's span as a remote parent: it lives in another copy of the SDK. */
  private static Context parent(@Nullable TraceContext trace) {
    if (trace == null || trace.parentSpanId() == null) {
      return Context.root();
    }
    TraceFlags flags = trace.sampled() ? TraceFlags.getSampled() : TraceFlags.getDefault();
    TraceState state = TraceState.getDefault();
    if (trace.parent() instanceof ParentState) {
      flags = ((ParentState) trace.parent()).flags();
      state = ((ParentState) trace.parent()).state();
    }
    SpanContext parent =
        SpanContext.createFromRemoteParent(trace.traceId(), trace.parentSpanId(), flags, state);
    return Context.root().with(Span.wrap(parent));
  }
}
