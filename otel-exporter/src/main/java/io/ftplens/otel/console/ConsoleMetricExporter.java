package io.ftplens.otel.console;

import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.autoconfigure.spi.metrics.ConfigurableMetricExporterProvider;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramPointData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.PointData;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import java.util.Collection;

/** Prints points of metrics. */
public final class ConsoleMetricExporter implements MetricExporter {
  private ConsoleMetricExporter() {}

  @Override
  public AggregationTemporality getAggregationTemporality(InstrumentType instrument) {
    return AggregationTemporality.CUMULATIVE;
  }

  @Override
  public CompletableResultCode export(Collection<MetricData> metrics) {
    for (MetricData metric : metrics) {
      for (PointData point : metric.getData().getPoints()) {
        ConsoleLine line =
            new ConsoleLine("metric").add("name", metric.getName()).add("unit", metric.getUnit());
        addValue(line, point);
        line.add(point.getAttributes()).print();
      }
    }
    return CompletableResultCode.ofSuccess();
  }

  private static void addValue(ConsoleLine line, PointData point) {
    if (point instanceof HistogramPointData) {
      HistogramPointData histogram = (HistogramPointData) point;
      line.add("count", histogram.getCount()).add("sum", histogram.getSum());
    } else if (point instanceof ExponentialHistogramPointData) {
      ExponentialHistogramPointData histogram = (ExponentialHistogramPointData) point;
      line.add("count", histogram.getCount()).add("sum", histogram.getSum());
    } else if (point instanceof LongPointData) {
      line.add("value", ((LongPointData) point).getValue());
    } else if (point instanceof DoublePointData) {
      line.add("value", ((DoublePointData) point).getValue());
    }
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
  public static final class Provider implements ConfigurableMetricExporterProvider {
    /** Called by {@link java.util.ServiceLoader}. */
    public Provider() {}

    @Override
    public MetricExporter createExporter(ConfigProperties config) {
      return new ConsoleMetricExporter();
    }

    @Override
    public String getName() {
      return "console";
    }
  }
}
