package io.ftplens.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.ftplens.it.Servers;
import io.ftplens.it.jvm.AgentJar;
import io.ftplens.it.jvm.Artifacts;
import io.ftplens.it.jvm.ChildJvm;
import io.ftplens.it.jvm.Jdks;
import io.ftplens.it.otlp.OtlpReceiver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A jar, a disk or a JDK that is not as it should be: the application works, and one line tells.
 */
class DamagedJarIT {
  private static final String FILE = "/get/one-4242.bin";

  /** Of a zip file's last record. */
  private static final int END_SIZE = 22;

  private final Servers servers = new Servers();
  private final OtlpReceiver receiver = OtlpReceiver.start();
  @TempDir Path directory;

  @AfterEach
  void stop() {
    servers.close();
    receiver.close();
  }

  private ChildJvm child(int jdk) {
    return child(jdk, "PASV");
  }

  private ChildJvm child(int jdk, String setup) {
    return ChildJvm.on(jdk)
        .otlp(receiver.endpoint())
        .main("OneTransferApp", "return", servers.session(setup, "plain", "4"), FILE);
  }

  private static ChildJvm.Exit works(ChildJvm child) {
    ChildJvm.Exit exit = child.run().expectSuccess();
    assertThat(exit.stdout()).startsWith("4242 bytes ").endsWith("done\n");
    return exit;
  }

  /** The one line that is neither a transfer's nor a session's. */
  private static void saysOnly(ChildJvm.Exit exit, String... words) {
    assertThat(exit.stderr().lines().filter(line -> !line.contains(" INFO ")))
        .singleElement()
        .asString()
        .contains(words);
  }

  /** What is left of an archive: nothing, a half, something else, or all with noise in it. */
  private enum Damage {
    ABSENT,
    EMPTY,
    TRUNCATED,
    OVERWRITTEN,
    CONTENTS_GARBLED,
    CLASSES_GARBLED;

    /** What of the archive is left; null for none. */
    byte[] of(byte[] archive) {
      int size = archive.length;
      return switch (this) {
        case ABSENT -> null;
        case EMPTY -> new byte[0];
        case TRUNCATED -> Arrays.copyOf(archive, size / 2);
        case OVERWRITTEN -> noise(archive, 0, size);
        case CONTENTS_GARBLED -> noise(archive, size - size / 50, size - END_SIZE);
        case CLASSES_GARBLED -> noise(archive, 0, size * 4 / 5);
      };
    }

    private static byte[] noise(byte[] archive, int from, int to) {
      byte[] damaged = archive.clone();
      Arrays.fill(damaged, from, to, (byte) 'Z');
      return damaged;
    }
  }

  static Stream<Arguments> damages() {
    return AgentJar.ARCHIVES.stream()
        .flatMap(
            archive ->
                Stream.of(Damage.values())
                    .map(damage -> Arguments.of(archive, damage, Jdks.own())));
  }

  @ParameterizedTest(name = "{0} {1} on JDK {2}")
  @MethodSource("damages")
  void damagedArchiveIsSaid(String archive, Damage damage, int jdk) throws IOException {
    Path jar = FaultyJar.copy().with(archive, damage::of).to(directory.resolve("damaged.jar"));
    ChildJvm.Exit exit = works(child(jdk).agent(jar, ""));
    boolean libraries = archive.contains("libraries");
    saysOnly(exit, libraries ? "spans are off" : "could not start and leaves the application");
    assertThat(exit.transferLines()).as("log lines need no library").hasSize(libraries ? 1 : 0);
    assertThat(receiver.spans()).isEmpty();
  }

  @ParameterizedTest(name = "on JDK {0}")
  @ValueSource(ints = {8, 17, 25})
  void jarThatNobodyMayWriteIsEnough(int jdk) throws IOException {
    Path place = Files.createDirectory(directory.resolve("read-only"));
    Path jar = Files.copy(Artifacts.agent(), place.resolve("agent.jar"));
    Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("r--r--r--"));
    Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("r-xr-xr-x"));
    ChildJvm.Exit exit = works(child(jdk).agent(jar, ""));
    assertThat(exit.transferLines()).hasSize(1);
    assertThat(receiver.ftpSpans()).hasSize(1);
    assertThat(exit.stderr()).doesNotContain("WARN");
    try (Stream<Path> files = Files.list(place)) {
      assertThat(files).containsExactly(jar);
    }
  }

  @ParameterizedTest(name = "on JDK {0}")
  @ValueSource(ints = {8, 17, 25})
  void jarMayBeDeletedWhileItRuns(int jdk) throws Exception {
    Path jar = Files.copy(Artifacts.agent(), directory.resolve("agent.jar"));
    CountDownLatch ready = new CountDownLatch(1);
    CountDownLatch got = new CountDownLatch(1);
    ChildJvm.Running running =
        ChildJvm.on(jdk)
            .agent(jar, "")
            .otlp(receiver.endpoint())
            .onStdout(
                line -> {
                  (line.equals("ready") ? ready : new CountDownLatch(1)).countDown();
                  (line.startsWith("get ") ? got : new CountDownLatch(1)).countDown();
                })
            .main("PromptedApp", "socket")
            .start();
    assertThat(ready.await(1, TimeUnit.MINUTES)).isTrue();
    Files.delete(jar);
    running.type("open " + servers.session("PASV", "plain", "4"));
    running.type("get 0 " + FILE);
    assertThat(got.await(1, TimeUnit.MINUTES)).isTrue();
    running.type("open " + servers.session("PORT", "tls-p", "4"));
    running.type("get 1 " + FILE);
    running.closeStdin();
    ChildJvm.Exit exit = running.await().expectSuccess();
    assertThat(exit.stdout().lines().filter(line -> line.contains("4242 bytes"))).hasSize(2);
    assertThat(exit.transferLines()).hasSize(2);
    assertThat(receiver.ftpSpans()).hasSize(2);
    assertThat(exit.stderr()).doesNotContain("WARN", "Exception");
  }

  @Test
  void fullDiskIsSaidOnce() {
    ChildJvm.Exit exit = works(child(Jdks.own()).agent("log.level=debug,log.target=/dev/full"));
    saysOnly(exit, "cannot write log lines to /dev/full", "No space left on device");
    assertThat(receiver.ftpSpans()).as("spans need no log").hasSize(1);
  }

  @ParameterizedTest(name = "on JDK {0}")
  @ValueSource(ints = {8, 17, 25})
  void switchedOffItInstallsNothing(int jdk) {
    ChildJvm.Exit exit =
        child(jdk)
            .agent("")
            .property("ftplens.enabled", "false")
            .jvmArgs("-verbose:class")
            .run()
            .expectSuccess();
    assertThat(exit.stdout().lines()).contains("done");
    assertThat(exit.stdout().lines().map(DamagedJarIT::loaded))
        .contains("io.ftplens.core.runtime.AgentStart", "io.ftplens.core.config.Settings")
        .doesNotContain("java.lang.FtplensHooks")
        .noneMatch(
            name ->
                name.matches(
                    "io\\.ftplens\\.(core\\.(?!runtime|config|hook.*Preparation)|otel|protocol|shaded).*"));
  }

  /** The class that a line of {@code -verbose:class} names. */
  private static String loaded(String line) {
    return line.replaceFirst("^\\[(Loaded|.*\\[class,load\\]) ", "").replaceFirst(" .*", "");
  }

  @ParameterizedTest(name = "on JDK {0}")
  @ValueSource(ints = {17, 25})
  void jdkThatLacksAMethodIsSaidInOneLine(int jdk) throws IOException {
    Path jar =
        FaultyJar.copy()
            .renaming("io.ftplens.core.hook.HookTable", "implAccept", "implAcceptOfTomorrow")
            .to(directory.resolve("other-jdk.jar"));
    // Active, for which its class is loaded.
    ChildJvm.Exit exit = works(child(jdk, "PORT").agent(jar, ""));
    saysOnly(exit, "this JDK has no java.net.ServerSocket.implAcceptOfTomorrow");
    assertThat(exit.transferLines()).as("the rest works").hasSize(1);
    assertThat(receiver.ftpSpans()).hasSize(1);
  }

  /** As a JDK would be in which everything was renamed. */
  @Test
  void errorsThatGoOnSwitchItOff() throws IOException {
    Path jar =
        FaultyJar.copy()
            .throwing("io.ftplens.core.tap.SocketTap", "onRead", IllegalStateException.class)
            .to(directory.resolve("faulty.jar"));
    ChildJvm.Exit exit =
        ChildJvm.on(Jdks.own())
            .agent(jar, "otel=none")
            .main(
                "BlockingApp",
                Stream.concat(
                        Stream.of("platform", "socket"),
                        Stream.generate(() -> servers.session("PASV", "plain", "4")).limit(6))
                    .toList())
            .run()
            .expectSuccess();
    assertThat(exit.stderr().lines()).hasSize(2);
    assertThat(exit.stderr())
        .containsOnlyOnce("stepped aside after an error of its own")
        .containsOnlyOnce("ftplens has switched itself off after 100 errors of its own");
    assertThat(exit.transferLines()).isEmpty();
  }
}
