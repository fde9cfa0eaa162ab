package io.ftplens.core.log;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/** What is logged by one call, with what correlates it. */
public final class LogEvent {
  private final Instant time = Instant.now();
  private final Level level;
  private final String logger;
  private final String text;
  private final @Nullable String traceId;
  private final @Nullable String spanId;
  private final Origin origin;

  LogEvent(
      Level level,
      String logger,
      String text,
      @Nullable String traceId,
      @Nullable String spanId,
      Origin origin) {
    this.level = level;
    this.logger = logger;
    this.text = text;
    this.traceId = traceId;
    this.spanId = spanId;
    this.origin = origin;
  }

  Level level() {
    return level;
  }

  String logger() {
    return logger;
  }

  /** One line, without time, level and logger. */
  String text() {
    return text;
  }

  /** Of the transfer's span; null if there is none. */
  @Nullable String traceId() {
    return traceId;
  }

  /** Of the transfer's span; null if there is none. */
  @Nullable String spanId() {
    return spanId;
  }

  Origin origin() {
    return origin;
  }

  /** Time, level, logger, text. */
  public String line() {
    StringBuilder line = new StringBuilder(text.length() + 64);
    line.append(Timestamps.FORMAT.format(time.atZone(ZoneId.systemDefault())));
    line.append(' ').append(level).append(level.name().length() == 4 ? "  " : " ");
    return line.append(logger).append(" - ").append(text).toString();
  }

  /** Of its own, so that an agent with nothing to say does not load a date format at start-up. */
  private static final class Timestamps {
    static final DateTimeFormatter FORMAT =
        DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX", Locale.ROOT);
  }
}
