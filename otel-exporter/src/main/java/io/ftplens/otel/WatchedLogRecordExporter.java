package io.ftplens.otel;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import java.util.Collection;

/** A log record exporter under watch. */
final class WatchedLogRecordExporter implements LogRecordExporter {
  private final LogRecordExporter exporter;
  private final ExportWatch watch;

  WatchedLogRecordExporter(LogRecordExporter exporter, ExportWatch watch) {
    this.exporter = exporter;
    this.watch = watch;
  }

  @Override
  public CompletableResultCode export(Collection<LogRecordData> records) {
    return watch.watch(() -> exporter.export(records), records.size());
  }

  @Override
  public CompletableResultCode flush() {
    return exporter.flush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return exporter.shutdown();
  }

  @Override
  public String toString() {
    return exporter.toString();
  }
}
