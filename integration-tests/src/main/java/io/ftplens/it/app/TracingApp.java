package io.ftplens.it.app;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.export.BatchLogRecordProcessor;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Transfers files in every relation to OpenTelemetry that an application can have, by calls that
 * exist from 1.10 on.
 *
 * <p>It takes the collector's endpoint, a session, and steps {@code what=name}; of each transfer it
 * prints the span that was current: {@code transfer NAME TRACE_ID SPAN_ID}.
 */
public final class TracingApp {
  private final String endpoint;
  private final Spec spec;
  private final Map<String, OpenTelemetry> sdks = new LinkedHashMap<>();
  private OpenTelemetry current = OpenTelemetry.noop();
  private boolean logs;

  private TracingApp(String endpoint, Spec spec) {
    this.endpoint = endpoint;
    this.spec = spec;
  }

  /** Takes the steps one after the other, then shuts its SDKs down, as an application does. */
  public static void main(String[] args) throws Exception {
    TracingApp app = new TracingApp(args[0], Spec.parse(args[1]));
    for (int i = 2; i < args.length; i++) {
      String[] step = args[i].split("=", 2);
      app.step(step[0], step[1]);
    }
    if (!app.sdks.isEmpty()) {
      Sdks.close(app.sdks.values());
    }
    if (app.logs) {
      Logs.close();
    }
    System.out.println("done");
  }

  private void step(String what, String name) throws Exception {
    switch (what) {
      case "sdk":
        current = Sdks.build(name, Sampler.alwaysOn(), Sdks.exporting(endpoint));
        sdks.put(name, current);
        break;
      case "sdk-logs":
        logs = true;
        current = Logs.build(name, endpoint);
        sdks.put(name, current);
        break;
      case "sdk-unsampled":
        current = Sdks.build(name, Sampler.alwaysOff(), Sdks.exporting(endpoint));
        sdks.put(name, current);
        break;
      case "sdk-printing":
        current = Sdks.build(name, Sampler.alwaysOn(), Sdks.printing());
        sdks.put(name, current);
        break;
      case "wait":
        System.out.println("ready");
        while (System.in.read() >= 0) {}
        break;
      case "use":
        current = sdks.get(name);
        break;
      case "close":
        List<OpenTelemetry> closing = new ArrayList<>();
        closing.add(sdks.remove(name));
        Sdks.close(closing);
        break;
      case "set-global":
        GlobalOpenTelemetry.set(current);
        break;
      case "get-global":
        current = GlobalOpenTelemetry.get();
        break;
      case "span":
        child(current.getTracer("app").spanBuilder(name).startSpan(), name);
        break;
      case "remote":
        child(remote(), name);
        break;
      case "root":
        transfer(name, Span.getInvalid());
        break;
      default:
        throw new IllegalArgumentException(what);
    }
  }

  @SuppressWarnings("try")
  private void child(Span span, String name) throws Exception {
    try (Scope scope = span.makeCurrent()) {
      transfer(name, span);
    } finally {
      span.end();
    }
  }

  private static Span remote() {
    return Span.wrap(
        SpanContext.createFromRemoteParent(
            "0af7651916cd43dd8448eb211c80319c",
            "b7ad6b7169203331",
            TraceFlags.getSampled(),
            TraceState.builder().put("second", "2").put("first", "1").build()));
  }

  private void transfer(String name, Span parent) throws Exception {
    try (BlockingClient ftp = new BlockingClient(spec, Plumbing.SOCKET)) {
      ftp.login("test");
      ftp.command("TYPE I");
      ftp.download("RETR /get/" + name + "-1000.bin");
    }
    SpanContext context = parent.getSpanContext();
    System.out.println("transfer " + name + " " + context.getTraceId() + " " + context.getSpanId());
  }

  /** Apart, so that an application without an SDK can do without its classes. */
  private static final class Sdks {
    static OpenTelemetry build(String service, Sampler sampler, SpanProcessor processor) {
      AttributeKey<String> name = AttributeKey.stringKey("service.name");
      return OpenTelemetrySdk.builder()
          .setTracerProvider(
              SdkTracerProvider.builder()
                  .setResource(Resource.create(Attributes.of(name, service)))
                  .setSampler(Sampler.parentBased(sampler))
                  .addSpanProcessor(processor)
                  .build())
          .build();
    }

    static SpanProcessor exporting(String endpoint) {
      return BatchSpanProcessor.builder(
              OtlpHttpSpanExporter.builder().setEndpoint(endpoint + "/v1/traces").build())
          .build();
    }

    static SpanProcessor printing() {
      return new Printing();
    }

    static void close(Iterable<OpenTelemetry> sdks) {
      for (OpenTelemetry sdk : sdks) {
        ((OpenTelemetrySdk) sdk).getSdkTracerProvider().shutdown().join(10, TimeUnit.SECONDS);
      }
    }
  }

  /** Apart, because it came later than the rest. */
  private static final class Logs {
    static final List<SdkLoggerProvider> PROVIDERS = new ArrayList<>();

    static OpenTelemetry build(String service, String endpoint) {
      Resource resource =
          Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), service));
      SdkLoggerProvider logs =
          SdkLoggerProvider.builder()
              .setResource(resource)
              .addLogRecordProcessor(
                  BatchLogRecordProcessor.builder(
                          OtlpHttpLogRecordExporter.builder()
                              .setEndpoint(endpoint + "/v1/logs")
                              .build())
                      .build())
              .build();
      PROVIDERS.add(logs);
      return OpenTelemetrySdk.builder()
          .setTracerProvider(
              SdkTracerProvider.builder()
                  .setResource(resource)
                  .addSpanProcessor(Sdks.exporting(endpoint))
                  .build())
          .setLoggerProvider(logs)
          .build();
    }

    static void close() {
      for (SdkLoggerProvider provider : PROVIDERS) {
        provider.forceFlush().join(10, TimeUnit.SECONDS);
        provider.shutdown().join(10, TimeUnit.SECONDS);
      }
    }
  }

  /** Exports by no thread, and no library that keeps one. */
  private static final class Printing implements SpanProcessor {
    @Override
    public void onStart(Context parent, ReadWriteSpan span) {}

    @Override
    public boolean isStartRequired() {
      return false;
    }

    @Override
    public void onEnd(ReadableSpan span) {
      System.out.println("ended " + span.getName() + " " + span.getSpanContext().getTraceId());
    }

    @Override
    public boolean isEndRequired() {
      return true;
    }
  }
}
