package io.ftplens.it.otlp;

import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.metrics.v1.Metric;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** A collector that speaks OTLP over HTTP with protobuf and keeps all it gets. */
public final class OtlpReceiver implements AutoCloseable {
  private final List<SpanData> spans = new CopyOnWriteArrayList<>();
  private final List<LogRecord> logs = new CopyOnWriteArrayList<>();
  private final List<Metric> metrics = new CopyOnWriteArrayList<>();
  private final List<String> serviceNames = new CopyOnWriteArrayList<>();
  private final List<Map<String, List<String>>> headers = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;
  private final int status;

  private OtlpReceiver(int status, HttpServer server) throws IOException {
    this.status = status;
    this.server = server;
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
    server.setExecutor(threads);
    server.createContext("/v1/traces", exchange -> handle(exchange, this::traces));
    server.createContext("/v1/logs", exchange -> handle(exchange, this::logs));
    server.createContext("/v1/metrics", exchange -> handle(exchange, this::metrics));
    server.start();
  }

  /** Starts one that takes what comes. */
  public static OtlpReceiver start() {
    return answering(200);
  }

  /** Starts one that answers everything with this status. */
  public static OtlpReceiver answering(int status) {
    try {
      return new OtlpReceiver(status, HttpServer.create());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts one that speaks TLS, and demands a certificate of its clients. */
  public static OtlpReceiver demandingCertificate(SSLContext tls) {
    try {
      HttpsServer server = HttpsServer.create();
      server.setHttpsConfigurator(
          new HttpsConfigurator(tls) {
            @Override
            public void configure(HttpsParameters parameters) {
              SSLParameters settings = tls.getDefaultSSLParameters();
              settings.setNeedClientAuth(true);
              parameters.setSSLParameters(settings);
            }
          });
      return new OtlpReceiver(200, server);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** For {@code OTEL_EXPORTER_OTLP_ENDPOINT}. */
  public String endpoint() {
    String scheme = server instanceof HttpsServer ? "https" : "http";
    return scheme + "://127.0.0.1:" + server.getAddress().getPort();
  }

  /** All spans so far. */
  public List<SpanData> spans() {
    return List.copyOf(spans);
  }

  /** The spans that ftplens made. */
  public List<SpanData> ftpSpans() {
    return spans.stream().filter(span -> span.scope().equals("io.ftplens")).toList();
  }

  /** All log records so far. */
  public List<LogRecord> logs() {
    return List.copyOf(logs);
  }

  /** All metrics so far. */
  public List<Metric> metrics() {
    return List.copyOf(metrics);
  }

  /** The service name of every request that had one. */
  public List<String> serviceNames() {
    return List.copyOf(serviceNames);
  }

  /** The headers of every request. */
  public List<Map<String, List<String>>> headers() {
    return List.copyOf(headers);
  }

  /** Waits until it has got of each signal what a transfer makes. */
  public void awaitEverySignal() {
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> !ftpSpans().isEmpty() && !logs.isEmpty() && !metrics.isEmpty());
  }

  /** Takes the content of a request. */
  interface Sink {
    void accept(InputStream body) throws IOException;
  }

  private void handle(HttpExchange exchange, Sink sink) throws IOException {
    try (exchange) {
      headers.add(Map.copyOf(exchange.getRequestHeaders()));
      boolean gzip = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
      InputStream raw = exchange.getRequestBody();
      try (InputStream body = gzip ? new GZIPInputStream(raw) : raw) {
        if (status == 200) {
          sink.accept(body);
        }
      }
      exchange.sendResponseHeaders(status, -1);
    }
  }

  void traces(InputStream body) throws IOException {
    for (var resource : ExportTraceServiceRequest.parseFrom(body).getResourceSpansList()) {
      String service =
          SpanData.attributes(resource.getResource().getAttributesList())
              .getOrDefault("service.name", "")
              .toString();
      serviceNames.add(service);
      for (var scope : resource.getScopeSpansList()) {
        for (var span : scope.getSpansList()) {
          spans.add(new SpanData(service, scope.getScope().getName(), span));
        }
      }
    }
  }

  void logs(InputStream body) throws IOException {
    for (var resource : ExportLogsServiceRequest.parseFrom(body).getResourceLogsList()) {
      resource.getScopeLogsList().forEach(scope -> logs.addAll(scope.getLogRecordsList()));
    }
  }

  void metrics(InputStream body) throws IOException {
    for (var resource : ExportMetricsServiceRequest.parseFrom(body).getResourceMetricsList()) {
      resource.getScopeMetricsList().forEach(scope -> metrics.addAll(scope.getMetricsList()));
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
