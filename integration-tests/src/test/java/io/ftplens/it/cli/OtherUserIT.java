package io.ftplens.it.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ftplens.it.jvm.Artifacts;
import io.ftplens.it.jvm.ChildJvm;
import io.ftplens.it.jvm.Jdks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may attach to whose JVM. */
class OtherUserIT {
  private static final String PROGRAM =
      "public class Waits { public static void main(String[] args) throws Exception {"
          + " System.out.println(\"ready \" + ProcessHandle.current().pid());"
          + " System.in.read(); } }";

  @TempDir Path directory;
  private Path jar;
  private Path nobodysJdk;
  private Path rootsJdk;
  private Path program;

  @BeforeEach
  void makeThemReadable() throws IOException {
    if (!"root".equals(System.getProperty("user.name"))
        || !Files.isExecutable(Path.of("/usr/bin/setpriv"))) {
      System.out.println("SKIPPED: JVMs of another user need root, and the program setpriv");
      assumeTrue(false);
    }
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    jar = Files.copy(Artifacts.agent(), directory.resolve("ftplens-agent.jar"));
    program = Files.writeString(directory.resolve("Waits.java"), PROGRAM);
    rootsJdk = Jdks.home(Jdks.own());
    Path bin = Files.createDirectories(directory.resolve("nobody/bin"));
    nobodysJdk = bin.getParent();
    Path java = bin.resolve("java");
    Files.writeString(
        java,
        "#!/bin/sh\nexec setpriv --reuid=65534 --regid=65534 --clear-groups "
            + rootsJdk
            + "/bin/java \"$@\"\n",
        StandardCharsets.UTF_8);
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private ChildJvm.Running waiting(Path jdk) throws IOException {
    ChildJvm.Running running = ChildJvm.on(jdk).jvmArgs(program.toString()).start();
    Awaitility.await().until(() -> running.stdoutSoFar().contains("ready "));
    return running;
  }

  private ChildJvm.Exit attach(Path jdk, ChildJvm.Running to) {
    String pid = to.stdoutSoFar().replaceAll("(?s).*ready (\\d+).*", "$1");
    return ChildJvm.on(jdk).jvmArgs("-jar", jar.toString(), "attach", pid, "otel=none").run();
  }

  @Test
  void rootMayAttachToAnybodysJvm() throws IOException {
    ChildJvm.Running jvm = waiting(nobodysJdk);
    try {
      assertThat(attach(rootsJdk, jvm).expectSuccess().stdout()).contains("self-test passed");
    } finally {
      jvm.kill();
    }
  }

  @Test
  void anotherUserIsToldWhoMay() throws IOException {
    ChildJvm.Running jvm = waiting(rootsJdk);
    try {
      ChildJvm.Exit exit = attach(nobodysJdk, jvm);
      assertThat(exit.code()).as(exit.toString()).isEqualTo(3);
      assertThat(exit.stderr()).contains("a JVM lets only its own user and root attach");
    } finally {
      jvm.kill();
    }
  }
}
