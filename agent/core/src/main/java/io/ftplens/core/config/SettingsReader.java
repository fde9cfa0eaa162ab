package io.ftplens.core.config;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the settings: a system property goes before an environment variable, and that before the
 * agent's argument.
 */
public final class SettingsReader {
  private final Map<String, String> properties;
  private final Map<String, String> environment;
  private final List<String> complaints = new ArrayList<>();

  /**
   * Makes a reader.
   *
   * @param properties the system properties; only the names that begin with {@code ftplens.} count
   * @param environment the environment; only the names that begin with {@code FTPLENS_} count
   */
  public SettingsReader(Map<String, String> properties, Map<String, String> environment) {
    this.properties = properties;
    this.environment = environment;
  }

  /** A reader of this JVM's properties and environment. */
  public static SettingsReader ofThisJvm() {
    Map<String, String> properties = new HashMap<>();
    // Not stringPropertyNames, which loads half a dozen classes for its view of the entries.
    for (Enumeration<?> names = System.getProperties().keys(); names.hasMoreElements(); ) {
      Object name = names.nextElement();
      if (name instanceof String && ((String) name).startsWith("ftplens.")) {
        putProperty(properties, (String) name);
      }
    }
    for (Setting setting : Setting.values()) {
      // It may be among the defaults of properties that the application has made.
      putProperty(properties, setting.property());
    }
    return new SettingsReader(properties, System.getenv());
  }

  private static void putProperty(Map<String, String> properties, String name) {
    String value = System.getProperty(name);
    if (value != null) {
      properties.put(name, value);
    }
  }

  /** One sentence for each setting that is unknown or malformed; filled by {@link #read}. */
  public List<String> complaints() {
    return complaints;
  }

  /** Reads all settings; whatever cannot be understood is complained of and has its default. */
  public Settings read(@Nullable String agentArgument) {
    Map<String, String> arguments = AgentArguments.parse(agentArgument);
    nameUnknown(arguments);
    Map<Setting, String> values = new EnumMap<>(Setting.class);
    Map<Setting, Origin> origins = new EnumMap<>(Setting.class);
    for (Setting setting : Setting.values()) {
      find(setting, arguments, values, origins);
    }
    return new Settings(values, origins);
  }

  private void find(
      Setting setting,
      Map<String, String> arguments,
      Map<Setting, String> values,
      Map<Setting, Origin> origins) {
    String value = properties.get(setting.property());
    Origin origin = Origin.PROPERTY;
    String where = "system property " + setting.property();
    if (value == null) {
      value = environment.get(setting.variable());
      origin = Origin.VARIABLE;
      where = "environment variable " + setting.variable();
    }
    if (value == null) {
      value = arguments.get(setting.key);
      origin = Origin.ARGUMENT;
      where = "agent argument " + setting.key;
    }
    if (value == null) {
      return;
    }
    String trimmed = value.trim();
    if (setting.kind.accepts(trimmed)) {
      values.put(setting, trimmed);
      origins.put(setting, origin);
      return;
    }
    complaints.add(
        where
            + "="
            + value
            + " is not understood (expected: "
            + setting.kind.expected
            + "); using the default, "
            + setting.defaultValue);
  }

  private void nameUnknown(Map<String, String> arguments) {
    for (String name : properties.keySet()) {
      if (name.startsWith("ftplens.") && !isKnown(Setting::property, name)) {
        complainOfUnknown("system property", name);
      }
    }
    for (String name : environment.keySet()) {
      if (name.startsWith("FTPLENS_") && !isKnown(Setting::variable, name)) {
        complainOfUnknown("environment variable", name);
      }
    }
    for (String name : arguments.keySet()) {
      if (!isKnown(setting -> setting.key, name)) {
        complainOfUnknown("agent argument", name);
      }
    }
  }

  private void complainOfUnknown(String where, String name) {
    List<String> keys = new ArrayList<>();
    for (Setting setting : Setting.values()) {
      keys.add(setting.key);
    }
    complaints.add(
        "unknown "
            + where
            + " "
            + name
            + " is ignored; the settings are "
            + String.join(", ", keys));
  }

  private static boolean isKnown(java.util.function.Function<Setting, String> nameOf, String name) {
    for (Setting setting : Setting.values()) {
      if (nameOf.apply(setting).equals(name)) {
        return true;
      }
    }
    return false;
  }
}
