package io.ftplens.otel;

import io.ftplens.protocol.event.Diagnosis;
import io.ftplens.protocol.event.SessionInfo;
import io.ftplens.protocol.event.SessionSummary;
import io.ftplens.protocol.event.Telemetry;
import io.ftplens.protocol.event.TelemetryOptions;
import io.ftplens.protocol.event.TraceContext;
import io.ftplens.protocol.event.Transfer;
import java.util.Collections;
import java.util.List;
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
  private final String version;
  private final Warnings warnings;
  private final @Nullable EmbeddedTelemetry embedded;

  /**
   * Makes it.
   *
   * @param embedded who gets all events too, and makes the spans that the application's SDK cannot;
   *     null if nobody is to
   */
  ApplicationTelemetry(
      TelemetryOptions options,
      ApplicationSpans spans,
      Warnings warnings,
      @Nullable EmbeddedTelemetry embedded) {
    this.spans = spans;
    this.choice = new TracerChoice(options.applicationSdks(), spans);
    this.attributes = new AttributeSets(options::capturePath, options::captureUser);
    this.version = options.version();
    this.warnings = warnings;
    this.embedded = embedded;
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
    if (embedded != null) {
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
        new ApplicationSpan(api, span, ids.sampled));
  }

  @Override
  public void transferEnded(Transfer transfer) {
    TraceContext trace = transfer.trace();
    if (trace != null && trace.parent() instanceof ApplicationSpan) {
      try {
        ((ApplicationSpan) trace.parent()).end(transfer, attributes);
      } catch (Throwable e) {
        failed(e);
      }
    }
    if (embedded != null) {
      embedded.transferEnded(transfer);
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
    if (embedded != null) {
      embedded.sessionStarted(session, epochNanos);
    } else {
      spans.scanIfDue();
    }
  }

  @Override
  public void diagnosed(SessionInfo session, Diagnosis diagnosis, long epochNanos) {
    if (embedded != null) {
      embedded.diagnosed(session, diagnosis, epochNanos);
    }
  }

  @Override
  public void sessionEnded(SessionSummary summary) {
    if (embedded != null) {
      embedded.sessionEnded(summary);
    }
  }

  @Override
  public List<String> health() {
    return embedded == null ? Collections.emptyList() : embedded.health();
  }

  @Override
  public void shutdown(long budgetMillis) {
    if (embedded != null) {
      embedded.shutdown(budgetMillis);
    }
  }
}
