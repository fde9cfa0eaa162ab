package io.ftplens.core.log;

import org.jspecify.annotations.Nullable;

/**
 * Builds {@code key=value} pairs; a value with a space, a quote, an equals sign or a control
 * character is quoted and escaped, so that nothing a server or a file name holds can forge a line.
 */
final class Logfmt {
  /** A path or message longer than this is cut: a log line is for reading. */
  static final int LONGEST_VALUE = 4096;

  private final StringBuilder line;

  Logfmt(String opening) {
    line = new StringBuilder(320).append(opening);
  }

  /** Adds a pair unless the value is null. */
  Logfmt pair(String key, @Nullable Object value) {
    if (value != null) {
      line.append(' ').append(key).append('=');
      value(String.valueOf(value));
    }
    return this;
  }

  private void value(String text) {
    int length = Math.min(text.length(), LONGEST_VALUE);
    if (length > 0 && plain(text, length)) {
      line.append(text, 0, length);
      return;
    }
    line.append('"');
    escape(text, length, line);
    line.append('"');
  }

  private static boolean plain(String text, int length) {
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c == ' ' || c == '"' || c == '=' || c == '\\' || unprintable(c)) {
        return false;
      }
    }
    return true;
  }

  /** Controls (C0, DEL, C1), line and paragraph separators, and marks that reorder text. */
  private static boolean unprintable(char c) {
    return c < 0x20
        || (c >= 0x7f && c <= 0x9f)
        || c == 0x2028
        || c == 0x2029
        || (c >= 0x202a && c <= 0x202e)
        || (c >= 0x2066 && c <= 0x2069);
  }

  /** Text for the middle of a line: what could end or disguise it is escaped; long text is cut. */
  static String oneLine(String text) {
    return withoutControls(text.length() > LONGEST_VALUE ? text.substring(0, LONGEST_VALUE) : text);
  }

  /** The text with every character escaped that could end or disguise a line. */
  static String withoutControls(String text) {
    int clean = 0;
    while (clean < text.length() && !unprintable(text.charAt(clean))) {
      clean++;
    }
    if (clean == text.length()) {
      return text;
    }
    StringBuilder safe = new StringBuilder(text.length() + 16).append(text, 0, clean);
    for (int i = clean; i < text.length(); i++) {
      char c = text.charAt(i);
      if (unprintable(c)) {
        escapeChar(c, safe);
      } else {
        safe.append(c);
      }
    }
    return safe.toString();
  }

  private static void escape(String text, int length, StringBuilder to) {
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        to.append('\\').append(c);
      } else if (unprintable(c)) {
        escapeChar(c, to);
      } else {
        to.append(c);
      }
    }
  }

  private static void escapeChar(char c, StringBuilder to) {
    switch (c) {
      case '\n':
        to.append("\\n");
        break;
      case '\r':
        to.append("\\r");
        break;
      case '\t':
        to.append("\\t");
        break;
      default:
        to.append(String.format("\\u%04x", (int) c));
        break;
    }
  }

  @Override
  public String toString() {
    return line.toString();
  }
}
