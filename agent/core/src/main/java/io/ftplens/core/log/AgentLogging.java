package io.ftplens.core.log;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * Where the SLF4J provider finds the sink and the level; set once, before the first line is logged.
 *
 * <p>SLF4J makes the provider by a constructor without arguments, so this is static.
 */
public final class AgentLogging {
  private static volatile @Nullable LineSink sink;
  private static volatile String threshold = "info";

  private AgentLogging() {}

  /**
   * Sets where lines go.
   *
   * @param newThreshold a value of {@code ftplens.log.level}
   */
  public static void configure(LineSink newSink, String newThreshold) {
    sink = newSink;
    threshold = newThreshold;
  }

  /** Whether lines of this level are written; asked before each line is built. */
  static boolean enabled(Level level) {
    return LogLevel.passes(level, threshold);
  }

  /** Writes one line: time, level, logger, text; of a Throwable its type and message. */
  static void write(Level level, String logger, String text, @Nullable Throwable thrown) {
    StringBuilder line = new StringBuilder(text.length() + 64);
    line.append(Timestamps.FORMAT.format(Instant.now().atZone(ZoneId.systemDefault())));
    line.append(' ').append(level).append(level.name().length() == 4 ? "  " : " ");
    line.append(logger).append(" - ");
    // Whatever a caller put into it: one call, one line.
    line.append(Logfmt.withoutControls(text));
    if (thrown != null) {
      line.append(" (").append(Logfmt.oneLine(thrown.toString())).append(')');
    }
    LineSink to = sink;
    if (to != null) {
      to.line(line.toString());
    }
  }

  /** Of its own, so that an agent with nothing to say does not load a date format at start-up. */
  private static final class Timestamps {
    static final DateTimeFormatter FORMAT =
        DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX", Locale.ROOT);
  }
}
