package io.ftplens.it.app.bench;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** The JDK's HTTP server, asked by {@code java.net.http}, which JDK 8 has not. */
public final class HttpClientRequests {
  private HttpClientRequests() {}

  /** Takes nothing. */
  public static void main(String[] args) throws Exception {
    HttpServer server = HttpRequests.serve();
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"))
            .build();
    Requests.measure(50_000, 1_500, () -> get(client, request));
    server.stop(0);
    Turns.end();
  }

  private static void get(HttpClient client, HttpRequest request) throws Exception {
    HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    if (response.statusCode() != 200) {
      throw new IOException("status " + response.statusCode());
    }
  }
}
