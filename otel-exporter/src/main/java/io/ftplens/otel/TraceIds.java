package io.ftplens.otel;

import java.util.concurrent.ThreadLocalRandom;

/** Chooses random ids in the form of W3C Trace Context: lower-case hexadecimal, never all zero. */
final class TraceIds {
  private static final char[] DIGITS = "0123456789abcdef".toCharArray();

  private TraceIds() {}

  /** 32 digits, all of them random. */
  static String newTraceId() {
    char[] text = new char[32];
    write(ThreadLocalRandom.current().nextLong(), text, 0);
    write(nonZero(), text, 16);
    return new String(text);
  }

  /** 16 digits. */
  static String newSpanId() {
    char[] text = new char[16];
    write(nonZero(), text, 0);
    return new String(text);
  }

  private static long nonZero() {
    long value;
    do {
      value = ThreadLocalRandom.current().nextLong();
    } while (value == 0);
    return value;
  }

  private static void write(long value, char[] text, int offset) {
    for (int i = 0; i < 16; i++) {
      text[offset + i] = DIGITS[(int) (value >>> (60 - 4 * i)) & 0xf];
    }
  }
}
