package io.ftplens.core.tap;

/**
 * Finds the TLS records with which one direction of a connection leaves TLS: after CCC (RFC 4217,
 * 6.3) a close_notify may still go by before the clear text begins.
 */
final class TlsRecords {
  private static final int FIRST_TYPE = 20;
  private static final int LAST_TYPE = 23;
  private static final int HEADER = 5;

  /** How many bytes of the current record's header have gone by. */
  private int header;

  private int length;
  private boolean over;

  /** How many of these bytes, from the first on, belong to records; for good less than all. */
  int skip(byte[] bytes, int offset, int count) {
    int at = 0;
    while (at < count && !over) {
      int b = bytes[offset + at] & 0xff;
      if (header == 0 && (b < FIRST_TYPE || b > LAST_TYPE)) {
        over = true;
        return at;
      }
      if (header < HEADER) {
        header++;
        // The last two bytes of the header are the length of what follows it (RFC 5246, 6.2.1).
        length = header < HEADER - 1 ? 0 : (length << 8) | b;
        at++;
      } else {
        int skipped = Math.min(length, count - at);
        length -= skipped;
        at += skipped;
      }
      if (header == HEADER && length == 0) {
        header = 0;
      }
    }
    return at;
  }
}
