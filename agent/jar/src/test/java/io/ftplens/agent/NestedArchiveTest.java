package io.ftplens.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A zip file stored in the jar, read entry by entry. */
class NestedArchiveTest {
  private static final String FILE = "inst/some.archive";

  @TempDir Path directory;

  @Test
  void findsEveryEntryDeflatedOrStored() throws IOException {
    byte[] large = new byte[100_000];
    new Random(7).nextBytes(large);
    ByteArrayOutputStream nested = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(nested)) {
      add(out, "a/first.txt", bytes("first"), ZipEntry.STORED);
      add(out, "a/large.bin", large, ZipEntry.DEFLATED);
      add(out, "empty", new byte[0], ZipEntry.STORED);
      add(out, "z/last.txt", bytes("last ".repeat(1000)), ZipEntry.DEFLATED);
    }
    NestedArchive archive = archive(nested.toByteArray());

    assertThat(read(archive, "a/first.txt")).isEqualTo(bytes("first"));
    assertThat(read(archive, "a/large.bin")).isEqualTo(large);
    assertThat(read(archive, "empty")).isEmpty();
    assertThat(read(archive, "z/last.txt")).isEqualTo(bytes("last ".repeat(1000)));
    assertThat(archive.contains("a/first.txt")).isTrue();
    assertThat(archive.contains("a/first")).isFalse();
    assertThat(archive.open("nothing")).isNull();
  }

  @Test
  void findsNothingWhereThereIsNoArchive() throws IOException {
    NestedArchive archive = new NestedArchive(jar("inst/other", bytes("x")), FILE);
    assertThat(archive.contains("a")).isFalse();
    assertThat(archive.open("a")).isNull();
  }

  @Test
  void saysWhatIsWrongWithAJarThatIsDamaged() throws IOException {
    NestedArchive archive = archive(bytes("this was an archive before the disk was full"));
    assertThatThrownBy(() -> archive.open("a"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(FILE)
        .hasMessageContaining("take the jar anew");
  }

  /** Whatever is wrong with it, nothing but an IOException comes of it. */
  @Test
  void anyDamageIsAnIoException() throws IOException {
    ByteArrayOutputStream nested = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(nested)) {
      for (int i = 0; i < 20; i++) {
        add(out, "a/" + i, bytes("some ".repeat(i)), ZipEntry.DEFLATED);
      }
    }
    Random random = new Random(7);
    int damaged = 0;
    for (int i = 0; i < 300; i++) {
      byte[] bytes = nested.toByteArray();
      for (int at = random.nextInt(bytes.length), n = random.nextInt(40); n > 0; n--) {
        bytes[(at + n) % bytes.length] = (byte) random.nextInt();
      }
      try {
        NestedArchive archive = archive(bytes);
        for (int entry = 0; entry < 20; entry++) {
          archive.open("a/" + entry);
        }
      } catch (IOException e) {
        damaged++;
      }
    }
    assertThat(damaged).isGreaterThan(50);
  }

  private NestedArchive archive(byte[] nested) throws IOException {
    return new NestedArchive(jar(FILE, nested), FILE);
  }

  private HiddenEntries jar(String name, byte[] content) throws IOException {
    Path jar = directory.resolve("agent.jar");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
      add(out, "before", bytes("something before it"), ZipEntry.DEFLATED);
      add(out, name, content, ZipEntry.STORED);
      add(out, "behind", bytes("something behind it"), ZipEntry.DEFLATED);
    }
    return HiddenEntries.of(jar.toFile());
  }

  private static void add(ZipOutputStream out, String name, byte[] content, int method)
      throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(method);
    if (method == ZipEntry.STORED) {
      CRC32 crc = new CRC32();
      crc.update(content);
      entry.setCrc(crc.getValue());
      entry.setSize(content.length);
      entry.setCompressedSize(content.length);
    }
    out.putNextEntry(entry);
    out.write(content);
    out.closeEntry();
  }

  private static byte[] read(NestedArchive archive, String name) throws IOException {
    try (InputStream in = archive.open(name)) {
      assertThat(in).as(name).isNotNull();
      return in.readAllBytes();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
