package io.ftplens.agent;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Reads a zip file that lies as it is, not compressed a second time, in the agent's jar.
 *
 * <p>The JVM reads the whole table of contents of a jar when it opens it; with the libraries' 2,700
 * classes in it, that alone cost 45 ms of CPU at the start of JDK 25. Packed in a file of their own
 * they cost one entry, until the first of them is asked for.
 *
 * <p>Only what our build writes is understood: no comment, no encryption, no Zip64.
 */
final class NestedArchive {
  private static final int END_SIZE = 22;
  private static final int END_SIGNATURE = 0x06054b50;
  private static final int HEADER_SIZE = 46;
  private static final int LOCAL_HEADER_SIZE = 30;
  private static final int STORED = 0;

  /** Extra fields are seldom longer. */
  private static final int MOST_EXTRA = 64;

  /** What deflating can save at most: 258 bytes by two bits. */
  private static final int MOST_INFLATION = 1032;

  private final HiddenEntries jar;
  private final String file;
  private byte @Nullable [] contents;
  private long size;
  private Map<String, Integer> headers = new HashMap<>();

  /**
   * Names an archive, which is not yet read.
   *
   * @param file the jar's entry; there may be none, and nothing is found then
   */
  NestedArchive(HiddenEntries jar, String file) {
    this.jar = jar;
    this.file = file;
  }

  /** Whether there is an entry of this name. */
  boolean contains(String name) throws IOException {
    return header(name) >= 0;
  }

  /** Opens an entry; null if there is none of this name. */
  @Nullable InputStream open(String name) throws IOException {
    int header = header(name);
    byte[] table = contents;
    if (header < 0 || table == null) {
      return null;
    }
    try {
      return entry(table, header);
    } catch (IndexOutOfBoundsException e) {
      throw damaged();
    }
  }

  private InputStream entry(byte[] table, int header) throws IOException {
    int packedSize = int32(table, header + 20);
    int start = int32(table, header + 42);
    // At one go; how long the local header's extra fields are stands in it alone.
    int guess = LOCAL_HEADER_SIZE + int16(table, header + 28) + MOST_EXTRA + packedSize;
    byte[] read = bytes(start, (int) Math.min(guess, size - start));
    int offset = LOCAL_HEADER_SIZE + int16(read, 26) + int16(read, 28);
    if (read.length - offset < packedSize) {
      read = bytes((long) start + offset, packedSize);
      offset = 0;
    }
    return int16(table, header + 10) == STORED
        ? new ByteArrayInputStream(read, offset, packedSize)
        : new ByteArrayInputStream(inflate(read, offset, packedSize, int32(table, header + 24)));
  }

  /** Where the entry's header lies in the table of contents; -1 if there is none. */
  private synchronized int header(String name) throws IOException {
    if (contents == null) {
      contents = readContents();
    }
    Integer header = headers.get(name);
    return header == null ? -1 : header;
  }

  private byte[] readContents() throws IOException {
    size = jar.size(file);
    if (size < END_SIZE) {
      return new byte[0];
    }
    byte[] end = bytes(size - END_SIZE, END_SIZE);
    if (int32(end, 0) != END_SIGNATURE) {
      throw damaged();
    }
    byte[] table = bytes(int32(end, 16), int32(end, 12));
    try {
      headers = headers(table, int16(end, 10));
    } catch (IndexOutOfBoundsException e) {
      throw damaged();
    }
    return table;
  }

  private static Map<String, Integer> headers(byte[] table, int count) {
    Map<String, Integer> found = new HashMap<>(count * 2);
    for (int i = 0, at = 0; i < count; i++) {
      int nameSize = int16(table, at + 28);
      found.put(new String(table, at + HEADER_SIZE, nameSize, StandardCharsets.UTF_8), at);
      at += HEADER_SIZE + nameSize + int16(table, at + 30) + int16(table, at + 32);
    }
    return found;
  }

  private IOException damaged() {
    return new IOException(file + " in the agent's jar is no archive of ours; take the jar anew");
  }

  private byte[] bytes(long from, int count) throws IOException {
    if (from < 0 || count < 0 || from + count > size) {
      throw damaged();
    }
    byte[] bytes = new byte[count];
    try (InputStream in = jar.open(file)) {
      if (in == null) {
        throw new EOFException(file);
      }
      for (long left = from; left > 0; ) {
        long skipped = in.skip(left);
        if (skipped <= 0) {
          throw new EOFException(file);
        }
        left -= skipped;
      }
      for (int at = 0; at < count; ) {
        int n = in.read(bytes, at, count - at);
        if (n < 0) {
          throw new EOFException(file);
        }
        at += n;
      }
    }
    return bytes;
  }

  private byte[] inflate(byte[] packed, int offset, int count, int size) throws IOException {
    if (size < 0 || size > (count + 1L) * MOST_INFLATION) {
      throw damaged();
    }
    byte[] bytes = new byte[size];
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(packed, offset, count);
      for (int at = 0; at < size; ) {
        int n = inflater.inflate(bytes, at, size - at);
        if (n == 0) {
          throw new EOFException(file);
        }
        at += n;
      }
    } catch (DataFormatException e) {
      throw new IOException(file, e);
    } finally {
      inflater.end();
    }
    return bytes;
  }

  private static int int16(byte[] bytes, int at) {
    return (bytes[at] & 0xff) | (bytes[at + 1] & 0xff) << 8;
  }

  private static int int32(byte[] bytes, int at) {
    return int16(bytes, at) | int16(bytes, at + 2) << 16;
  }
}
