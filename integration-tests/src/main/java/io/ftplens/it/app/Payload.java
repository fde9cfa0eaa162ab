package io.ftplens.it.app;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;

/** The bytes an application sends, and what it tells of those it got. */
final class Payload {
  private Payload() {}

  /** Bytes that depend on their position, without line ends, so that no ASCII mode alters them. */
  static byte[] of(int size) {
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) ('a' + i % 23);
    }
    return bytes;
  }

  /** Length and checksum, for a line of output. */
  static String describe(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, bytes.length);
    return bytes.length + " bytes " + Long.toHexString(crc.getValue());
  }

  /** Reads a stream to its end, in chunks small enough that a transfer takes several reads. */
  static byte[] drain(InputStream in) throws IOException {
    java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
    byte[] buffer = new byte[3000];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      out.write(buffer, 0, n);
    }
    return out.toByteArray();
  }
}
