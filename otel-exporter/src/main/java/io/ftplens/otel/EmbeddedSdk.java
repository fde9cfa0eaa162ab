package io.ftplens.otel;

import io.ftplens.otel.console.ConsoleLogRecordExporter;
import io.ftplens.otel.console.ConsoleMetricExporter;
import io.ftplens.otel.console.ConsoleSpanExporter;
import io.ftplens.protocol.event.TelemetryOptions;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdkBuilder;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import io.opentelemetry.sdk.common.CompletableResultCode;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An OpenTelemetry SDK that only we know of: configured by the standard settings, never global, and
 * without a shutdown hook of its own.
 */
final class EmbeddedSdk {
  static final String SCOPE = "io.ftplens";

  /** A start that fails names the setting at fault; so many faulty ones are put right. */
  private static final int MAX_ATTEMPTS = 8;

  private final String version;
  private final PresetIdGenerator ids = new PresetIdGenerator();
  private final Signal spans = new Signal("spans", "traces");
  private final Signal logRecords = new Signal("log records", "logs");
  private final Signal metrics = new Signal("metrics", "metrics");
  private final ExportReport report;
  private final OpenTelemetrySdk sdk;

  private EmbeddedSdk(TelemetryOptions options, SdkSettings settings, Warnings warnings) {
    this.version = options.version();
    this.report = new ExportReport(warnings);
    this.sdk = build(settings);
  }

  /** Starts the SDK, with defaults for settings that it cannot use; null if it cannot start. */
  static @Nullable EmbeddedSdk start(TelemetryOptions options, Warnings warnings) {
    io.ftplens.otel.jul.Logger.forwardTo(new LibraryWarnings(options.warnings()));
    boolean exporting = !options.mode().equals(OtelTelemetryFactory.APPLICATION);
    SdkSettings settings = new SdkSettings(warnings, exporting);
    for (int attempt = 1; ; attempt++) {
      try {
        return new EmbeddedSdk(options, settings, warnings);
      } catch (ConfigurationException e) {
        if (attempt == MAX_ATTEMPTS || !settings.giveUpOn(String.valueOf(e.getMessage()))) {
          warnings.once(
              "start",
              "OpenTelemetry cannot start, so nothing is exported: "
                  + message(e)
                  + "; correct its settings, or set ftplens.otel=none",
              null);
          return null;
        }
      }
    }
  }

  /** What went wrong; the SDK wraps what it did not expect, and then says nothing itself. */
  private static String message(ConfigurationException thrown) {
    Throwable cause = thrown.getCause();
    return cause == null || cause instanceof ConfigurationException
        ? String.valueOf(thrown.getMessage())
        : thrown.getMessage() + " (" + cause + ")";
  }

  private OpenTelemetrySdk build(SdkSettings settings) {
    return withConfig(settings.config())
        .disableShutdownHook()
        .setServiceClassLoader(EmbeddedSdk.class.getClassLoader())
        .addResourceCustomizer(
            (resource, config) ->
                resource.toBuilder()
                    .put("telemetry.distro.name", "ftplens")
                    .put("telemetry.distro.version", version)
                    .build())
        .addTracerProviderCustomizer((provider, config) -> provider.setIdGenerator(ids))
        .addSpanExporterCustomizer(
            (exporter, config) -> new WatchedSpanExporter(exporter, watch(spans, exporter, config)))
        .addLogRecordExporterCustomizer(
            (exporter, config) ->
                new WatchedLogRecordExporter(exporter, watch(logRecords, exporter, config)))
        .addMetricExporterCustomizer(
            (exporter, config) ->
                new WatchedMetricExporter(exporter, watch(metrics, exporter, config)))
        .build()
        .getOpenTelemetrySdk();
  }

  /**
   * A builder with these settings and no others. It reads the environment's otherwise, and what its
   * public methods change of them comes too late for an empty value or a configuration file.
   */
  private static AutoConfiguredOpenTelemetrySdkBuilder withConfig(ConfigProperties config) {
    AutoConfiguredOpenTelemetrySdkBuilder builder = AutoConfiguredOpenTelemetrySdk.builder();
    try {
      Method setConfig =
          AutoConfiguredOpenTelemetrySdkBuilder.class.getDeclaredMethod(
              "setConfig", ConfigProperties.class);
      setConfig.setAccessible(true);
      setConfig.invoke(builder, config);
      return builder;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("another version of the SDK", e);
    }
  }

  private ExportWatch watch(Signal signal, Object exporter, ConfigProperties config) {
    boolean console =
        exporter instanceof ConsoleSpanExporter
            || exporter instanceof ConsoleLogRecordExporter
            || exporter instanceof ConsoleMetricExporter;
    String endpoint = console ? "the console" : ExportEndpoint.of(config, signal);
    ExportWatch watch = new ExportWatch(signal, endpoint, report);
    report.add(watch);
    return watch;
  }

  Tracer tracer() {
    return sdk.getTracerProvider().tracerBuilder(SCOPE).setInstrumentationVersion(version).build();
  }

  Logger logger() {
    return sdk.getLogsBridge().loggerBuilder(SCOPE).setInstrumentationVersion(version).build();
  }

  Meter meter() {
    return sdk.getMeterProvider().meterBuilder(SCOPE).setInstrumentationVersion(version).build();
  }

  PresetIdGenerator ids() {
    return ids;
  }

  Signal spans() {
    return spans;
  }

  Signal logRecords() {
    return logRecords;
  }

  /** Sends what the processors hold, until the deadline on the clock of System.nanoTime(). */
  void shutdown(long deadlineNanos) {
    report.exiting();
    List<CompletableResultCode> results = new ArrayList<>();
    results.add(sdk.getSdkTracerProvider().shutdown());
    results.add(sdk.getSdkLoggerProvider().shutdown());
    // last, because it alone blocks while it exports
    results.add(sdk.getSdkMeterProvider().shutdown());
    CompletableResultCode.ofAll(results)
        .join(Math.max(0, deadlineNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
  }

  /** What was written, and how it fared. */
  ExportReport report() {
    return report;
  }
}
