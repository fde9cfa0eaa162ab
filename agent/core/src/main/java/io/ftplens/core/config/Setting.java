package io.ftplens.core.config;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The settings a user can make; documented in {@code docs/telemetry.md}. */
enum Setting {
  ENABLED("enabled", "true", Kind.BOOLEAN),
  FORCE_PASSIVE("force-passive", "false", Kind.FORCE),
  CAPTURE_PATH("capture-path", "true", Kind.BOOLEAN),
  CAPTURE_USER("capture-user", "false", Kind.BOOLEAN),
  PORTS("ports", "21,990,2121", Kind.PORTS),
  LOG_LEVEL("log.level", "info", Kind.LEVEL),
  LOG_TARGET("log.target", "stderr", Kind.TEXT),
  OTEL("otel", "auto", Kind.OTEL),
  JMX("jmx", "auto", Kind.JMX);

  /** What a value must look like. */
  enum Kind {
    BOOLEAN("true or false"),
    FORCE("true, false or strict"),
    PORTS("port numbers from 1 to 65535 with commas between them"),
    LEVEL("one of error, warn, info, debug, trace, off"),
    OTEL("one of auto, embedded, application, none"),
    JMX("auto, true or false"),
    TEXT("any text");

    final String expected;

    Kind(String expected) {
      this.expected = expected;
    }

    boolean accepts(String value) {
      switch (this) {
        case BOOLEAN:
          return value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false");
        case FORCE:
          return BOOLEAN.accepts(value) || value.equalsIgnoreCase("strict");
        case PORTS:
          return Ports.parse(value) != null;
        case LEVEL:
          return isOneOf(value, "error", "warn", "info", "debug", "trace", "off");
        case OTEL:
          return isOneOf(value, "auto", "embedded", "application", "none");
        case JMX:
          return BOOLEAN.accepts(value) || value.equalsIgnoreCase("auto");
        case TEXT:
          return !value.isEmpty();
      }
      return false;
    }

    private static boolean isOneOf(String value, String... words) {
      for (String word : words) {
        if (word.equals(value.toLowerCase(Locale.ROOT))) {
          return true;
        }
      }
      return false;
    }
  }

  /** The name without its prefix: {@code force-passive}. */
  final String key;

  final String defaultValue;
  final Kind kind;

  Setting(String key, String defaultValue, Kind kind) {
    this.key = key;
    this.defaultValue = defaultValue;
    this.kind = kind;
  }

  /** Whether it can change while the application runs. */
  boolean live() {
    switch (this) {
      case FORCE_PASSIVE:
      case CAPTURE_PATH:
      case CAPTURE_USER:
      case PORTS:
      case LOG_LEVEL:
        return true;
      default:
        return false;
    }
  }

  /** The setting of a key, with or without the prefix {@code ftplens.}; null if there is none. */
  static @Nullable Setting of(String key) {
    for (Setting setting : values()) {
      if (setting.key.equals(key) || setting.property().equals(key)) {
        return setting;
      }
    }
    return null;
  }

  /** {@code ftplens.force-passive}. */
  String property() {
    return "ftplens." + key;
  }

  /** {@code FTPLENS_FORCE_PASSIVE}. */
  String variable() {
    return "FTPLENS_" + key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
  }
}
