package io.ftplens.protocol.message;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds the lists of numbers with commas in a text, one after the other: servers put the one that
 * matters within parentheses, after an equals sign, or just somewhere.
 */
final class NumberLists {
  /** More than the longest form has (RFC 1639 with 15 address and 15 port octets). */
  private static final int MOST_NUMBERS = 64;

  /** Stands for any number that is too large to be right. */
  static final int TOO_LARGE = 1 << 20;

  private final String text;
  private int position;

  NumberLists(String text, int position) {
    this.text = text;
    this.position = position;
  }

  /** The next list of two or more numbers, blanks around commas allowed; null at the end. */
  int @Nullable [] next() {
    int[] numbers = new int[MOST_NUMBERS];
    while (skipToDigit()) {
      int count = 0;
      do {
        int number = number();
        if (count < MOST_NUMBERS) {
          numbers[count++] = number;
        }
      } while (skipComma());
      if (count > 1) {
        return Arrays.copyOf(numbers, count);
      }
    }
    return null;
  }

  private boolean skipToDigit() {
    while (position < text.length() && !digitAt(position)) {
      position++;
    }
    return position < text.length();
  }

  private int number() {
    int number = 0;
    while (position < text.length() && digitAt(position)) {
      number = Math.min(TOO_LARGE, 10 * number + text.charAt(position) - '0');
      position++;
    }
    return number;
  }

  /** Moves to the next number if only a comma and blanks lie before it. */
  private boolean skipComma() {
    int next = skipBlanks(position);
    if (next >= text.length() || text.charAt(next) != ',') {
      return false;
    }
    next = skipBlanks(next + 1);
    if (next >= text.length() || !digitAt(next)) {
      return false;
    }
    position = next;
    return true;
  }

  private int skipBlanks(int from) {
    int next = from;
    while (next < text.length() && (text.charAt(next) == ' ' || text.charAt(next) == '\t')) {
      next++;
    }
    return next;
  }

  private boolean digitAt(int index) {
    char c = text.charAt(index);
    return c >= '0' && c <= '9';
  }
}
