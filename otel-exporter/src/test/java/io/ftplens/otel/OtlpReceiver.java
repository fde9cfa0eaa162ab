package io.ftplens.otel;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;

/** An OTLP/HTTP collector that keeps what it gets. */
final class OtlpReceiver implements AutoCloseable {
  final List<ExportTraceServiceRequest> traces = new CopyOnWriteArrayList<>();
  final List<ExportLogsServiceRequest> logs = new CopyOnWriteArrayList<>();
  final List<ExportMetricsServiceRequest> metrics = new CopyOnWriteArrayList<>();

  private final HttpServer server;
  private final ExecutorService executor = Executors.newCachedThreadPool();
  private volatile int status = 200;

  OtlpReceiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.setExecutor(executor);
    server.start();
  }

  /** Answers with this status from now on, and keeps nothing unless it is 200. */
  OtlpReceiver answering(int status) {
    this.status = status;
    return this;
  }

  String endpoint() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  List<Span> spans() {
    return traces.stream()
        .flatMap(request -> request.getResourceSpansList().stream())
        .flatMap(resource -> resource.getScopeSpansList().stream())
        .flatMap(scope -> scope.getSpansList().stream())
        .toList();
  }

  List<LogRecord> logRecords() {
    return logs.stream()
        .flatMap(request -> request.getResourceLogsList().stream())
        .flatMap(resource -> resource.getScopeLogsList().stream())
        .flatMap(scope -> scope.getLogRecordsList().stream())
        .toList();
  }

  Metric metric(String name) {
    return metrics.stream()
        .flatMap(request -> request.getResourceMetricsList().stream())
        .flatMap(resource -> resource.getScopeMetricsList().stream())
        .flatMap(scope -> scope.getMetricsList().stream())
        .filter(metric -> metric.getName().equals(name))
        .reduce((first, last) -> last)
        .orElseThrow(() -> new AssertionError("no metric " + name));
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange;
        InputStream body = body(exchange)) {
      if (status == 200) {
        switch (exchange.getRequestURI().getPath()) {
          case "/v1/traces" -> traces.add(ExportTraceServiceRequest.parseFrom(body));
          case "/v1/logs" -> logs.add(ExportLogsServiceRequest.parseFrom(body));
          case "/v1/metrics" -> metrics.add(ExportMetricsServiceRequest.parseFrom(body));
          default -> throw new IOException("unexpected " + exchange.getRequestURI());
        }
      }
      exchange.sendResponseHeaders(status, -1);
    }
  }

  private static InputStream body(HttpExchange exchange) throws IOException {
    boolean gzip = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
    return gzip ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody();
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }
}
