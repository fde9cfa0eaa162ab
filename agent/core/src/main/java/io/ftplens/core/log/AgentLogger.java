package io.ftplens.core.log;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;
import org.slf4j.event.LoggingEvent;
import org.slf4j.helpers.AbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.spi.LoggingEventAware;

/** A logger that hands formatted lines to {@link AgentLogging}. */
final class AgentLogger extends AbstractLogger implements LoggingEventAware {
  /** Keys of what correlates an event; its text says the ids too. */
  static final String TRACE_ID = "trace_id";

  static final String SPAN_ID = "span_id";

  /** Key of the {@link Origin}. */
  static final String ORIGIN = "origin";

  private static final long serialVersionUID = 1;

  AgentLogger(String name) {
    this.name = name;
  }

  @Override
  public boolean isTraceEnabled() {
    return AgentLogging.enabled(Level.TRACE);
  }

  @Override
  public boolean isTraceEnabled(@Nullable Marker marker) {
    return isTraceEnabled();
  }

  @Override
  public boolean isDebugEnabled() {
    return AgentLogging.enabled(Level.DEBUG);
  }

  @Override
  public boolean isDebugEnabled(@Nullable Marker marker) {
    return isDebugEnabled();
  }

  @Override
  public boolean isInfoEnabled() {
    return AgentLogging.enabled(Level.INFO);
  }

  @Override
  public boolean isInfoEnabled(@Nullable Marker marker) {
    return isInfoEnabled();
  }

  @Override
  public boolean isWarnEnabled() {
    return AgentLogging.enabled(Level.WARN);
  }

  @Override
  public boolean isWarnEnabled(@Nullable Marker marker) {
    return isWarnEnabled();
  }

  @Override
  public boolean isErrorEnabled() {
    return AgentLogging.enabled(Level.ERROR);
  }

  @Override
  public boolean isErrorEnabled(@Nullable Marker marker) {
    return isErrorEnabled();
  }

  @Override
  protected @Nullable String getFullyQualifiedCallerName() {
    return null;
  }

  @Override
  protected void handleNormalizedLoggingCall(
      Level level,
      @Nullable Marker marker,
      String pattern,
      Object @Nullable [] arguments,
      @Nullable Throwable thrown) {
    String text =
        arguments == null ? pattern : MessageFormatter.basicArrayFormat(pattern, arguments);
    AgentLogging.write(level, name, text, thrown);
  }

  /** An event of the fluent API, whose text is complete; the pairs are those named above. */
  @Override
  public void log(LoggingEvent event) {
    Origin origin = Origin.UNKNOWN;
    String traceId = null;
    String spanId = null;
    List<KeyValuePair> pairs = event.getKeyValuePairs();
    if (pairs != null) {
      for (KeyValuePair pair : pairs) {
        if (pair.key.equals(ORIGIN)) {
          origin = (Origin) pair.value;
        } else if (pair.key.equals(TRACE_ID)) {
          traceId = (String) pair.value;
        } else if (pair.key.equals(SPAN_ID)) {
          spanId = (String) pair.value;
        }
      }
    }
    AgentLogging.write(
        event.getLevel(), name, event.getMessage(), event.getThrowable(), traceId, spanId, origin);
  }
}
