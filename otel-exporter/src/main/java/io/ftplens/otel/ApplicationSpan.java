package io.ftplens.otel;

import io.ftplens.protocol.event.Transfer;
import org.jspecify.annotations.Nullable;

/** A span that the application's own SDK has started for a transfer, until it is ended. */
final class ApplicationSpan {
  private final boolean sampled;
  private @Nullable SpanApi api;
  private @Nullable Object span;

  ApplicationSpan(SpanApi api, Object span, boolean sampled) {
    this.api = api;
    this.span = span;
    this.sampled = sampled;
  }

  boolean sampled() {
    return sampled;
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
