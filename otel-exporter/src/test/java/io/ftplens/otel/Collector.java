package io.ftplens.otel;

import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a collector got, by whatever protocol. */
abstract class Collector implements AutoCloseable {
  final List<ExportTraceServiceRequest> traces = new CopyOnWriteArrayList<>();
  final List<ExportLogsServiceRequest> logs = new CopyOnWriteArrayList<>();
  final List<ExportMetricsServiceRequest> metrics = new CopyOnWriteArrayList<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();

  /**
   * What came before the content.
   *
   * @param path the path of the URL, or the full name of the method
   * @param headers by names in lower case
   */
  record Request(String path, Map<String, String> headers) {}

  /** For {@code otel.exporter.otlp.endpoint}. */
  abstract String endpoint();

  /** For {@code otel.exporter.otlp.protocol}. */
  abstract String protocol();

  final void came(Request request) {
    requests.add(request);
  }

  /** The requests whose paths have this in them, as {@code trace} or {@code logs}. */
  final List<Request> requests(String signal) {
    return requests.stream().filter(request -> request.path().contains(signal)).toList();
  }

  final List<Span> spans() {
    return traces.stream()
        .flatMap(request -> request.getResourceSpansList().stream())
        .flatMap(resource -> resource.getScopeSpansList().stream())
        .flatMap(scope -> scope.getSpansList().stream())
        .toList();
  }

  /** The attributes of the resource of the first spans. */
  final Map<String, Object> resource() {
    Resource resource = traces.get(0).getResourceSpans(0).getResource();
    return Otlp.attributes(resource.getAttributesList());
  }

  final List<LogRecord> logRecords() {
    return logs.stream()
        .flatMap(request -> request.getResourceLogsList().stream())
        .flatMap(resource -> resource.getScopeLogsList().stream())
        .flatMap(scope -> scope.getLogRecordsList().stream())
        .toList();
  }

  final Metric metric(String name) {
    return metrics.stream()
        .flatMap(request -> request.getResourceMetricsList().stream())
        .flatMap(resource -> resource.getScopeMetricsList().stream())
        .flatMap(scope -> scope.getMetricsList().stream())
        .filter(metric -> metric.getName().equals(name))
        .reduce((first, last) -> last)
        .orElseThrow(() -> new AssertionError("no metric " + name));
  }

  @Override
  public abstract void close();
}
