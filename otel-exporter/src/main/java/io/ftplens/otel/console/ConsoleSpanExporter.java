package io.ftplens.otel.console;

import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.autoconfigure.spi.traces.ConfigurableSpanExporterProvider;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.concurrent.TimeUnit;

/** Prints spans. */
public final class ConsoleSpanExporter implements SpanExporter {
  private ConsoleSpanExporter() {}

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    for (SpanData span : spans) {
      ConsoleLine line = new ConsoleLine("span").add("name", span.getName());
      line.add(span.getSpanContext());
      if (span.getParentSpanContext().isValid()) {
        line.add("parent_span_id", span.getParentSpanId());
      }
      line.add("kind", span.getKind())
          .add("status", span.getStatus().getStatusCode())
          .add(
              "duration_ms",
              TimeUnit.NANOSECONDS.toMillis(span.getEndEpochNanos() - span.getStartEpochNanos()))
          .add(span.getAttributes())
          .print();
    }
    return CompletableResultCode.ofSuccess();
  }

  @Override
  public CompletableResultCode flush() {
    return CompletableResultCode.ofSuccess();
  }

  @Override
  public CompletableResultCode shutdown() {
    return CompletableResultCode.ofSuccess();
  }

  /** How the SDK finds it. */
  public static final class Provider implements ConfigurableSpanExporterProvider {
    /** Called by {@link java.util.ServiceLoader}. */
    public Provider() {}

    @Override
    public SpanExporter createExporter(ConfigProperties config) {
      return new ConsoleSpanExporter();
    }

    @Override
    public String getName() {
      return "console";
    }
  }
}
