package io.ftplens.otel;

import io.ftplens.protocol.event.SessionInfo;
import io.ftplens.protocol.event.SessionSummary;
import io.ftplens.protocol.event.TelemetryOptions;
import io.ftplens.protocol.event.Transfer;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/** Writes each event as the signals it makes, in the thread behind the queue. */
final class EventWriter {
  private final AttributeSets attributeSets;
  private final SpanWriter spans;
  private final LogWriter logs;
  private final MetricWriter metrics;
  private final OpenSessions sessions = new OpenSessions();

  EventWriter(EmbeddedSdk sdk, TelemetryOptions options) {
    this.attributeSets = new AttributeSets(options::capturePath, options::captureUser);
    this.spans = new SpanWriter(sdk);
    this.logs = new LogWriter(sdk);
    this.metrics = new MetricWriter(sdk.meter());
  }

  void write(Object event) {
    if (event instanceof Transfer) {
      transfer((Transfer) event);
    } else if (event instanceof DiagnosisEvent) {
      diagnosis((DiagnosisEvent) event);
    } else if (event instanceof SessionInfo) {
      metrics.sessionStarted((SessionInfo) event);
    } else if (event instanceof SessionSummary) {
      session((SessionSummary) event);
    } else {
      throw new IllegalArgumentException("not an event: " + event.getClass());
    }
  }

  /** Writes what was held back; no event follows. */
  void finish() {
    for (DiagnosisEvent event : sessions.endedAll()) {
      write(event, null, Context.root());
    }
  }

  private void transfer(Transfer transfer) {
    Attributes attributes = attributeSets.ofTransfer(transfer);
    Context context = spans.write(transfer, attributes);
    metrics.transfer(transfer, context);
    for (DiagnosisEvent event : sessions.ended(transfer, context)) {
      if (OpenSessions.concerns(event, transfer)) {
        write(event, transfer, context);
      } else {
        write(event, null, Context.root());
      }
    }
    logs.transfer(transfer, attributes, context);
  }

  private void diagnosis(DiagnosisEvent event) {
    OpenSessions.Ended ended = sessions.endedWith(event);
    if (ended != null) {
      write(event, ended.transfer, ended.context);
    } else if (!sessions.hold(event)) {
      write(event, null, Context.root());
    }
  }

  private void session(SessionSummary summary) {
    for (DiagnosisEvent event : sessions.ended(summary.session())) {
      write(event, null, Context.root());
    }
    metrics.sessionEnded(summary.session());
    logs.session(summary, attributeSets.ofSession(summary));
  }

  private void write(DiagnosisEvent event, @Nullable Transfer transfer, Context context) {
    logs.diagnosis(
        event.diagnosis(),
        event.epochNanos(),
        attributeSets.ofDiagnosis(event.session(), transfer),
        context);
  }
}
