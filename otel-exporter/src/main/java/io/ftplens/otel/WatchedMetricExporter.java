package io.ftplens.otel;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.MemoryMode;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A metric exporter under watch that lets only our metrics pass.
 *
 * <p>The SDK also measures itself: its queues and its exporters. Beside the metrics of an
 * application with an SDK of its own that would be a second set of the same names.
 */
final class WatchedMetricExporter implements MetricExporter {
  private final MetricExporter exporter;
  private final ExportWatch watch;

  WatchedMetricExporter(MetricExporter exporter, ExportWatch watch) {
    this.exporter = exporter;
    this.watch = watch;
  }

  @Override
  public CompletableResultCode export(Collection<MetricData> metrics) {
    List<MetricData> ours = new ArrayList<>(metrics.size());
    for (MetricData metric : metrics) {
      if (metric.getInstrumentationScopeInfo().getName().equals(EmbeddedSdk.SCOPE)) {
        ours.add(metric);
      }
    }
    return ours.isEmpty()
        ? CompletableResultCode.ofSuccess()
        : watch.watch(() -> exporter.export(ours), ours.size());
  }

  @Override
  public AggregationTemporality getAggregationTemporality(InstrumentType instrument) {
    return exporter.getAggregationTemporality(instrument);
  }

  @Override
  public Aggregation getDefaultAggregation(InstrumentType instrument) {
    return exporter.getDefaultAggregation(instrument);
  }

  /** Reused data would be overwritten while an export slower than the interval reads it. */
  @Override
  public MemoryMode getMemoryMode() {
    return MemoryMode.IMMUTABLE_DATA;
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
