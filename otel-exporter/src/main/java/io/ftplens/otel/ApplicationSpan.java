package io.ftplens.otel;

import io.ftplens.protocol.event.TraceContext;
import io.ftplens.protocol.event.Transfer;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/** A span that the application's own SDK has started for a transfer, until it is ended. */
final class ApplicationSpan {
  private final boolean sampled;
  private final @Nullable WeakReference<Object> loggers;
  private volatile boolean logged;
  private @Nullable SpanApi api;
  private @Nullable Object span;

  ApplicationSpan(
      SpanApi api, Object span, boolean sampled, @Nullable WeakReference<Object> loggers) {
    this.loggers = loggers;
    this.api = api;
    this.span = span;
    this.sampled = sampled;
  }

  boolean sampled() {
    return sampled;
  }

  /** Its log records were written by the same SDK. */
  void logged() {
    logged = true;
  }

  /** Whether the log records of a transfer, that of each diagnosis included, were written. */
  static boolean logged(@Nullable TraceContext trace) {
    return trace != null
        && trace.parent() instanceof ApplicationSpan
        && ((ApplicationSpan) trace.parent()).logged;
  }

  /** The logger provider of the same SDK; null if it has none. */
  @Nullable WeakReference<Object> loggers() {
    return loggers;
  }

  /** Ends it with all that is known, and lets go of it: the event that holds us may live on. */
  void end(Transfer transfer, AttributeSets attributes) throws Throwable {
    SpanApi methods;
    Object ending;
    synchronized (this) {
      methods = api;
      ending = span;
      api = null;
      span = null;
    }
    if (methods == null || ending == null) {
      return;
    }
    if (methods.isRecording(ending)) {
      methods.setAttributes(ending, attributes.ofTransfer(transfer));
      if (transfer.errorType() != null) {
        methods.setError(ending);
      }
    }
    methods.end(ending, Math.max(transfer.startEpochNanos(), transfer.endEpochNanos()));
  }
}
