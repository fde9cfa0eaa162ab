package io.ftplens.otel;

import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
  private final Map<String, String> replaced = new HashMap<>();

  SdkSettings(Warnings warnings) {
    this.warnings = warnings;
  }

  /** For where the application's SDK alone is to export. */
  static Map<String, String> silence() {
    Map<String, String> silent = new HashMap<>();
    for (String signal : SIGNALS) {
      silent.put("otel." + signal + ".exporter", "none");
    }
    return silent;
  }

  /** What holds where the user sets nothing. */
  static Map<String, String> defaults() {
    Map<String, String> defaults = new HashMap<>();
    defaults.put("otel.exporter.otlp.protocol", "http/protobuf");
    // a retry with its pauses outlasts the time that an exiting JVM gives us
    defaults.put("otel.java.exporter.otlp.retry.disabled", "true");
    return Collections.unmodifiableMap(defaults);
  }

  /** What replaces the user's values. */
  Map<String, String> corrections(ConfigProperties config) {
    Map<String, String> corrections = new HashMap<>();
    // we propagate nothing over FTP; b3 or xray would ask for a library that is not here
    corrections.put("otel.propagators", "none");
    for (String signal : SIGNALS) {
      correctExporters(corrections, config, "otel." + signal + ".exporter");
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
    corrections.putAll(replaced);
    return corrections;
  }

  private void correctOtlp(
      Map<String, String> corrections, ConfigProperties config, String prefix) {
    correctChoice(corrections, config, prefix + ".protocol", "http/protobuf", "grpc");
    correctChoice(corrections, config, prefix + ".compression", "none", "gzip");
  }

  private void correctExporters(
      Map<String, String> corrections, ConfigProperties config, String property) {
    List<String> corrected = new ArrayList<>();
    boolean changed = false;
    for (String exporter : config.getList(property)) {
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
      changed |= !usable.equals(exporter);
      if (!corrected.contains(usable)) {
        corrected.add(usable);
      }
    }
    if (changed) {
      corrections.put(property, String.join(",", corrected));
    }
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
      if (!name.isEmpty()) { // as good as not set, says the specification
        warnings.once(
            property,
            variable(property)
                + ": ftplens does not know '"
                + value
                + "'; "
                + known[0]
                + " is used instead",
            null);
      }
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
    if (!matcher.find() || replaced.containsKey(matcher.group())) {
      return false;
    }
    String property = matcher.group();
    replaced.put(property, "");
    warnings.once(
        "setting " + property,
        variable(property) + " is ignored, its default is used: " + message,
        null);
    return true;
  }

  private static String variable(String property) {
    return property.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
  }
}
