package io.ftplens.otel;

import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import java.net.MalformedURLException;
import java.net.URL;
import org.jspecify.annotations.Nullable;

/** Names the collector that a signal goes to, without what a URL may hold of secrets. */
final class ExportEndpoint {
  private ExportEndpoint() {}

  /** Scheme, host and port, by the rules of the OTLP exporter's settings. */
  static String of(ConfigProperties config, Signal signal) {
    String url = first(config, signal, "endpoint");
    if (url == null) {
      return "grpc".equals(first(config, signal, "protocol"))
          ? "http://localhost:4317"
          : "http://localhost:4318";
    }
    try {
      URL parsed = new URL(url);
      String port = parsed.getPort() < 0 ? "" : ":" + parsed.getPort();
      return parsed.getProtocol() + "://" + parsed.getHost() + port;
    } catch (MalformedURLException e) {
      return "a collector"; // the exporter has refused it before this is asked for
    }
  }

  private static @Nullable String first(ConfigProperties config, Signal signal, String setting) {
    String own = config.getString("otel.exporter.otlp." + signal.name() + "." + setting);
    return own != null ? own : config.getString("otel.exporter.otlp." + setting);
  }
}
