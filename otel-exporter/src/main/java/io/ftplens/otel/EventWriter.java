package io.ftplens.otel;

import io.ftplens.protocol.event.SessionInfo;
import io.ftplens.protocol.event.SessionSummary;
import io.ftplens.protocol.event.TelemetryOptions;
import io.ftplens.protocol.event.TraceContext;
import io.ftplens.protocol.event.Transfer;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes each event as the signals it makes, in the thread behind the queue. */
final class EventWriter {
  private final AttributeSets attributeSets;
  private final SpanWriter spans;
  private final LogWriter logs;
  private final MetricWriter metrics;
  private final OpenSessions sessions = new OpenSessions();

  /** Whose log records are about an open session: the SDK of its latest span. */
  private final Map<Long, WeakReference<Object>> loggers = new HashMap<>();

  EventWriter(EmbeddedSdk sdk, TelemetryOptions options, Warnings warnings) {
    this.attributeSets = new AttributeSets(options::capturePath, options::captureUser);
    this.spans = new SpanWriter(sdk);
    RecordSink application = new ApplicationLogs(options.version(), warnings);
    RecordSink embedded = LogWriter.embedded(sdk);
    this.logs =
        new LogWriter(
            (name, severity, nanos, body, attributes, context) ->
                application.write(name, severity, nanos, body, attributes, context)
                    || embedded.write(name, severity, nanos, body, attributes, context));
    this.metrics = new MetricWriter(sdk.meter());
  }

  void write(Object event) {
    if (event instanceof Transfer) {
      transfer((Transfer) event);
    } else if (event instanceof DiagnosisEvent) {
      diagnosis((DiagnosisEvent) event);
    } else if (event instanceof SessionStart) {
      SessionStart start = (SessionStart) event;
      belongs(start.session(), start.loggers());
      metrics.sessionStarted(start.session());
    } else if (event instanceof SessionEnd) {
      session((SessionEnd) event);
    } else {
      throw new IllegalArgumentException("not an event: " + event.getClass());
    }
  }

  /** Writes what was held back; no event follows. */
  void finish() {
    for (DiagnosisEvent event : sessions.endedAll()) {
      write(event, null, about(event.session()));
    }
  }

  private void transfer(Transfer transfer) {
    Attributes attributes = attributeSets.ofTransfer(transfer);
    Context context = spans.write(transfer, attributes);
    TraceContext trace = transfer.trace();
    if (trace != null && trace.parent() instanceof ApplicationSpan) {
      belongs(transfer.session(), ((ApplicationSpan) trace.parent()).loggers());
    }
    metrics.transfer(transfer, context);
    for (DiagnosisEvent event : sessions.ended(transfer, context)) {
      if (OpenSessions.concerns(event, transfer)) {
        write(event, transfer, context);
      } else {
        write(event, null, about(event.session()));
      }
    }
    if (!ApplicationSpan.logged(trace)) {
      logs.transfer(transfer, attributes, context);
    }
  }

  private void diagnosis(DiagnosisEvent event) {
    OpenSessions.Ended ended = sessions.endedWith(event);
    if (ended != null) {
      write(event, ended.transfer, ended.context);
    } else if (!sessions.hold(event)) {
      write(event, null, about(event.session()));
    }
  }

  private void session(SessionEnd end) {
    SessionSummary summary = end.summary();
    for (DiagnosisEvent event : sessions.ended(summary.session())) {
      write(event, null, about(event.session()));
    }
    metrics.sessionEnded(summary.session());
    if (!end.logged()) {
      logs.session(summary, attributeSets.ofSession(summary), about(summary.session()));
    }
    loggers.remove(summary.session().id());
  }

  private void belongs(SessionInfo session, @Nullable WeakReference<Object> provider) {
    if (provider != null && loggers.size() < OpenSessions.MAX_SESSIONS) {
      loggers.put(session.id(), provider);
    }
  }

  /** The context of what is about a session and no transfer: no span, but an SDK. */
  private Context about(SessionInfo session) {
    return ApplicationLogs.with(Context.root(), loggers.get(session.id()));
  }

  private void write(DiagnosisEvent event, @Nullable Transfer transfer, Context context) {
    if (transfer != null && ApplicationSpan.logged(transfer.trace())) {
      return; // with its transfer
    }
    logs.diagnosis(
        event.diagnosis(),
        event.epochNanos(),
        attributeSets.ofDiagnosis(event.session(), transfer),
        context);
  }
}
