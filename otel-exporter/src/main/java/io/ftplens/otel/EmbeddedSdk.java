package io.ftplens.otel;

import io.ftplens.otel.jul.Logger;
import io.ftplens.protocol.event.TelemetryOptions;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import io.opentelemetry.sdk.common.CompletableResultCode;
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

  private final OpenTelemetrySdk sdk;
  private final PresetIdGenerator ids;
  private final List<ExportWatch> watches;
  private final String version;

  private EmbeddedSdk(
      OpenTelemetrySdk sdk, PresetIdGenerator ids, List<ExportWatch> watches, String version) {
    this.sdk = sdk;
    this.ids = ids;
    this.watches = watches;
    this.version = version;
  }

  /** Starts the SDK, with defaults for settings that it cannot use; null if it cannot start. */
  static @Nullable EmbeddedSdk start(TelemetryOptions options, Warnings warnings) {
    Logger.forwardTo(new LibraryWarnings(options.warnings()));
    SdkSettings settings = new SdkSettings(warnings);
    for (int attempt = 1; ; attempt++) {
      try {
        return build(options, settings, warnings);
      } catch (ConfigurationException e) {
        if (attempt == MAX_ATTEMPTS || !settings.giveUpOn(String.valueOf(e.getMessage()))) {
          warnings.once(
              "start", "OpenTelemetry cannot start, so nothing is exported: " + e.getMessage(), e);
          return null;
        }
      }
    }
  }

  private static EmbeddedSdk build(
      TelemetryOptions options, SdkSettings settings, Warnings warnings) {
    PresetIdGenerator ids = new PresetIdGenerator();
    List<ExportWatch> watches = new ArrayList<>();
    OpenTelemetrySdk sdk =
        AutoConfiguredOpenTelemetrySdk.builder()
            .disableShutdownHook()
            .setServiceClassLoader(EmbeddedSdk.class.getClassLoader())
            .addPropertiesSupplier(SdkSettings::defaults)
            .addPropertiesCustomizer(settings::corrections)
            .addResourceCustomizer(
                (resource, config) ->
                    resource.toBuilder()
                        .put("telemetry.distro.name", "ftplens")
                        .put("telemetry.distro.version", options.version())
                        .build())
            .addTracerProviderCustomizer((provider, config) -> provider.setIdGenerator(ids))
            .addSpanExporterCustomizer(
                (exporter, config) ->
                    new WatchedSpanExporter(exporter, watch(watches, "spans", "TRACES", warnings)))
            .build()
            .getOpenTelemetrySdk();
    return new EmbeddedSdk(sdk, ids, watches, options.version());
  }

  private static ExportWatch watch(
      List<ExportWatch> watches, String what, String signal, Warnings warnings) {
    ExportWatch watch = new ExportWatch(what, signal, warnings);
    watches.add(watch);
    return watch;
  }

  Tracer tracer() {
    return sdk.getTracerProvider().tracerBuilder(SCOPE).setInstrumentationVersion(version).build();
  }

  PresetIdGenerator ids() {
    return ids;
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
    for (ExportWatch watch : watches) {
      watch.reportDropped();
    }
  }
}
