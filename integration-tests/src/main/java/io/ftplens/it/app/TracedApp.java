package io.ftplens.it.app;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;

/** Traces its own work with OpenTelemetry, and fetches a file within it. */
public final class TracedApp {
  private static final String BEFORE = "before:";

  private TracedApp() {}

  /**
   * Takes the collector's endpoint, the name of the span, a session, and the files to fetch within
   * the span; a first file named {@code before:/path} is fetched before OpenTelemetry is loaded.
   */
  public static void main(String[] args) throws Exception {
    Spec spec = Spec.parse(args[2]);
    int next = 3;
    if (args[next].startsWith(BEFORE)) {
      fetch(spec, args[next++].substring(BEFORE.length()));
    }
    Traced.run(args[0], args[1], spec, args[next]);
  }

  /** Loaded only when it is needed, and OpenTelemetry with it. */
  private static final class Traced {
    @SuppressWarnings("try")
    static void run(String endpoint, String name, Spec spec, String path) throws Exception {
      try (OpenTelemetrySdk sdk = sdk(endpoint)) {
        Span span = sdk.getTracer("io.ftplens.it.app").spanBuilder(name).startSpan();
        try (Scope scope = span.makeCurrent()) {
          fetch(spec, path);
        } finally {
          span.end();
        }
        System.out.println("span " + span.getSpanContext().getSpanId());
      }
    }
  }

  private static void fetch(Spec spec, String path) throws Exception {
    try (BlockingClient ftp = new BlockingClient(spec, Plumbing.SOCKET)) {
      ftp.login("test");
      ftp.command("TYPE I");
      System.out.println(Payload.describe(ftp.download("RETR " + path)));
    }
  }

  static OpenTelemetrySdk sdk(String endpoint) {
    OtlpHttpSpanExporter exporter =
        OtlpHttpSpanExporter.builder().setEndpoint(endpoint + "/v1/traces").build();
    AttributeKey<String> name = AttributeKey.stringKey("service.name");
    String service = System.getenv().getOrDefault("OTEL_SERVICE_NAME", "it-app");
    return OpenTelemetrySdk.builder()
        .setTracerProvider(
            SdkTracerProvider.builder()
                .setResource(Resource.create(Attributes.of(name, service)))
                .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                .build())
        .build();
  }
}
