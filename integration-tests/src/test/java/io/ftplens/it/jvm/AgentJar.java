package io.ftplens.it.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** What is in the one jar that users get. */
public final class AgentJar {
  /** The archives inside it, which hold what premain does not load. */
  public static final List<String> ARCHIVES =
      List.of("inst/agent.archive", "inst/libraries.archive");

  private AgentJar() {}

  /** All entries, those of the archives as if they lay beside them. */
  public static Map<String, byte[]> contents() throws IOException {
    Map<String, byte[]> contents = new LinkedHashMap<>();
    try (ZipInputStream jar = new ZipInputStream(Files.newInputStream(Artifacts.agent()))) {
      addTo(contents, "", jar);
    }
    for (String archive : ARCHIVES) {
      byte[] file = contents.remove(archive);
      assertThat(file).as(archive).isNotNull();
      addTo(contents, "inst/", new ZipInputStream(new ByteArrayInputStream(file)));
    }
    return contents;
  }

  private static void addTo(Map<String, byte[]> contents, String prefix, ZipInputStream zip)
      throws IOException {
    for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
      if (!entry.isDirectory()) {
        assertThat(contents.put(prefix + entry.getName(), zip.readAllBytes()))
            .as("%s is there once", entry.getName())
            .isNull();
      }
    }
  }
}
