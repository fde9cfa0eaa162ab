package io.ftplens.otel.console;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;

/** One line of {@code key=value}, in which no value can forge a line or a key. */
final class ConsoleLine {
  private final StringBuilder text;

  ConsoleLine(String kind) {
    this.text = new StringBuilder(kind);
  }

  ConsoleLine add(String key, Object value) {
    text.append(' ').append(key).append('=');
    appendQuoted(String.valueOf(value));
    return this;
  }

  ConsoleLine add(SpanContext span) {
    if (span.isValid()) {
      add("trace_id", span.getTraceId());
      add("span_id", span.getSpanId());
    }
    return this;
  }

  ConsoleLine add(Attributes attributes) {
    attributes.forEach((key, value) -> add(key.getKey(), value));
    return this;
  }

  /** Writes to the standard error of the moment, so that a redirection counts. */
  void print() {
    System.err.println(text);
  }

  @Override
  public String toString() {
    return text.toString();
  }

  private void appendQuoted(String value) {
    if (value.isEmpty() || value.chars().anyMatch(c -> c == ' ' || unsafe((char) c))) {
      text.append('"');
      for (int i = 0; i < value.length(); i++) {
        appendEscaped(value.charAt(i));
      }
      text.append('"');
    } else {
      text.append(value);
    }
  }

  private void appendEscaped(char c) {
    if (c == '"' || c == '\\') {
      text.append('\\').append(c);
    } else if (c != '=' && unsafe(c)) {
      text.append(String.format("\\u%04x", (int) c));
    } else {
      text.append(c);
    }
  }

  /** What ends a line, hides text or turns it round: controls, separators, formats. */
  private static boolean unsafe(char c) {
    switch (Character.getType(c)) {
      case Character.CONTROL:
      case Character.FORMAT:
      case Character.LINE_SEPARATOR:
      case Character.PARAGRAPH_SEPARATOR:
      case Character.SURROGATE:
        return true;
      default:
        return c == '"' || c == '\\' || c == '=';
    }
  }
}
