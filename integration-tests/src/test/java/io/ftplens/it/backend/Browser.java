package io.ftplens.it.backend;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** A headless Chromium with one page, steered by its DevTools protocol. */
final class Browser implements AutoCloseable {
  private static final Pattern LISTENS = Pattern.compile("DevTools listening on (ws://\\S+)");
  private static final int SECONDS_TO_ANSWER = 30;

  private final Service service;
  private final WebSocket socket;
  private final Map<Integer, CompletableFuture<JsonObject>> open = new ConcurrentHashMap<>();
  private final AtomicInteger lastId = new AtomicInteger();
  private final String session;

  private Browser(Service service) throws IOException {
    this.service = service;
    this.socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(URI.create(service.address()), new Reader())
            .join();
    JsonObject target = call("Target.createTarget", Map.of("url", "about:blank"), null);
    JsonObject attached =
        call(
            "Target.attachToTarget",
            Map.of("targetId", target.get("targetId").getAsString(), "flatten", true),
            null);
    this.session = attached.get("sessionId").getAsString();
  }

  /** Starts what the machine has; its profile is kept in this directory. */
  static Browser start(Path profile, int width, int height) throws IOException {
    String program =
        Programs.find(
                "chromium-headless-shell",
                "chrome-headless-shell",
                "chromium",
                "chromium-browser",
                "google-chrome",
                "google-chrome-stable")
            .orElseThrow(
                () ->
                    new Missing(
                        "No Chromium is on the path. -Pbackend opens the backend's page in one"
                            + " (Debian: apt-get install chromium)."));
    Files.createDirectories(profile);
    List<String> command =
        new ArrayList<>(
            List.of(
                program,
                "--headless",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "--window-size=" + width + "," + height,
                "--hide-scrollbars",
                "--disable-gpu",
                "--disable-quic",
                "--disable-sync",
                "--no-first-run",
                "--disable-component-update",
                "--disable-background-networking"));
    if (System.getProperty("user.name").equals("root")) {
      // Chromium's sandbox refuses to run as root.
      command.add("--no-sandbox");
    }
    return new Browser(new Service(command, LISTENS));
  }

  void open(String url) throws IOException {
    // Leaving the page first: a mere change of what is behind the # would not load it anew.
    call("Page.navigate", Map.of("url", "about:blank"), session);
    call("Page.navigate", Map.of("url", url), session);
  }

  /** The value of an expression in the page. */
  JsonElement evaluate(String expression) throws IOException {
    JsonObject answer =
        call(
            "Runtime.evaluate",
            Map.of("expression", expression, "returnByValue", true, "awaitPromise", true),
            session);
    if (answer.has("exceptionDetails")) {
      throw new IOException(expression + ": " + answer.get("exceptionDetails"));
    }
    return answer.getAsJsonObject("result").get("value");
  }

  /** The page as it is shown, as PNG. */
  byte[] picture() throws IOException {
    JsonObject answer = call("Page.captureScreenshot", Map.of("format", "png"), session);
    return Base64.getDecoder().decode(answer.get("data").getAsString());
  }

  private JsonObject call(String method, Map<String, Object> parameters, String session)
      throws IOException {
    int id = lastId.incrementAndGet();
    JsonObject request = new JsonObject();
    request.addProperty("id", id);
    request.addProperty("method", method);
    request.add("params", new com.google.gson.Gson().toJsonTree(parameters));
    if (session != null) {
      request.addProperty("sessionId", session);
    }
    CompletableFuture<JsonObject> answer = new CompletableFuture<>();
    open.put(id, answer);
    socket.sendText(request.toString(), true).join();
    try {
      JsonObject message = answer.get(SECONDS_TO_ANSWER, TimeUnit.SECONDS);
      if (message.has("error")) {
        throw new IOException(method + ": " + message.get("error"));
      }
      return message.getAsJsonObject("result");
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("no answer to " + method, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public void close() {
    socket.abort();
    service.close();
  }

  /** Puts messages together and gives answers to those who wait; events are passed over. */
  private final class Reader implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        JsonObject message = JsonParser.parseString(text.toString()).getAsJsonObject();
        text.setLength(0);
        CompletableFuture<JsonObject> answer =
            message.has("id") ? open.remove(message.get("id").getAsInt()) : null;
        if (answer != null) {
          answer.complete(message);
        }
      }
      webSocket.request(1);
      return null;
    }
  }
}
