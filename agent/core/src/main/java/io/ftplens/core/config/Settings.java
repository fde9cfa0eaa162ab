package io.ftplens.core.config;

import java.util.BitSet;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** The settings as they were understood; immutable. */
public final class Settings {
  private final Map<Setting, String> values;
  private final Map<Setting, Origin> origins;
  private final BitSet ports;

  Settings(Map<Setting, String> values) {
    this(values, new EnumMap<>(Setting.class));
  }

  Settings(Map<Setting, String> values, Map<Setting, Origin> origins) {
    this.values = values;
    this.origins = origins;
    BitSet parsed = Ports.parse(text(Setting.PORTS));
    this.ports = parsed != null ? parsed : new BitSet();
  }

  /** {@code ftplens.enabled}: false installs nothing. */
  public boolean enabled() {
    return is(Setting.ENABLED);
  }

  /** {@code ftplens.force-passive}: {@code true}, {@code false} or {@code strict}. */
  public String forcePassive() {
    return text(Setting.FORCE_PASSIVE).toLowerCase(Locale.ROOT);
  }

  /** {@code ftplens.capture-path}: whether paths are recorded. */
  public boolean capturePath() {
    return is(Setting.CAPTURE_PATH);
  }

  /** {@code ftplens.capture-user}: whether user names are recorded. */
  public boolean captureUser() {
    return is(Setting.CAPTURE_USER);
  }

  /** {@code ftplens.ports}: whether a server port is known to be FTP before the first byte. */
  public boolean knownPort(int port) {
    return ports.get(port);
  }

  /** {@code ftplens.log.level}, lower case. */
  public String logLevel() {
    return text(Setting.LOG_LEVEL).toLowerCase(Locale.ROOT);
  }

  /** {@code ftplens.log.target}: {@code stderr}, {@code application} or a file. */
  public String logTarget() {
    return text(Setting.LOG_TARGET);
  }

  /** {@code ftplens.otel}, lower case. */
  public String otel() {
    return text(Setting.OTEL).toLowerCase(Locale.ROOT);
  }

  /** {@code ftplens.jmx}, lower case: {@code auto}, {@code true} or {@code false}. */
  public String jmx() {
    return text(Setting.JMX).toLowerCase(Locale.ROOT);
  }

  /** The same with one value replaced. */
  Settings with(Setting setting, String value, Origin origin) {
    Map<Setting, String> newValues = new EnumMap<>(Setting.class);
    newValues.putAll(values);
    newValues.put(setting, value);
    Map<Setting, Origin> newOrigins = new EnumMap<>(Setting.class);
    newOrigins.putAll(origins);
    newOrigins.put(setting, origin);
    return new Settings(newValues, newOrigins);
  }

  Origin origin(Setting setting) {
    Origin origin = origins.get(setting);
    return origin != null ? origin : Origin.DEFAULT;
  }

  private boolean is(Setting setting) {
    return Boolean.parseBoolean(text(setting));
  }

  String text(Setting setting) {
    String value = values.get(setting);
    return value != null ? value : setting.defaultValue;
  }
}
