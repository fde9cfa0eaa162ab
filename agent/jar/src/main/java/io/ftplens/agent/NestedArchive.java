package io.ftplens.agent;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReferenceArray;
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

  /** Of {@code .classdata}. */
  private static final int SUFFIX_SIZE = 10;

  private static final int HASHED = 12;

  /**
   * Read at once: the classes of a package lie side by side, and are loaded one after the other.
   */
  private static final int BLOCK = 1 << 15;

  /** What deflating can save at most: 258 bytes by two bits. */
  private static final int MOST_INFLATION = 1032;

  private final HiddenEntries jar;
  private final String file;
  private byte @Nullable [] contents;
  private long size;

  /** What was read, until the next collection. */
  private AtomicReferenceArray<@Nullable WeakReference<byte[]>> blocks =
      new AtomicReferenceArray<>(0);

  /** Where each header lies in the contents, plus one, by the hash of its name; 0 is no entry. */
  private int[] headers = new int[1];

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
    byte[] bytes = read(name);
    return bytes == null ? null : new ByteArrayInputStream(bytes);
  }

  /** Reads an entry; null if there is none of this name. */
  byte @Nullable [] read(String name) throws IOException {
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

  private byte[] entry(byte[] table, int header) throws IOException {
    int packedSize = int32(table, header + 20);
    int start = int32(table, header + 42);
    // How long the local header's extra fields are stands in it alone.
    byte[] local = bytes(start, LOCAL_HEADER_SIZE);
    long from = (long) start + LOCAL_HEADER_SIZE + int16(local, 26) + int16(local, 28);
    byte[] read = bytes(from, packedSize);
    return int16(table, header + 10) == STORED ? read : inflate(read, int32(table, header + 24));
  }

  /** Where the entry's header lies in the table of contents; -1 if there is none. */
  private synchronized int header(String name) throws IOException {
    byte[] table = contents;
    if (table == null) {
      table = readContents();
      contents = table;
    }
    byte[] wanted = name.getBytes(StandardCharsets.ISO_8859_1);
    int slot = hash(wanted, 0, wanted.length) & (headers.length - 1);
    for (; headers[slot] != 0; slot = (slot + 1) & (headers.length - 1)) {
      int header = headers[slot] - 1;
      if (int16(table, header + 28) == wanted.length
          && equal(table, header + HEADER_SIZE, wanted)) {
        return header;
      }
    }
    return -1;
  }

  private byte[] readContents() throws IOException {
    size = jar.size(file);
    if (size < END_SIZE) {
      return new byte[0];
    }
    blocks = new AtomicReferenceArray<>((int) ((size + BLOCK - 1) / BLOCK));
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

  private static int[] headers(byte[] table, int count) {
    int[] found = new int[Integer.highestOneBit(count + 1) * 4];
    for (int i = 0, at = 0; i < count; i++) {
      int nameSize = int16(table, at + 28);
      int slot = hash(table, at + HEADER_SIZE, nameSize) & (found.length - 1);
      while (found[slot] != 0) {
        slot = (slot + 1) & (found.length - 1);
      }
      found[slot] = at + 1;
      at += HEADER_SIZE + nameSize + int16(table, at + 30) + int16(table, at + 32);
    }
    return found;
  }

  /**
   * Of a name, from its length and every other one of its last letters before {@code .classdata}:
   * it is not yet compiled when it is needed, and all letters of all names would cost more than the
   * reading.
   */
  private static int hash(byte[] bytes, int from, int length) {
    int hash = length;
    int last = from + length - SUFFIX_SIZE;
    for (int at = Math.max(from, last - HASHED); at < last; at += 2) {
      hash = 31 * hash + bytes[at];
    }
    return hash;
  }

  private static boolean equal(byte[] table, int at, byte[] name) {
    int i = 0;
    while (i < name.length && table[at + i] == name[i]) {
      i++;
    }
    return i == name.length;
  }

  private IOException damaged() {
    return new IOException(file + " in the agent's jar is no archive of ours; take the jar anew");
  }

  private byte[] bytes(long from, int count) throws IOException {
    if (from < 0 || count < 0 || from + count > size) {
      throw damaged();
    }
    byte[] bytes = new byte[count];
    for (int at = 0; at < count; ) {
      byte[] block = block((int) ((from + at) / BLOCK));
      int offset = (int) ((from + at) % BLOCK);
      int length = Math.min(count - at, block.length - offset);
      System.arraycopy(block, offset, bytes, at, length);
      at += length;
    }
    return bytes;
  }

  private byte[] block(int number) throws IOException {
    WeakReference<byte[]> known = blocks.get(number);
    byte[] block = known == null ? null : known.get();
    if (block == null) {
      long from = (long) number * BLOCK;
      block = readFromJar(from, (int) Math.min(BLOCK, size - from));
      blocks.set(number, new WeakReference<>(block));
    }
    return block;
  }

  private byte[] readFromJar(long from, int count) throws IOException {
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

  private byte[] inflate(byte[] packed, int size) throws IOException {
    if (size < 0 || size > (packed.length + 1L) * MOST_INFLATION) {
      throw damaged();
    }
    byte[] bytes = new byte[size];
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(packed);
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
