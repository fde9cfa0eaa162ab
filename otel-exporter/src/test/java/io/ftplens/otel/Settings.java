package io.ftplens.otel;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** System properties for the length of a test. */
final class Settings implements AutoCloseable {
  private final Map<String, @Nullable String> before = new HashMap<>();

  Settings with(String property, String value) {
    if (!before.containsKey(property)) {
      before.put(property, System.getProperty(property));
    }
    System.setProperty(property, value);
    return this;
  }

  /** Sends everything to this endpoint. */
  static Settings endpoint(String endpoint) {
    return new Settings().with("otel.exporter.otlp.endpoint", endpoint);
  }

  /** Sends spans to this endpoint, and nothing else. */
  static Settings spansOnly(String endpoint) {
    return endpoint(endpoint)
        .with("otel.metrics.exporter", "none")
        .with("otel.logs.exporter", "none");
  }

  @Override
  public void close() {
    before.forEach(
        (property, value) -> {
          if (value == null) {
            System.clearProperty(property);
          } else {
            System.setProperty(property, value);
          }
        });
  }
}
