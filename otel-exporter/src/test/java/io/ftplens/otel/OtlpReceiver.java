package io.ftplens.otel;

import static java.util.stream.Collectors.toMap;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** An OTLP/HTTP collector that keeps what it gets. */
final class OtlpReceiver extends Collector {
  private final HttpServer server;
  private final ExecutorService executor = Executors.newCachedThreadPool();
  private volatile int status = 200;
  private volatile long delayMillis;

  OtlpReceiver() throws IOException {
    this(0);
  }

  /** Starts one on a port that has been used before. */
  OtlpReceiver(int port) throws IOException {
    this(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0));
  }

  private OtlpReceiver(HttpServer server) {
    this.server = server;
    server.createContext("/", this::handle);
    server.setExecutor(executor);
    server.start();
  }

  /** Starts one that speaks TLS and demands a certificate of its clients. */
  static OtlpReceiver demandingCertificate(SSLContext context) throws IOException {
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(context) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters tls = context.getDefaultSSLParameters();
            tls.setNeedClientAuth(true);
            parameters.setSSLParameters(tls);
          }
        });
    return new OtlpReceiver(server);
  }

  /** Answers with this status from now on, and keeps nothing unless it is 200. */
  OtlpReceiver answering(int status) {
    this.status = status;
    return this;
  }

  /** Takes its time with each answer. */
  OtlpReceiver answeringAfter(long millis) {
    this.delayMillis = millis;
    return this;
  }

  int port() {
    return server.getAddress().getPort();
  }

  @Override
  String endpoint() {
    return (server instanceof HttpsServer ? "https" : "http") + "://localhost:" + port();
  }

  @Override
  String protocol() {
    return "http/protobuf";
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    try (exchange;
        InputStream body = body(exchange)) {
      if (status == 200) {
        if (path.endsWith("/v1/logs")) {
          logs.add(ExportLogsServiceRequest.parseFrom(body));
        } else if (path.endsWith("/v1/metrics")) {
          metrics.add(ExportMetricsServiceRequest.parseFrom(body));
        } else {
          traces.add(ExportTraceServiceRequest.parseFrom(body));
        }
        came(
            new Request(
                path,
                exchange.getRequestHeaders().entrySet().stream()
                    .collect(
                        toMap(
                            header -> header.getKey().toLowerCase(Locale.ROOT),
                            header -> header.getValue().get(0)))));
      }
      Thread.sleep(delayMillis);
      exchange.sendResponseHeaders(status, -1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
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
