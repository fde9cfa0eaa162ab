package io.ftplens.otel;

import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.autoconfigure.spi.internal.DefaultConfigProperties;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Our defaults for OpenTelemetry's settings, and what is done about values that our SDK cannot use.
 *
 * <p>The variables of a container are often meant for another agent, with exporters and propagators
 * that we do not carry. Elsewhere such a value stops the SDK; here it is named once and replaced.
 */
final class SdkSettings {
  private static final List<String> EXPORTERS = Arrays.asList("otlp", "console", "logging", "none");
  private static final List<String> SIGNALS = Arrays.asList("traces", "metrics", "logs");

  /** The SDK's messages name the setting at fault. */
  private static final Pattern PROPERTY = Pattern.compile("\\botel\\.[a-z0-9._-]*[a-z0-9]");

  private final Warnings warnings;
  private final boolean exporting;
  private final Set<String> ignored = new HashSet<>();

  /**
   * Makes settings.
   *
   * @param exporting false where the application's SDK alone is to export
   */
  SdkSettings(Warnings warnings, boolean exporting) {
    this.warnings = warnings;
    this.exporting = exporting;
  }

  /** What holds where the user sets nothing. */
  static Map<String, String> defaults() {
    Map<String, String> defaults = new HashMap<>();
    defaults.put("otel.exporter.otlp.protocol", "http/protobuf");
    // a retry with its pauses outlasts the time that an exiting JVM gives us
    defaults.put("otel.java.exporter.otlp.retry.disabled", "true");
    return Collections.unmodifiableMap(defaults);
  }

  /** The settings that the SDK gets. */
  ConfigProperties config() {
    DefaultConfigProperties given = DefaultConfigProperties.createFromMap(given());
    Map<String, String> corrections = corrections(given);
    if (!exporting) {
      for (String signal : SIGNALS) {
        corrections.put("otel." + signal + ".exporter", "none");
      }
    }
    return given.withOverrides(corrections);
  }

  /** What the user has set; the SDK would take a value that is empty at its word. */
  private Map<String, String> given() {
    Map<String, String> given = new HashMap<>(defaults());
    System.getenv()
        .forEach(
            (name, value) -> given.put(name.toLowerCase(Locale.ROOT).replace('_', '.'), value));
    Properties properties = System.getProperties();
    for (String name : properties.stringPropertyNames()) {
      given.put(
          name.toLowerCase(Locale.ROOT).replace('-', '.').replace('_', '.'),
          properties.getProperty(name, ""));
    }
    given.entrySet().removeIf(entry -> notForTheSdk(entry.getKey(), entry.getValue()));
    given.keySet().removeAll(ignored);
    if (given.remove("otel.config.file") != null) {
      warnings.once(
          "otel.config.file",
          "OTEL_CONFIG_FILE: ftplens reads no configuration file; the other OTEL_ settings are used"
              + " instead",
          null);
    }
    return given;
  }

  private static boolean notForTheSdk(String name, String value) {
    return !name.startsWith("otel.") || value.trim().isEmpty();
  }

  /** What replaces the user's values. */
  private Map<String, String> corrections(ConfigProperties config) {
    Map<String, String> corrections = new HashMap<>();
    // we propagate nothing over FTP; b3 or xray would ask for a library that is not here
    corrections.put("otel.propagators", "none");
    for (String signal : SIGNALS) {
      correctExporters(corrections, config, signal);
      correctOtlp(corrections, config, "otel.exporter.otlp." + signal);
    }
    correctOtlp(corrections, config, "otel.exporter.otlp");
    correctChoice(
        corrections,
        config,
        "otel.traces.sampler",
        "parentbased_always_on",
        "parentbased_always_off",
        "parentbased_traceidratio",
        "always_on",
        "always_off",
        "traceidratio");
    correctChoice(
        corrections,
        config,
        "otel.exporter.otlp.metrics.temporality.preference",
        "cumulative",
        "delta",
        "lowmemory");
    return corrections;
  }

  private void correctOtlp(
      Map<String, String> corrections, ConfigProperties config, String prefix) {
    correctChoice(corrections, config, prefix + ".protocol", "http/protobuf", "grpc");
    correctChoice(corrections, config, prefix + ".compression", "none", "gzip");
  }

  private void correctExporters(
      Map<String, String> corrections, ConfigProperties config, String signal) {
    String property = "otel." + signal + ".exporter";
    List<String> corrected = new ArrayList<>();
    boolean changed = false;
    for (String exporter : config.getList(property, Collections.singletonList("otlp"))) {
      String usable = exporter;
      if (!EXPORTERS.contains(exporter)) {
        usable = "console";
        warnings.once(
            property,
            variable(property)
                + ": ftplens has no exporter '"
                + exporter
                + "' (it has otlp, console and none); console is used instead",
            null);
      } else if (exporter.equals("logging")) {
        usable = "console"; // the old name
      }
      changed |= !usable.equals(exporter) || corrected.contains(usable);
      if (!corrected.contains(usable)) {
        corrected.add(usable);
      }
    }
    String fault = corrected.contains("otlp") ? fault(config, signal) : null;
    if (fault != null) {
      warnings.once(fault, fault, null);
      corrected.remove("otlp");
      changed = true;
    }
    if (changed) {
      corrections.put(property, corrected.isEmpty() ? "none" : String.join(",", corrected));
    }
  }

  private static @Nullable String fault(ConfigProperties config, String signal) {
    String files = TlsFiles.fault(config, signal);
    return files != null ? files : OtlpHeaders.fault(config, signal);
  }

  /** Replaces a value that is none of these by the first of them, which is the default. */
  private void correctChoice(
      Map<String, String> corrections, ConfigProperties config, String property, String... known) {
    String value = config.getString(property);
    if (value == null) {
      return;
    }
    String name = value.trim().toLowerCase(Locale.ROOT);
    if (!Arrays.asList(known).contains(name)) {
      corrections.put(property, known[0]);
      warnings.once(
          property,
          variable(property)
              + ": ftplens does not know '"
              + value
              + "'; "
              + known[0]
              + " is used instead",
          null);
    } else if (!name.equals(value)) {
      corrections.put(property, name);
    }
  }

  /**
   * Drops the setting that a message of the SDK complains of, for the next attempt.
   *
   * @return false if the message names none, or one that was dropped already
   */
  boolean giveUpOn(String message) {
    Matcher matcher = PROPERTY.matcher(message);
    if (!matcher.find() || !ignored.add(matcher.group())) {
      return false;
    }
    String property = matcher.group();
    warnings.once(
        "setting " + property,
        variable(property) + " is ignored, its default is used: " + message,
        null);
    return true;
  }

  /** The environment variable of a property. */
  static String variable(String property) {
    return property.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
  }
}
