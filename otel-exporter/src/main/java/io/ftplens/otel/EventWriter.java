package io.ftplens.otel;

import io.ftplens.protocol.event.TelemetryOptions;
import io.ftplens.protocol.event.Transfer;
import io.opentelemetry.api.common.Attributes;

/** Writes each event as the signals it makes, in the thread behind the queue. */
final class EventWriter {
  private final AttributeSets attributeSets;
  private final SpanWriter spans;

  EventWriter(EmbeddedSdk sdk, TelemetryOptions options) {
    this.attributeSets = new AttributeSets(options.capturePath(), options.captureUser());
    this.spans = new SpanWriter(sdk.tracer(), sdk.ids());
  }

  void write(Object event) {
    if (event instanceof Transfer) {
      Transfer transfer = (Transfer) event;
      Attributes attributes = attributeSets.ofTransfer(transfer);
      spans.write(transfer, attributes);
    }
  }

  /** Writes what was held back; no event follows. */
  void finish() {}
}
