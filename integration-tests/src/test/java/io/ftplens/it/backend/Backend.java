package io.ftplens.it.backend;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The backend at work, and what it answers to queries. */
final class Backend implements AutoCloseable {
  private static final Pattern LISTENS = Pattern.compile("UI:\\s+(http://\\S+)");
  private static final int LIMIT = 200;

  /** Not 2: the backend takes the offer to upgrade for the opening of a web socket. */
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final Service service;

  private Backend(Service service) {
    this.service = service;
  }

  static Backend start(Node node) throws IOException {
    List<String> command = new ArrayList<>(node.backendCommand());
    command.addAll(
        List.of(
            "--port", freePort(), "--grpc-port", freePort(), "--title", "ftplens in a backend"));
    return new Backend(new Service(command, LISTENS));
  }

  /** Where its page is, and where it receives OTLP over HTTP. */
  String address() {
    return service.address();
  }

  /** The traces that match a query in the backend's own language. */
  List<JsonObject> traces(String query) throws IOException {
    return objects(query("traces", query), "traces");
  }

  /** All spans that ftplens made. */
  List<JsonObject> ftpSpans() throws IOException {
    List<JsonObject> spans = new ArrayList<>();
    for (JsonObject trace : traces("ftp.command.name != NULL")) {
      for (JsonObject span : objects(trace, "spans")) {
        if (span.getAsJsonObject("scope").get("name").getAsString().equals("io.ftplens")) {
          spans.add(span);
        }
      }
    }
    return spans;
  }

  /** The log records that match a query in the backend's own language. */
  List<JsonObject> logs(String query) throws IOException {
    return objects(query("logs", query), "logs");
  }

  /** The names of all metrics. */
  List<String> metrics() throws IOException {
    return objects(send(HttpRequest.newBuilder(uri("/api/metrics"))), "metrics").stream()
        .map(metric -> metric.get("name").getAsString())
        .sorted()
        .toList();
  }

  /** The page that shows one span of a trace. */
  String page(String traceId, String spanId) {
    return address() + "/#trace=" + traceId + "&span=" + spanId;
  }

  private JsonObject query(String signal, String query) throws IOException {
    JsonObject body = new JsonObject();
    body.addProperty("query", query);
    body.addProperty("limit", LIMIT);
    return send(
        HttpRequest.newBuilder(uri("/api/query/" + signal))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
  }

  private URI uri(String path) {
    return URI.create(address() + path);
  }

  private JsonObject send(HttpRequest.Builder request) throws IOException {
    try {
      HttpResponse<String> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IOException("the backend answered " + answer.statusCode() + answer.body());
      }
      return JsonParser.parseString(answer.body()).getAsJsonObject();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static List<JsonObject> objects(JsonObject parent, String name) {
    JsonArray array = parent.getAsJsonArray(name);
    List<JsonObject> objects = new ArrayList<>();
    for (JsonElement element : array) {
      objects.add(element.getAsJsonObject());
    }
    return objects;
  }

  private static String freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return String.valueOf(socket.getLocalPort());
    }
  }

  @Override
  public void close() {
    service.close();
  }
}
