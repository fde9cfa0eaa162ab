package io.ftplens.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.ftplens.it.jvm.AgentJar;
import io.ftplens.it.jvm.Artifacts;
import io.ftplens.it.jvm.ChildJvm;
import io.ftplens.it.jvm.Jdks;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

/** The one jar that users get: what is in it, and what must not be. */
class JarIT {
  private static final int JAVA_8 = 52;

  /** The one entry that an offline build leaves out. */
  private static final String COMPONENTS = "META-INF/sbom/ftplens-agent.cdx.json";

  /** Where the libraries lie, by the group of their artifacts. */
  private static final Map<String, String> PACKAGES =
      Map.of(
          "io.opentelemetry", "io/ftplens/shaded/io/opentelemetry",
          "com.squareup.okhttp3", "io/ftplens/shaded/okhttp3",
          "com.squareup.okio", "io/ftplens/shaded/okio",
          "org.jetbrains.kotlin", "io/ftplens/shaded/kotlin",
          "org.slf4j", "io/ftplens/shaded/org/slf4j",
          "net.bytebuddy", "net/bytebuddy");

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
    assertThat(
            names().stream()
                .filter(name -> name.startsWith("META-INF/") && !name.equals(COMPONENTS)))
        .containsExactlyInAnyOrder(
            "META-INF/MANIFEST.MF",
            "META-INF/LICENSE",
            "META-INF/NOTICE",
            "META-INF/licenses/ASM",
            "META-INF/licenses/Boost",
            "META-INF/licenses/SLF4J",
            "META-INF/services/io.opentelemetry.javaagent.extension.AgentListener");
  }

  /**
   * Each component has a package of the jar, and each library in the jar is a component; but for
   * the annotations that Kotlin was compiled with, which are left out of the jar and listed.
   */
  @Test
  void componentsAreListedAndTheirLicencesAreThere() throws IOException {
    if (System.getenv("CI") == null && !names().contains(COMPONENTS)) {
      System.out.println("SKIPPED: built offline, so the jar has no list of components");
      abort("built offline");
    }
    Set<String> groups = new TreeSet<>();
    JsonObject list = JsonParser.parseString(text(COMPONENTS)).getAsJsonObject();
    for (JsonElement element : list.getAsJsonArray("components")) {
      JsonObject component = element.getAsJsonObject();
      groups.add(component.get("group").getAsString());
      assertThat(component.getAsJsonArray("licenses")).as("%s", component.get("name")).isNotEmpty();
    }
    assertThat(groups)
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(PACKAGES.keySet().stream(), Stream.of("io.ftplens", "org.jetbrains"))
                .toList());
    String notice = text("META-INF/NOTICE");
    PACKAGES.forEach(
        (group, directory) -> {
          assertThat(notice).contains("(" + group + ")");
          assertThat(libraries()).as(group).contains(directory);
        });
    assertThat(libraries()).hasSameSizeAs(PACKAGES.keySet());
    Matcher text = Pattern.compile("META-INF/licenses/\\w+").matcher(notice);
    Set<String> texts = new TreeSet<>();
    while (text.find()) {
      texts.add(text.group());
    }
    assertThat(names().stream().filter(name -> name.startsWith("META-INF/licenses/")))
        .containsExactlyInAnyOrderElementsOf(texts);
  }

  /** Order and times say nothing of the machine, so that every build gives the same bytes. */
  @Test
  void entriesAreInOrderAndOfOneTime() throws IOException {
    try (JarFile jar = jar()) {
      assertThat(jar.stream().map(ZipEntry::getTimeLocal).distinct())
          .containsExactly(LocalDateTime.of(2026, 1, 1, 0, 0));
      assertThat(jar.getManifest().getMainAttributes().getValue("Created-By")).isEqualTo("ftplens");
      for (String archive : AgentJar.ARCHIVES) {
        List<String> names = new ArrayList<>();
        Set<LocalDateTime> times = new HashSet<>();
        try (ZipInputStream zip = new ZipInputStream(jar.getInputStream(jar.getEntry(archive)))) {
          for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            names.add(entry.getName());
            times.add(entry.getTimeLocal());
          }
        }
        assertThat(names).as(archive).isNotEmpty().isSorted();
        assertThat(times).containsExactly(LocalDateTime.of(2026, 1, 1, 0, 0));
      }
    }
  }

  @Test
  void everyClassIsJava8() throws IOException {
    List<String> newer = new ArrayList<>();
    int classes = 0;
    for (Map.Entry<String, byte[]> entry : AgentJar.contents().entrySet()) {
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
      for (String archive : AgentJar.ARCHIVES) {
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

  /** The directories of what is not ours: {@code shaded/x}, {@code shaded/org/x}, all others. */
  private static Set<String> libraries() {
    Pattern library =
        Pattern.compile(
            "inst/(?:(io/ftplens/shaded/(?:(?:io|org)/)?\\w+)|(?!io/ftplens|java/|sun/misc/|META-INF)(\\w+/\\w+))/.*");
    Set<String> libraries = new TreeSet<>();
    for (String name : names()) {
      Matcher matcher = library.matcher(name);
      if (matcher.matches()) {
        libraries.add(matcher.group(1) != null ? matcher.group(1) : matcher.group(2));
      }
    }
    return libraries;
  }

  private static String text(String entry) throws IOException {
    return new String(AgentJar.contents().get(entry), StandardCharsets.UTF_8);
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

  private static List<String> names() {
    try {
      return List.copyOf(AgentJar.contents().keySet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
