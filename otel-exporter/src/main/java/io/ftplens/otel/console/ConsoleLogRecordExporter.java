package io.ftplens.otel.console;

import io.opentelemetry.api.common.Value;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.autoconfigure.spi.logs.ConfigurableLogRecordExporterProvider;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import java.util.Collection;

/** Prints log records. */
public final class ConsoleLogRecordExporter implements LogRecordExporter {
  private ConsoleLogRecordExporter() {}

  @Override
  public CompletableResultCode export(Collection<LogRecordData> records) {
    for (LogRecordData record : records) {
      ConsoleLine line =
          new ConsoleLine("log")
              .add("event", String.valueOf(record.getEventName()))
              .add("severity", record.getSeverity())
              .add(record.getSpanContext());
      Value<?> body = record.getBodyValue();
      if (body != null) {
        line.add("body", body.asString());
      }
      line.add(record.getAttributes()).print();
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
  public static final class Provider implements ConfigurableLogRecordExporterProvider {
    /** Called by {@link java.util.ServiceLoader}. */
    public Provider() {}

    @Override
    public LogRecordExporter createExporter(ConfigProperties config) {
      return new ConsoleLogRecordExporter();
    }

    @Override
    public String getName() {
      return "console";
    }
  }
}
