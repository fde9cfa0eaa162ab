package io.ftplens.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ftplens.agent.FtplensAgent;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentOptionTest {
  @TempDir Path directory;

  private Path ours;
  private Path other;

  @BeforeEach
  void makeJars() throws IOException {
    ours = jar("any name.jar", FtplensAgent.class.getName());
    other = jar("other.jar", "org.example.Agent");
  }

  private Path jar(String name, String premain) throws IOException {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.put(Attributes.Name.IMPLEMENTATION_VERSION, "1.2.3");
    attributes.putValue("Premain-Class", premain);
    Path jar = directory.resolve(name);
    try (OutputStream out = Files.newOutputStream(jar)) {
      new JarOutputStream(out, manifest).close();
    }
    return jar;
  }

  private String version(String arguments) {
    return AgentOption.version(arguments, directory.toFile());
  }

  @Test
  void theJarIsKnownByItsManifest() {
    assertThat(version("-Xmx1g -javaagent:" + ours + " -Dx=y")).isEqualTo("1.2.3");
    assertThat(version("-javaagent:" + ours + "=log.level=debug")).isEqualTo("1.2.3");
    assertThat(version("-javaagent:" + other + " -javaagent:" + ours)).isEqualTo("1.2.3");
    assertThat(version("-javaagent:any name.jar")).isEqualTo("1.2.3");
  }

  @Test
  void otherAgentsAndAnAgentThatIsSwitchedOffAreNone() {
    assertThat(version("-Xmx1g")).isEmpty();
    assertThat(version("-javaagent:" + other)).isEmpty();
    assertThat(version("-javaagent:" + ours + "=enabled=false -Xmx1g")).isEmpty();
    assertThat(version("-Dftplens.enabled=false -javaagent:" + ours)).isEmpty();
  }

  @Test
  void aJarThatCannotBeReadMayBeAnyAgent() {
    assertThat(version("-javaagent:" + new File(directory.toFile(), "gone.jar"))).isNull();
  }
}
