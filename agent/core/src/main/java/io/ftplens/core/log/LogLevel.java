package io.ftplens.core.log;

import java.util.Locale;
import org.slf4j.event.Level;

/** The threshold of ftplens's own log. */
final class LogLevel {
  private LogLevel() {}

  /** Whether a line of a level passes a threshold as {@code ftplens.log.level} writes it. */
  static boolean passes(Level level, String threshold) {
    String name = threshold.toUpperCase(Locale.ROOT);
    return !name.equals("OFF") && level.toInt() >= Level.valueOf(name).toInt();
  }
}
