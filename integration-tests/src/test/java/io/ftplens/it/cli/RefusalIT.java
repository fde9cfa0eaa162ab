package io.ftplens.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ftplens.it.jvm.Artifacts;
import io.ftplens.it.jvm.ChildJvm;
import io.ftplens.it.jvm.Jdks;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JVMs that do not let themselves be attached to: why, and what to do. */
class RefusalIT {
  static final List<Integer> JDKS = Jdks.SUPPORTED;

  @ParameterizedTest(name = "JDK {0}")
  @FieldSource("JDKS")
  void attachMayBeDisabled(int jdk) {
    try (SteeredJvm jvm = SteeredJvm.start(jdk, List.of("-XX:+DisableAttachMechanism"), "socket")) {
      ChildJvm.Exit exit = Cli.run(jdk, "attach", jvm.pid());
      assertThat(exit.code()).isEqualTo(3);
      assertThat(exit.stderr()).contains("-XX:+DisableAttachMechanism", "-javaagent:");
      assertThat(jvm.stderr()).as("it must not be bothered with a thread dump").isEmpty();
    }
  }

  @ParameterizedTest(name = "JDK {0}")
  @ValueSource(ints = {11, 17, 21, 25})
  void dynamicAgentsMayBeDisabled(int jdk) {
    try (SteeredJvm jvm =
        SteeredJvm.start(jdk, List.of("-XX:-EnableDynamicAgentLoading"), "socket")) {
      ChildJvm.Exit exit = Cli.run(jdk, "attach", jvm.pid());
      assertThat(exit.code()).isEqualTo(3);
      assertThat(exit.stderr()).contains("-XX:-EnableDynamicAgentLoading", "-javaagent:");
    }
  }

  @ParameterizedTest(name = "JDK {0}")
  @ValueSource(ints = {21, 25})
  void theWarningOfLaterJavaIsExplained(int jdk) {
    try (SteeredJvm jvm = SteeredJvm.start(jdk, List.of(), "socket")) {
      assertThat(Cli.ok(jdk, "attach", jvm.pid())).contains("-XX:+EnableDynamicAgentLoading");
    }
    try (SteeredJvm jvm =
        SteeredJvm.start(jdk, List.of("-XX:+EnableDynamicAgentLoading"), "socket")) {
      assertThat(Cli.ok(jdk, "attach", jvm.pid())).doesNotContain("EnableDynamicAgentLoading");
      assertThat(jvm.stderr()).doesNotContain("WARNING");
    }
  }

  @Test
  void switchedOffMeansSwitchedOff() {
    try (SteeredJvm jvm =
        SteeredJvm.start(Jdks.own(), List.of("-Dftplens.enabled=false"), "socket")) {
      ChildJvm.Exit exit = Cli.run("attach", jvm.pid());
      assertThat(exit.code()).isEqualTo(1);
      assertThat(exit.stderr()).contains("ftplens.enabled is false");
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"attach", "status", "set", "watch", "detach"})
  void aProcessThatIsNotThereIsSaidToBeSo(String command) {
    ChildJvm.Exit exit = Cli.run(command, "2147483646", "log.level=debug");
    assertThat(exit.code()).isEqualTo(3);
    assertThat(exit.stderr()).contains("2147483646").contains("list");
  }

  @Test
  void aProcessThatIsNoJvmIsSaidToBeSo() throws Exception {
    Process sleep = new ProcessBuilder("sleep", "60").start();
    try {
      ChildJvm.Exit exit = Cli.run("attach", String.valueOf(sleep.pid()));
      assertThat(exit.code()).isEqualTo(3);
      assertThat(exit.stderr()).contains("does not answer as a JVM does");
    } finally {
      sleep.destroyForcibly();
    }
  }

  @Test
  void whatIsNoProcessIdIsSaidToBeSo() {
    assertThat(Cli.run("attach", "billing").stderr()).contains("'billing' is no process id");
    assertThat(Cli.run("attach").code()).isEqualTo(2);
  }

  /** A runtime with java.base and java.instrument alone, as jlink makes them. */
  @Test
  void aRuntimeWithoutTheAttachApiSaysWhatToRunInstead(@TempDir Path directory) throws Exception {
    Path image = directory.resolve("image");
    Process jlink =
        new ProcessBuilder(
                Jdks.home(Jdks.own()).resolve("bin/jlink").toString(),
                "--add-modules",
                "java.base,java.instrument",
                "--output",
                image.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(jlink.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(jlink.waitFor()).as(output).isZero();
    ChildJvm.Exit exit =
        ChildJvm.on(image).jvmArgs("-jar", Artifacts.agent().toString(), "attach", "1").run();
    assertThat(exit.code()).isEqualTo(3);
    assertThat(exit.stderr()).contains("jdk.attach", "java of a JDK");
  }
}
