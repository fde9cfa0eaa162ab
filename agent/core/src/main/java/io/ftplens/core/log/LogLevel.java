package io.ftplens.core.log;

import java.util.Locale;
import org.slf4j.event.Level;

/** The threshold of ftplens's own log. */
final class LogLevel {
  private LogLevel() {}

  /**
   * The least level that passes a threshold, as {@link Level#toInt}.
   *
   * @param threshold as {@code ftplens.log.level} writes it
   */
  static int least(String threshold) {
    String name = threshold.toUpperCase(Locale.ROOT);
    return name.equals("OFF") ? Integer.MAX_VALUE : Level.valueOf(name).toInt();
  }
}
