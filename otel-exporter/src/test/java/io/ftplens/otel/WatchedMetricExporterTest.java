package io.ftplens.otel;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.sdk.common.export.MemoryMode;
import org.junit.jupiter.api.Test;

/** What the metric reader is told by the exporter under watch. */
class WatchedMetricExporterTest {
  @Test
  void measurementsAreNotReusedEvenIfTheExporterAllowsIt() {
    try (OtlpHttpMetricExporter exporter = OtlpHttpMetricExporter.getDefault()) {
      assertThat(exporter.getMemoryMode()).isEqualTo(MemoryMode.REUSABLE_DATA);
      WatchedMetricExporter watched =
          new WatchedMetricExporter(
              exporter,
              new ExportWatch(
                  new Signal("measurements", "metrics"),
                  exporter.toString(),
                  new ExportReport(new Warnings((message, thrown) -> {}))));
      assertThat(watched.getMemoryMode()).isEqualTo(MemoryMode.IMMUTABLE_DATA);
    }
  }
}
