package io.ftplens.core.config;

import io.ftplens.protocol.event.CapturePolicy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The settings in force, some of which can change while the application runs; safe for use by any
 * thread. Whoever wants a change to take effect at once asks here each time.
 */
public final class LiveSettings implements CapturePolicy {
  /** Asked for at each data connection. */
  private static final String FORCE_PASSIVE = Setting.FORCE_PASSIVE.property();

  private final Properties properties;
  private final ReentrantLock changes = new ReentrantLock();
  private volatile Settings current;

  /** Begins with what was read at the start, beside the system properties of this JVM. */
  public LiveSettings(Settings atStart) {
    this(atStart, System.getProperties());
  }

  LiveSettings(Settings atStart, Properties properties) {
    this.current = atStart;
    this.properties = properties;
  }

  /** The settings now; do not keep them. */
  public Settings current() {
    return current;
  }

  /**
   * {@code true}, {@code false} or {@code strict}. The system property counts as it is at this
   * moment, so that the application can switch by {@code System.setProperty}; without it, or where
   * it is malformed, what was set last.
   */
  public String forcePassive() {
    String property = forcePassiveProperty();
    return property != null ? property : current.forcePassive();
  }

  private @Nullable String forcePassiveProperty() {
    String value = properties.getProperty(FORCE_PASSIVE);
    if (value == null) {
      return null;
    }
    String trimmed = value.trim();
    return Setting.FORCE_PASSIVE.kind.accepts(trimmed) ? trimmed.toLowerCase(Locale.ROOT) : null;
  }

  @Override
  public boolean capturePath() {
    return current.capturePath();
  }

  @Override
  public boolean captureUser() {
    return current.captureUser();
  }

  /**
   * Changes a setting.
   *
   * @param key with or without the prefix {@code ftplens.}
   * @return what was changed, for a person
   * @throws IllegalArgumentException with a message for a person, if the key is unknown, cannot
   *     change in a running JVM, or the value is malformed
   */
  public String set(String key, String value) {
    Setting setting = Setting.of(key);
    if (setting == null) {
      throw new IllegalArgumentException(
          "unknown setting " + key + "; these can be set: " + String.join(", ", liveKeys()));
    }
    if (!setting.live()) {
      throw new IllegalArgumentException(
          key
              + " is read when ftplens starts and cannot change in a running JVM; these can: "
              + String.join(", ", liveKeys()));
    }
    String trimmed = value.trim();
    if (!setting.kind.accepts(trimmed)) {
      throw new IllegalArgumentException(
          key + "=" + value + " is not understood (expected: " + setting.kind.expected + ")");
    }
    changes.lock();
    try {
      String before = value(setting);
      current = current.with(setting, trimmed, Origin.SET);
      if (setting == Setting.FORCE_PASSIVE && properties.getProperty(setting.property()) != null) {
        // It is read at each data connection and would otherwise hide what was just set.
        properties.setProperty(setting.property(), trimmed);
      }
      return setting.key + ": " + before + " -> " + value(setting);
    } finally {
      changes.unlock();
    }
  }

  /**
   * Sets all of {@code key=value,key=value}.
   *
   * @return one line for each, for a person
   * @throws IllegalArgumentException as {@link #set}; what stands before it was set
   */
  public List<String> setAll(@Nullable String argument) {
    List<String> done = new ArrayList<>();
    for (Map.Entry<String, String> pair : AgentArguments.parse(argument).entrySet()) {
      done.add(set(pair.getKey(), pair.getValue()));
    }
    return done;
  }

  /** Each setting as {@code key=value (origin)}, in the order of the documentation. */
  public List<String> describe() {
    List<String> lines = new ArrayList<>();
    for (Setting setting : Setting.values()) {
      lines.add(setting.key + "=" + value(setting) + " (" + origin(setting).text + ")");
    }
    return lines;
  }

  private String value(Setting setting) {
    return setting == Setting.FORCE_PASSIVE ? forcePassive() : current.text(setting);
  }

  private Origin origin(Setting setting) {
    boolean byProperty =
        setting == Setting.FORCE_PASSIVE
            && current.origin(setting) != Origin.SET
            && forcePassiveProperty() != null;
    return byProperty ? Origin.PROPERTY : current.origin(setting);
  }

  /** The keys that {@link #set} takes. */
  public static List<String> liveKeys() {
    List<String> keys = new ArrayList<>();
    for (Setting setting : Setting.values()) {
      if (setting.live()) {
        keys.add(setting.key);
      }
    }
    return Collections.unmodifiableList(keys);
  }
}
