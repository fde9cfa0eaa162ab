package io.ftplens.it.app.bench;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;

/** The JDK's HTTP server, asked by the JDK's {@code HttpURLConnection}. */
public final class HttpRequests {
  private static final byte[] PAGE = new byte[1024];

  private HttpRequests() {}

  /** Takes nothing, or {@code once} for a single request. */
  public static void main(String[] args) throws Exception {
    HttpServer server = serve();
    URL url = new URL("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    if (args.length == 0) {
      Requests.measure(60_000, 3_000, () -> get(url));
    } else {
      get(url);
    }
    server.stop(0);
    Turns.end();
  }

  /** A server that has one page. */
  static HttpServer serve() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, PAGE.length);
          exchange.getResponseBody().write(PAGE);
          exchange.close();
        });
    server.start();
    return server;
  }

  private static void get(URL url) throws IOException {
    byte[] buffer = new byte[2 * PAGE.length];
    int count = 0;
    try (InputStream in = url.openStream()) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        count += n;
      }
    }
    if (count != PAGE.length) {
      throw new IOException("a page of " + count + " bytes");
    }
  }
}
