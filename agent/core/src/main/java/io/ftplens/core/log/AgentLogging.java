package io.ftplens.core.log;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.event.EventConstants;
import org.slf4j.event.Level;

/**
 * Where the SLF4J provider finds the sink and the level; set once, before the first line is logged.
 *
 * <p>SLF4J makes the provider by a constructor without arguments, so this is static.
 */
public final class AgentLogging {
  private static final Logger LOGGER = new AgentLogger("io.ftplens");
  private static volatile @Nullable LogSink sink;
  private static volatile int leastLevel = EventConstants.INFO_INT;

  private AgentLogging() {}

  /** The agent's own log, without the search of SLF4J for what we would give it. */
  public static Logger logger() {
    return LOGGER;
  }

  /**
   * Sets where events go.
   *
   * @param newThreshold a value of {@code ftplens.log.level}
   */
  public static void configure(LogSink newSink, String newThreshold) {
    sink = newSink;
    leastLevel = LogLevel.least(newThreshold);
  }

  /** Whether lines of this level are written; asked before each line is built. */
  static boolean enabled(Level level) {
    return level.toInt() >= leastLevel;
  }

  /** As {@link LogSink#wantsOrigin}. */
  static boolean wantsOrigin() {
    LogSink to = sink;
    return to != null && to.wantsOrigin();
  }

  /** As {@link LogSink#writing}. */
  static boolean writing() {
    LogSink to = sink;
    return to != null && to.writing();
  }

  /** Logs one line; of a Throwable its type and message. */
  static void write(Level level, String logger, String text, @Nullable Throwable thrown) {
    Origin origin = wantsOrigin() ? Origin.ofThread() : Origin.UNKNOWN;
    write(level, logger, text, thrown, null, null, origin);
  }

  static void write(
      Level level,
      String logger,
      String text,
      @Nullable Throwable thrown,
      @Nullable String traceId,
      @Nullable String spanId,
      Origin origin) {
    LogSink to = sink;
    if (to != null) {
      // Whatever a caller put into it: one call, one line.
      String line = Logfmt.withoutControls(text);
      if (thrown != null) {
        line += " (" + Logfmt.oneLine(thrown.toString()) + ")";
      }
      to.log(new LogEvent(level, logger, line, traceId, spanId, origin));
    }
  }
}
