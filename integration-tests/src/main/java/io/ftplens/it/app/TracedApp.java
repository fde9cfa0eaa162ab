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
  private TracedApp() {}

  /** Takes the collector's endpoint, the name of the span, a session, and the file to fetch. */
  @SuppressWarnings("try")
  public static void main(String[] args) throws Exception {
    try (OpenTelemetrySdk sdk = sdk(args[0])) {
      Span span = sdk.getTracer("io.ftplens.it.app").spanBuilder(args[1]).startSpan();
      try (Scope scope = span.makeCurrent()) {
        fetch(Spec.parse(args[2]), args[3]);
      } finally {
        span.end();
      }
      System.out.println("span " + span.getSpanContext().getSpanId());
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
    return OpenTelemetrySdk.builder()
        .setTracerProvider(
            SdkTracerProvider.builder()
                .setResource(Resource.create(Attributes.of(name, "it-app")))
                .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                .build())
        .build();
  }
}
