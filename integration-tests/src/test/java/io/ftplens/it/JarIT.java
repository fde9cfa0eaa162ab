package io.ftplens.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.ftplens.it.jvm.Artifacts;
import io.ftplens.it.jvm.ChildJvm;
import io.ftplens.it.jvm.Jdks;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

/** The one jar that users get: what is in it, and what must not be. */
class JarIT {
  private static final int JAVA_8 = 52;
  private static final List<String> ARCHIVES =
      List.of("inst/agent.archive", "inst/libraries.archive");

  @Test
  void topLevelHoldsTheLauncherAndTheHiddenPartAndNothingElse() throws IOException {
    Set<String> top = new TreeSet<>();
    Set<String> classesInSight = new TreeSet<>();
    for (String name : names()) {
      top.add(name.substring(0, name.indexOf('/') + 1));
      if (name.endsWith(".class")) {
        classesInSight.add(name.substring(0, name.lastIndexOf('/')));
      }
    }
    assertThat(top).containsExactly("META-INF/", "inst/", "io/");
    assertThat(classesInSight).containsExactly("io/ftplens/agent", "io/ftplens/agent/cli");
    assertThat(names()).contains("META-INF/MANIFEST.MF", "META-INF/LICENSE");
  }

  @Test
  void everyClassIsJava8() throws IOException {
    List<String> newer = new ArrayList<>();
    int classes = 0;
    for (Map.Entry<String, byte[]> entry : contents().entrySet()) {
      if (!entry.getKey().endsWith(".class") && !entry.getKey().endsWith(".classdata")) {
        continue;
      }
      classes++;
      try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(entry.getValue()))) {
        assertThat(in.readInt()).as(entry.getKey()).isEqualTo(0xCAFEBABE);
        in.readUnsignedShort();
        if (in.readUnsignedShort() > JAVA_8) {
          newer.add(entry.getKey());
        }
      }
    }
    assertThat(newer).isEmpty();
    assertThat(classes).isGreaterThan(1000);
  }

  /** The JVM reads the whole table of contents at its start: see docs/decisions.md. */
  @Test
  void whatPremainDoesNotNeedLiesInTwoArchivesThatAreNotCompressed() throws IOException {
    try (JarFile jar = jar()) {
      assertThat(jar.size()).isLessThan(250);
      for (String archive : ARCHIVES) {
        assertThat(jar.getEntry(archive).getMethod()).as(archive).isEqualTo(ZipEntry.STORED);
      }
    }
  }

  @Test
  void whatApplicationsAlsoUseIsRelocated() throws IOException {
    assertThat(names())
        .noneMatch(
            name ->
                name.matches(
                    "(inst/)?(org/slf4j|io/opentelemetry|okhttp3|okio|kotlin|com/google|javax)/.*"))
        .noneMatch(name -> name.matches("(inst/)?META-INF/versions/.*"))
        .noneMatch(name -> name.startsWith("inst/") && name.endsWith(".class"))
        .anyMatch(name -> name.matches("inst/io/ftplens/.*/io/opentelemetry/.*\\.classdata"));
  }

  @Test
  void manifestServesAgentAttachAndCommandLine() throws IOException {
    try (JarFile jar = jar()) {
      Attributes manifest = jar.getManifest().getMainAttributes();
      String launcher = "io.ftplens.agent.FtplensAgent";
      assertThat(manifest.getValue("Premain-Class")).isEqualTo(launcher);
      assertThat(manifest.getValue("Agent-Class")).isEqualTo(launcher);
      assertThat(manifest.getValue("Main-Class")).isNotNull();
      assertThat(manifest.getValue("Can-Retransform-Classes")).isEqualTo("true");
      assertThat(manifest.getValue("Can-Redefine-Classes")).isEqualTo("true");
      assertThat(manifest.getValue("Boot-Class-Path")).isNull();
      assertThat(manifest.getValue("Implementation-Version")).isEqualTo(version());
    }
  }

  @Test
  void commandLineTellsVersionAndHelp() {
    assertThat(run("--version").expectSuccess().stdout()).isEqualTo("ftplens " + version() + "\n");
    assertThat(run("--help").expectSuccess().stdout())
        .contains("-javaagent:ftplens-agent.jar", "log.target");
    ChildJvm.Exit unknown = run("--nonsense");
    assertThat(unknown.code()).isNotZero();
    assertThat(unknown.stderr()).contains("--nonsense");
  }

  private static ChildJvm.Exit run(String argument) {
    return ChildJvm.on(Jdks.own()).jvmArgs("-jar", Artifacts.agent().toString(), argument).run();
  }

  private static String version() {
    return System.getProperty("ftplens.it.version");
  }

  private static JarFile jar() throws IOException {
    return new JarFile(Artifacts.agent().toFile());
  }

  private static List<String> names() throws IOException {
    return List.copyOf(contents().keySet());
  }

  /** All entries, those of the archives as if they lay beside them. */
  private static Map<String, byte[]> contents() throws IOException {
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
