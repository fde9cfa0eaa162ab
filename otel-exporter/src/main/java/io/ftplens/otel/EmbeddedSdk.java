package io.ftplens.otel;

import io.ftplens.protocol.event.TelemetryOptions;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import io.opentelemetry.sdk.common.CompletableResultCode;
import java.util.ArrayList;
import java.util.Collections;
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
  private final Warnings warnings;
  private final PresetIdGenerator ids = new PresetIdGenerator();
  private final Signal spans = new Signal("spans", "OTEL_TRACES_EXPORTER");
  private final Signal logRecords = new Signal("log records", "OTEL_LOGS_EXPORTER");
  private final Signal metrics = new Signal("metrics", "OTEL_METRICS_EXPORTER");
  private final List<ExportWatch> watches = new ArrayList<>();
  private final boolean exporting;
  private final OpenTelemetrySdk sdk;

  private EmbeddedSdk(TelemetryOptions options, SdkSettings settings, Warnings warnings) {
    this.version = options.version();
    this.exporting = !options.mode().equals(OtelTelemetryFactory.APPLICATION);
    this.warnings = warnings;
    this.sdk = build(settings);
  }

  /** Starts the SDK, with defaults for settings that it cannot use; null if it cannot start. */
  static @Nullable EmbeddedSdk start(TelemetryOptions options, Warnings warnings) {
    io.ftplens.otel.jul.Logger.forwardTo(new LibraryWarnings(options.warnings()));
    SdkSettings settings = new SdkSettings(warnings);
    for (int attempt = 1; ; attempt++) {
      try {
        return new EmbeddedSdk(options, settings, warnings);
      } catch (ConfigurationException e) {
        if (attempt == MAX_ATTEMPTS || !settings.giveUpOn(String.valueOf(e.getMessage()))) {
          warnings.once(
              "start", "OpenTelemetry cannot start, so nothing is exported: " + e.getMessage(), e);
          return null;
        }
      }
    }
  }

  private OpenTelemetrySdk build(SdkSettings settings) {
    return AutoConfiguredOpenTelemetrySdk.builder()
        .disableShutdownHook()
        .setServiceClassLoader(EmbeddedSdk.class.getClassLoader())
        .addPropertiesSupplier(SdkSettings::defaults)
        .addPropertiesCustomizer(settings::corrections)
        .addPropertiesCustomizer(
            config -> exporting ? Collections.emptyMap() : SdkSettings.silence())
        .addResourceCustomizer(
            (resource, config) ->
                resource.toBuilder()
                    .put("telemetry.distro.name", "ftplens")
                    .put("telemetry.distro.version", version)
                    .build())
        .addTracerProviderCustomizer((provider, config) -> provider.setIdGenerator(ids))
        .addSpanExporterCustomizer(
            (exporter, config) -> new WatchedSpanExporter(exporter, watch(spans)))
        .addLogRecordExporterCustomizer(
            (exporter, config) -> new WatchedLogRecordExporter(exporter, watch(logRecords)))
        .addMetricExporterCustomizer(
            (exporter, config) -> new WatchedMetricExporter(exporter, watch(metrics)))
        .build()
        .getOpenTelemetrySdk();
  }

  private ExportWatch watch(Signal signal) {
    ExportWatch watch = new ExportWatch(signal, warnings);
    watches.add(watch);
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
    List<CompletableResultCode> results = new ArrayList<>();
    results.add(sdk.getSdkTracerProvider().shutdown());
    results.add(sdk.getSdkLoggerProvider().shutdown());
    // last, because it alone blocks while it exports
    results.add(sdk.getSdkMeterProvider().shutdown());
    CompletableResultCode.ofAll(results)
        .join(Math.max(0, deadlineNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
  }

  /** How each exporter is doing, for a person. */
  List<String> health() {
    List<String> lines = new ArrayList<>();
    for (ExportWatch watch : watches) {
      lines.add(watch.health());
    }
    return lines;
  }

  /** Says how much of what was written has not arrived. */
  void reportUndelivered() {
    for (ExportWatch watch : watches) {
      watch.reportUndelivered();
    }
  }
}
