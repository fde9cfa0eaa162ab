package io.ftplens.it.jvm;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One line in logfmt, read by the rules any log pipeline has: {@code key=value}, or {@code
 * key="value"} with backslash escapes.
 */
public final class LogLine {
  private static final String TRANSFER = "ftp transfer ";

  private final String text;
  private final Map<String, String> values;

  private LogLine(String text, Map<String, String> values) {
    this.text = text;
    this.values = values;
  }

  /** The transfer lines of a log, whatever stands before them in a line. */
  public static List<LogLine> transfers(String log) {
    return all(log, TRANSFER);
  }

  /** The diagnosis lines of a log. */
  public static List<LogLine> diagnoses(String log) {
    return all(log, "ftp diagnosis ");
  }

  /** The lines of a log that begin with these words, whatever stands before them in a line. */
  public static List<LogLine> all(String log, String words) {
    return log.lines()
        .filter(line -> line.contains(words))
        .map(line -> new LogLine(line, parse(line.substring(line.indexOf(words) + words.length()))))
        .collect(Collectors.toList());
  }

  /** Reads one transfer line. */
  public static LogLine transfer(String line) {
    String text = line.substring(line.indexOf(TRANSFER) + TRANSFER.length());
    return new LogLine(line, parse(text));
  }

  /** The value of a key; null if the line has none. */
  public String get(String key) {
    return values.get(key);
  }

  /** All keys and values, in the order of the line. */
  public Map<String, String> values() {
    return values;
  }

  static Map<String, String> parse(String text) {
    Map<String, String> values = new LinkedHashMap<>();
    int at = 0;
    while (at < text.length()) {
      int equals = text.indexOf('=', at);
      if (equals < 0) {
        throw new AssertionError("not logfmt from column " + at + ": " + text);
      }
      String key = text.substring(at, equals);
      if (!key.matches("[a-z][a-z0-9_.]*")) {
        throw new AssertionError("not a key: '" + key + "' in " + text);
      }
      StringBuilder value = new StringBuilder();
      at = value(text, equals + 1, value);
      if (values.put(key, value.toString()) != null) {
        throw new AssertionError("twice " + key + ": " + text);
      }
      if (at < text.length() && text.charAt(at) != ' ') {
        throw new AssertionError("no space after " + key + ": " + text);
      }
      at++;
    }
    return values;
  }

  /** Reads a value from a position; returns the position after it. */
  private static int value(String text, int from, StringBuilder value) {
    if (from >= text.length() || text.charAt(from) != '"') {
      int end = text.indexOf(' ', from);
      end = end < 0 ? text.length() : end;
      value.append(text, from, end);
      return end;
    }
    int at = from + 1;
    while (text.charAt(at) != '"') {
      if (text.charAt(at) != '\\') {
        value.append(text.charAt(at++));
        continue;
      }
      char escape = text.charAt(at + 1);
      at += 2;
      switch (escape) {
        case 'n' -> value.append('\n');
        case 'r' -> value.append('\r');
        case 't' -> value.append('\t');
        case 'x' -> {
          value.append((char) Integer.parseInt(text.substring(at, at + 2), 16));
          at += 2;
        }
        case 'u' -> {
          value.append((char) Integer.parseInt(text.substring(at, at + 4), 16));
          at += 4;
        }
        default -> value.append(escape);
      }
    }
    return at + 1;
  }

  @Override
  public String toString() {
    return text;
  }
}
