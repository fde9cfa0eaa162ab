package io.ftplens.it.backend;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;

/**
 * Hands every OTLP request on to the backend as it is, and notes the log records: the backend does
 * not keep their event names.
 */
final class Relay implements AutoCloseable {
  private final List<LogRecord> logs = new CopyOnWriteArrayList<>();

  /** Not 2: the backend takes the offer to upgrade for the opening of a web socket. */
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;
  private final String backend;

  Relay(String backend) throws IOException {
    this.backend = backend;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
    server.setExecutor(threads);
    server.createContext("/v1/", this::handle);
    server.start();
  }

  String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The log records that passed. */
  List<LogRecord> logs() {
    return List.copyOf(logs);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String encoding = exchange.getRequestHeaders().getFirst("Content-Encoding");
      if (exchange.getRequestURI().getPath().equals("/v1/logs")) {
        note(body, "gzip".equals(encoding));
      }
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(backend + exchange.getRequestURI()))
              .header("Content-Type", exchange.getRequestHeaders().getFirst("Content-Type"))
              .POST(HttpRequest.BodyPublishers.ofByteArray(body));
      if (encoding != null) {
        request.header("Content-Encoding", encoding);
      }
      HttpResponse<byte[]> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
      exchange.getResponseBody().write(answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void note(byte[] body, boolean gzip) throws IOException {
    try (InputStream raw = new ByteArrayInputStream(body);
        InputStream in = gzip ? new GZIPInputStream(raw) : raw) {
      for (var resource : ExportLogsServiceRequest.parseFrom(in).getResourceLogsList()) {
        resource.getScopeLogsList().forEach(scope -> logs.addAll(scope.getLogRecordsList()));
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
