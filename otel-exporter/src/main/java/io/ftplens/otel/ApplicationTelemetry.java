package io.ftplens.otel;

import io.ftplens.protocol.event.Diagnosis;
import io.ftplens.protocol.event.SessionInfo;
import io.ftplens.protocol.event.SessionSummary;
import io.ftplens.protocol.event.Telemetry;
import io.ftplens.protocol.event.TelemetryOptions;
import io.ftplens.protocol.event.TraceContext;
import io.ftplens.protocol.event.Transfer;
import io.opentelemetry.context.Context;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Lets the application's own SDK, or that of the official agent, make the spans, in the thread that
 * transfers; what they do not do is left to our own SDK, if that is allowed.
 *
 * <p>The ids of such a span are not ours to choose, so it is started when the transfer command is
 * written. It is ended where the transfer ends, before the application can shut its SDK down.
 */
final class ApplicationTelemetry implements Telemetry {
  private final ApplicationSpans spans;
  private final TracerChoice choice;
  private final AttributeSets attributes;
  private final LogWriter logs;
  private final Map<Long, WeakReference<Object>> sessions = new ConcurrentHashMap<>();
  private final String version;
  private final Warnings warnings;
  private final EmbeddedTelemetry embedded;
  private final boolean mayMakeSpans;

  /**
   * Makes it.
   *
   * @param embedded who gets all events too, and makes what the application's SDK cannot, if the
   *     mode lets it export
   */
  ApplicationTelemetry(
      TelemetryOptions options,
      ApplicationSpans spans,
      Warnings warnings,
      EmbeddedTelemetry embedded) {
    this.spans = spans;
    this.choice = new TracerChoice(options.applicationSdks(), spans);
    this.attributes = new AttributeSets(options::capturePath, options::captureUser);
    this.logs = new LogWriter(new ApplicationLogs(options.version(), warnings));
    this.version = options.version();
    this.warnings = warnings;
    this.embedded = embedded;
    this.mayMakeSpans = !options.mode().equals(OtelTelemetryFactory.APPLICATION);
  }

  @Override
  public @Nullable TraceContext capture() {
    return spans.capture();
  }

  @Override
  public @Nullable TraceContext begin(TraceContext captured, String command, long startEpochNanos) {
    TraceContext begun = null;
    try {
      begun = beginInApplication(captured, "FTP " + command, startEpochNanos);
    } catch (Throwable e) { // the application's SDK failed: it must not learn that we asked it
      failed(e);
    }
    if (begun != null) {
      return begun;
    }
    if (mayMakeSpans) {
      return embedded.begin(captured, command, startEpochNanos);
    }
    warnings.once(
        "no SDK",
        "ftplens.otel=application: the application has no OpenTelemetry SDK that ftplens can use,"
            + " so this transfer has no span; set ftplens.otel=auto to export such spans all the"
            + " same",
        null);
    return null;
  }

  private @Nullable TraceContext beginInApplication(
      TraceContext captured, String name, long startEpochNanos) throws Throwable {
    ApplicationSpans.Current parent = (ApplicationSpans.Current) captured.parent();
    Object provider = choice.provider(parent);
    SpanApi api = provider == null ? null : SpanApi.of(provider);

    if (provider == null || api == null) {
      return null;
    }
    Object context = parent == null ? null : parent.context();
    Object span = api.start(provider, version, name, context, startEpochNanos);
    SpanIdentity.Ids ids = api.ids(span);
    // a tracer without an SDK behind it hands the parent back
    if (ids == null || ids.spanId.equals(captured.parentSpanId())) {
      return null;
    }
    return new TraceContext(
        ids.traceId,
        ids.spanId,
        captured.parentSpanId(),
        ids.sampled,
        new ApplicationSpan(api, span, ids.sampled, choice.loggers(provider)));
  }

  @Override
  public void transferEnded(Transfer transfer) {
    TraceContext trace = transfer.trace();
    if (trace != null && trace.parent() instanceof ApplicationSpan) {
      ApplicationSpan span = (ApplicationSpan) trace.parent();
      try {
        span.end(transfer, attributes);
      } catch (Throwable e) {
        failed(e);
      }
      log(transfer, SpanWriter.written(trace, span), span);
    }
    embedded.transferEnded(transfer);
  }

  /** At once, as the span: who knows when the application shuts its SDK down. */
  private void log(Transfer transfer, Context context, ApplicationSpan span) {
    if (span.loggers() == null
        || !logs.transfer(transfer, attributes.ofTransfer(transfer), context)) {
      return;
    }
    span.logged();
    belongs(transfer.session(), span.loggers());
    for (Diagnosis diagnosis : transfer.diagnoses()) {
      boolean unused =
          logs.diagnosis(
              diagnosis,
              transfer.endEpochNanos(),
              attributes.ofDiagnosis(transfer.session(), transfer),
              context);
    }
  }

  private void belongs(SessionInfo session, @Nullable WeakReference<Object> loggers) {
    if (loggers != null && sessions.size() < OpenSessions.MAX_SESSIONS) {
      sessions.put(session.id(), loggers);
    }
  }

  private void failed(Throwable error) {
    warnings.once(
        "application " + error.getClass(),
        "The application's OpenTelemetry SDK could not be used for a span: " + error,
        error);
  }

  @Override
  public void sessionStarted(SessionInfo session, long epochNanos) {
    WeakReference<Object> loggers = loggers();
    belongs(session, loggers);
    embedded.sessionStarted(session, loggers);
  }

  /** Of the SDK that would make a span now; in the thread that opened the session. */
  private @Nullable WeakReference<Object> loggers() {
    try {
      Object provider = choice.provider(spans.current());
      return provider == null ? null : choice.loggers(provider);
    } catch (Throwable e) {
      failed(e);
      return null;
    }
  }

  @Override
  public void diagnosed(SessionInfo session, Diagnosis diagnosis, long epochNanos) {
    embedded.diagnosed(session, diagnosis, epochNanos);
  }

  @Override
  public void sessionEnded(SessionSummary summary) {
    WeakReference<Object> loggers = sessions.remove(summary.session().id());
    boolean logged =
        loggers != null
            && logs.session(
                summary,
                attributes.ofSession(summary),
                ApplicationLogs.with(Context.root(), loggers));
    embedded.sessionEnded(summary, logged);
  }

  @Override
  public List<String> health() {
    return embedded.health();
  }

  @Override
  public void shutdown(long budgetMillis) {
    embedded.shutdown(budgetMillis);
  }
}
