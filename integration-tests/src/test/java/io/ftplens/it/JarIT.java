package io.ftplens.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.ftplens.it.jvm.Artifacts;
import io.ftplens.it.jvm.ChildJvm;
import io.ftplens.it.jvm.Jdks;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** The one jar that users get: what is in it, and what must not be. */
class JarIT {
  private static final int JAVA_8 = 52;

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
    try (JarFile jar = jar()) {
      for (JarEntry entry : (Iterable<JarEntry>) jar.stream()::iterator) {
        if (!entry.getName().endsWith(".class") && !entry.getName().endsWith(".classdata")) {
          continue;
        }
        classes++;
        try (DataInputStream in = new DataInputStream(jar.getInputStream(entry))) {
          assertThat(in.readInt()).as(entry.getName()).isEqualTo(0xCAFEBABE);
          in.readUnsignedShort();
          if (in.readUnsignedShort() > JAVA_8) {
            newer.add(entry.getName());
          }
        }
      }
    }
    assertThat(newer).isEmpty();
    assertThat(classes).isGreaterThan(100);
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
    try (JarFile jar = jar()) {
      return jar.stream().filter(entry -> !entry.isDirectory()).map(JarEntry::getName).toList();
    }
  }
}
