package io.ftplens.otel;

import io.ftplens.protocol.event.Telemetry;
import io.ftplens.protocol.event.TelemetryFactory;
import io.ftplens.protocol.event.TelemetryOptions;
import org.jspecify.annotations.Nullable;

/** Chooses the telemetry of this JVM; names no OpenTelemetry type, so that it costs nothing. */
public final class OtelTelemetryFactory implements TelemetryFactory {
  /** The mode in which nothing is exported by us. */
  static final String APPLICATION = "application";

  /** Called by name. */
  public OtelTelemetryFactory() {}

  @Override
  public @Nullable Telemetry create(TelemetryOptions options) {
    if (options.mode().equals("none") || sdkDisabled()) {
      return null;
    }
    Warnings warnings = new Warnings(options.warnings());
    ApplicationSpans spans =
        new ApplicationSpans(options.loadedClasses(), options.applicationSdks()::changes);
    switch (options.mode()) {
      case "embedded":
        return EmbeddedTelemetry.start(options, spans, warnings);
      default:
        return new ApplicationTelemetry(
            options, spans, warnings, EmbeddedTelemetry.start(options, spans, warnings));
    }
  }

  /** OpenTelemetry's own switch; the property wins over the variable, as everywhere. */
  private static boolean sdkDisabled() {
    String value = System.getProperty("otel.sdk.disabled");
    if (value == null) {
      value = System.getenv("OTEL_SDK_DISABLED");
    }
    return value != null && value.trim().equalsIgnoreCase("true");
  }
}
