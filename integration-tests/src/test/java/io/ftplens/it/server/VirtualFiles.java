package io.ftplens.it.server;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Files that a server makes up by their names: {@code x-700.bin} has 700 bytes, the directory
 * {@code x-3} three entries. What clients store is kept.
 */
public final class VirtualFiles {
  private static final Pattern SIZE = Pattern.compile("-(\\d+)\\.bin$");
  private static final Pattern COUNT = Pattern.compile("-(\\d+)$");
  private final Map<String, byte[]> stored = new ConcurrentHashMap<>();

  /** The bytes of a file; null if there is none of this name. */
  public byte[] read(String path) {
    byte[] kept = stored.get(path);
    if (kept != null) {
      return kept;
    }
    Matcher size = SIZE.matcher(path);
    return size.find() ? content(path, Integer.parseInt(size.group(1))) : null;
  }

  /** Bytes that depend on the path, so that mixed-up files are seen; without line ends. */
  public static byte[] content(String path, int size) {
    byte[] bytes = new byte[size];
    int salt = Math.floorMod(path.hashCode(), 19);
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) ('A' + (i + salt) % 26);
    }
    return bytes;
  }

  void write(String path, byte[] bytes, boolean append) {
    stored.merge(path, bytes, (old, added) -> append ? concat(old, added) : added);
  }

  private static byte[] concat(byte[] left, byte[] right) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(left);
    out.writeBytes(right);
    return out.toByteArray();
  }

  /** The entries of a directory in the form of LIST, NLST or MLSD. */
  public byte[] list(String verb, String path) {
    Matcher count = COUNT.matcher(path == null ? "" : path);
    int entries = count.find() ? Integer.parseInt(count.group(1)) : 2;
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < entries; i++) {
      String prefix =
          switch (verb) {
            case "LIST" -> "-rw-r--r--   1 test     test         4096 Jan  1  2020 ";
            case "MLSD" -> "type=file;size=4096;modify=20200101000000; ";
            default -> "";
          };
      text.append(prefix).append("file").append(i).append(".txt\r\n");
    }
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }
}
