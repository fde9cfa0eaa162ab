package io.ftplens.protocol.line;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Decodes lines: UTF-8 where that is what they are (RFC 2640, 2.2), else ISO-8859-1. */
public final class LineText {
  private LineText() {}

  /** Decodes a part of a line; each byte that is not UTF-8 keeps its value as a character. */
  public static String decode(byte[] bytes, int offset, int count) {
    for (int i = offset; i < offset + count; i++) {
      if (bytes[i] < 0) {
        return decodeNonAscii(bytes, offset, count);
      }
    }
    return new String(bytes, offset, count, StandardCharsets.US_ASCII);
  }

  private static String decodeNonAscii(byte[] bytes, int offset, int count) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, offset, count))
          .toString();
    } catch (CharacterCodingException notUtf8) {
      return new String(bytes, offset, count, StandardCharsets.ISO_8859_1);
    }
  }

  /**
   * The length without a UTF-8 sequence that was cut at the end, which would make the whole line
   * pass for ISO-8859-1.
   */
  static int withoutPartialCharacter(byte[] bytes, int length) {
    int lead = length;
    while (lead > 0 && length - lead < 3 && (bytes[lead - 1] & 0xc0) == 0x80) {
      lead--;
    }
    if (lead == 0) {
      return length;
    }
    int first = bytes[lead - 1] & 0xff;
    int sequence = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc0 ? 2 : 1;
    return length - lead + 1 < sequence ? lead - 1 : length;
  }
}
