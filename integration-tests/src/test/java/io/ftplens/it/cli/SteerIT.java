package io.ftplens.it.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ftplens.it.jvm.Artifacts;
import io.ftplens.it.jvm.ChildJvm;
import io.ftplens.it.jvm.Jdks;
import io.ftplens.it.jvm.LogLine;
import io.ftplens.it.server.RecordingFtpServer;
import io.ftplens.it.server.ServedTransfer;
import io.ftplens.it.server.TinyProxy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Attach to a JVM that runs, steer it, and leave it. */
class SteerIT {
  static final List<Integer> JDKS = Jdks.SUPPORTED;

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static String session(RecordingFtpServer server, String setup, String security) {
    return "s," + setup + "," + security + ",127.0.0.1," + server.port();
  }

  @ParameterizedTest(name = "JDK {0}")
  @FieldSource("JDKS")
  void aRunningJvmIsAttachedToSteeredAndLeft(int jdk) throws IOException {
    try (RecordingFtpServer server = RecordingFtpServer.on("127.0.0.1");
        SteeredJvm jvm =
            SteeredJvm.start(
                jdk,
                List.of(),
                "socket",
                session(server, "passive", "plain"),
                session(server, "active", "plain"))) {
      String pid = jvm.pid();
      assertThat(Cli.ok(jdk, "list")).containsPattern(pid + " +- +io.ftplens.it.app.PromptedApp");
      assertThat(Cli.run(jdk, "status", pid).code()).isEqualTo(1);

      assertThat(Cli.ok(jdk, "attach", pid, "capture-path=false")).contains("self-test passed");
      assertThat(Cli.ok(jdk, "list")).containsPattern(pid + " +[0-9][^ ]+ +io.ftplens");

      // Both sessions were open before, and so are recognised in the middle.
      jvm.get(0, "/get/a-1000.bin");
      jvm.get(1, "/get/b-2000.bin");
      List<LogLine> transfers = jvm.transfers(2);
      right(transfers.get(0), server.transfers().get(0), "1000");
      right(transfers.get(1), server.transfers().get(1), "2000");
      assertThat(transfers).allMatch(line -> line.get("path") == null);

      // A session that is opened afterwards is seen from its beginning.
      jvm.say("open " + session(server, "EPRT", "plain"));
      assertThat(Cli.ok(jdk, "set", pid, "capture-path=true", "log.level=debug"))
          .contains("capture-path: false -> true", "log.level: info -> debug");
      jvm.get(2, "/get/c-3000.bin");
      assertThat(jvm.transfers(3).get(2).get("path")).isEqualTo("/get/c-3000.bin");
      assertThat(jvm.stderr()).contains("---> EPRT ");

      assertThat(Cli.ok(jdk, "status", pid))
          .contains("3 open, 3 in all", "1 passive, 2 active", "6000 received", "own errors  0")
          .contains("diagnoses   none", "anomalies   none", "telemetry   off")
          .contains("log.level=debug (set while running)", "self-test passed");

      watched(jdk, jvm);
      left(jdk, jvm);

      assertThat(Cli.ok(jdk, "attach", pid)).contains("self-test passed");
      jvm.get(0, "/get/f-10.bin");
      assertThat(jvm.transfers(5).get(4).get("mode")).isEqualTo("passive");
      assertThat(server.surprises()).isEmpty();
    }
  }

  private static void right(LogLine line, ServedTransfer served, String size) {
    assertThat(line.get("mode")).as(line.toString()).isEqualTo(served.mode());
    assertThat(line.get("setup")).isEqualTo(served.setup);
    assertThat(line.get("direction"))
        .isEqualTo(served.mode().equals("active") ? "inbound" : "outbound");
    assertThat(line.get("data.local")).endsWith(":" + served.dataClient.getPort());
    assertThat(line.get("data.peer")).endsWith(":" + served.dataServer.getPort());
    assertThat(line.get("control.local")).endsWith(":" + served.controlClient.getPort());
    assertThat(line.get("size")).isEqualTo(size);
    assertThat(line.get("reply")).isEqualTo("226");
    assertThat(line.get("diagnosis")).isNull();
  }

  private static void watched(int jdk, SteeredJvm jvm) throws IOException {
    ChildJvm.Running watch = Cli.start(jdk, "watch", jvm.pid());
    await().atMost(PATIENCE).until(() -> watch.stdoutSoFar().contains("watching"));
    jvm.get(0, "/get/d-4000.bin");
    await().atMost(PATIENCE).until(() -> watch.stdoutSoFar().contains("path=/get/d-4000.bin"));
    assertThat(watch.stdoutSoFar()).contains("---> PASV", "<--- 227 ");
    watch.interrupt();
    assertThat(watch.await().code()).as("as of any program that Ctrl-C ends").isEqualTo(130);
    assertThat(jvm.say("open nonsense")).as("the JVM goes on").contains("Exception");
  }

  private static String jcmd(int jdk, SteeredJvm jvm, String command) throws IOException {
    Process jcmd =
        new ProcessBuilder(Jdks.home(jdk).resolve("bin/jcmd").toString(), jvm.pid(), command)
            .start();
    return new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static void left(int jdk, SteeredJvm jvm) throws IOException {
    ChildJvm.Running watch = Cli.start(jdk, "watch", jvm.pid());
    await().atMost(PATIENCE).until(() -> watch.stdoutSoFar().contains("watching"));
    assertThat(Cli.ok(jdk, "detach", jvm.pid())).contains("has left");
    ChildJvm.Exit end = watch.await();
    assertThat(end.code()).isZero();
    assertThat(end.stdout()).contains("ftp session server=127.0.0.1");
    jvm.get(1, "/get/e-5000.bin");
    assertThat(jvm.transfers(4)).noneMatch(line -> "5000".equals(line.get("size")));
    assertThat(Cli.ok(jdk, "list")).containsPattern(jvm.pid() + " +- +io.ftplens");
    assertThat(Cli.run(jdk, "status", jvm.pid()).stderr()).contains("attach " + jvm.pid());
    assertThat(jcmd(jdk, jvm, "Thread.print")).contains("main").doesNotContain("\"ftplens-");
    // The histogram collects garbage first, classes and their loader included.
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(jcmd(jdk, jvm, "GC.class_histogram"))
                    .contains("io.ftplens.it.app.PromptedApp")
                    .doesNotContain("io.ftplens.core."));
  }

  @ParameterizedTest(name = "JDK {0}")
  @FieldSource("JDKS")
  void sessionsUnderTlsAndOnChannelsAreRecognisedInTheMiddle(int jdk) {
    try (RecordingFtpServer server = RecordingFtpServer.on("127.0.0.1");
        SteeredJvm jvm =
            SteeredJvm.start(
                jdk,
                List.of(),
                "adaptor",
                session(server, "passive", "plain"),
                session(server, "active", "tls-c"),
                session(server, "passive", "tls-p"))) {
      Cli.ok(jdk, "attach", jvm.pid());
      for (int session = 0; session < 3; session++) {
        jvm.get(session, "/get/x-" + (1000 + session) + ".bin");
      }
      List<LogLine> lines = jvm.transfers(3);
      for (int i = 0; i < 3; i++) {
        right(lines.get(i), server.transfers().get(i), String.valueOf(1000 + i));
      }
    }
  }

  /** Of what was connected before, only the proxy is known, and TLS tells who is beyond it. */
  @ParameterizedTest(name = "JDK {0}")
  @ValueSource(ints = {8, 17, 25})
  void sessionsThroughSocksAreRecognisedInTheMiddle(int jdk) {
    try (RecordingFtpServer server = RecordingFtpServer.on("127.0.0.1");
        TinyProxy proxy = TinyProxy.start();
        SteeredJvm jvm =
            SteeredJvm.start(
                jdk,
                List.of(
                    "-DsocksProxyHost=127.0.0.1",
                    "-DsocksProxyPort=" + proxy.port(),
                    "-DsocksNonProxyHosts="),
                "socket",
                session(server, "passive", "plain"),
                session(server, "passive", "tls-p"))) {
      Cli.ok(jdk, "attach", jvm.pid());
      jvm.get(0, "/get/x-1000.bin");
      jvm.get(1, "/get/y-2000.bin");
      List<LogLine> lines = jvm.transfers(2);
      for (int i = 0; i < 2; i++) {
        ServedTransfer served = server.transfers().get(i);
        LogLine line = lines.get(i);
        assertThat(line.get("mode")).as(line.toString()).isEqualTo("passive");
        assertThat(line.get("data.local"))
            .endsWith(":" + proxy.clientOf(served.dataClient).getPort());
        assertThat(line.get("data.peer")).endsWith(":" + served.dataServer.getPort());
        assertThat(line.get("size")).isEqualTo(i + 1 + "000");
        assertThat(line.get("protected")).isEqualTo(i == 0 ? null : "true");
      }
    }
  }

  @ParameterizedTest(name = "JDK {0}")
  @FieldSource("JDKS")
  void passiveIsForcedWhileTheApplicationRuns(int jdk) {
    try (RecordingFtpServer server = RecordingFtpServer.on("127.0.0.1");
        SteeredJvm jvm =
            SteeredJvm.start(jdk, List.of(), "commons-net", session(server, "active", "plain"))) {
      Cli.ok(jdk, "attach", jvm.pid());
      jvm.get(0, "/get/a-1000.bin");
      Cli.ok(jdk, "set", jvm.pid(), "force-passive=true");
      jvm.get(0, "/get/b-1000.bin");
      Cli.ok(jdk, "set", jvm.pid(), "force-passive=false");
      jvm.get(0, "/get/c-1000.bin");
      assertThat(server.transfers())
          .extracting(ServedTransfer::mode)
          .containsExactly("active", "passive", "active");
      assertThat(jvm.transfers(3))
          .extracting(line -> line.get("forced"))
          .containsExactly(null, "true", null);
      assertThat(Cli.ok(jdk, "status", jvm.pid())).contains("1 forced passive");
    }
  }

  /** No library hook: its first command after the attach is the PORT itself. */
  @ParameterizedTest(name = "JDK {0}")
  @FieldSource("JDKS")
  void theFirstPortOfASessionMetInTheMiddleIsForced(int jdk) {
    try (RecordingFtpServer server = RecordingFtpServer.on("127.0.0.1");
        SteeredJvm jvm =
            SteeredJvm.start(
                jdk,
                List.of(),
                "socket",
                session(server, "PORT", "plain"),
                session(server, "EPRT", "plain"))) {
      Cli.ok(jdk, "attach", jvm.pid(), "force-passive=true");
      jvm.get(0, "/get/a-1000.bin");
      jvm.get(1, "/get/b-1000.bin");
      Cli.ok(jdk, "set", jvm.pid(), "force-passive=false");
      jvm.get(0, "/get/c-1000.bin");
      assertThat(server.transfers())
          .extracting(served -> served.setup)
          .containsExactly("PASV", "EPSV", "PORT");
      assertThat(jvm.transfers(3))
          .extracting(line -> line.get("forced"))
          .containsExactly("true", "true", null);
    }
  }

  /** A library hook: it has made the client passive before the session is known to be one. */
  @ParameterizedTest(name = "JDK {0}")
  @ValueSource(ints = {8, 17, 25})
  void theFirstTransferOfALibrarysSessionMetInTheMiddleIsToldToBeForced(int jdk) {
    try (RecordingFtpServer server = RecordingFtpServer.on("127.0.0.1");
        SteeredJvm jvm =
            SteeredJvm.start(
                jdk,
                List.of(),
                "commons-net",
                session(server, "active", "plain"),
                session(server, "active", "tls-p"))) {
      Cli.ok(jdk, "attach", jvm.pid(), "force-passive=true");
      jvm.get(0, "/get/a-1000.bin");
      jvm.get(1, "/get/b-1000.bin");
      Cli.ok(jdk, "set", jvm.pid(), "force-passive=false");
      jvm.get(0, "/get/c-1000.bin");
      jvm.get(1, "/get/d-1000.bin");
      assertThat(server.transfers())
          .extracting(ServedTransfer::mode)
          .containsExactly("passive", "passive", "active", "active");
      List<LogLine> lines = jvm.transfers(4);
      assertThat(lines)
          .extracting(line -> line.get("forced"))
          .containsExactly("true", "true", null, null);
      assertThat(lines)
          .extracting(line -> line.get("configured"))
          .containsExactly("active", "active", null, null);
      assertThat(jvm.stderr()).containsOnlyOnce("ftp forced passive: the application asked");
    }
  }

  @ParameterizedTest(name = "JDK {0}")
  @FieldSource("JDKS")
  void theSameFiguresAreInJmxOnceTheApplicationHasStartedIt(int jdk) {
    try (RecordingFtpServer server = RecordingFtpServer.on("127.0.0.1");
        SteeredJvm jvm =
            SteeredJvm.start(jdk, List.of(), "socket", session(server, "passive", "plain"))) {
      Cli.ok(jdk, "attach", jvm.pid());
      jvm.get(0, "/get/a-1000.bin");
      jvm.say("start-jmx");
      await().atMost(PATIENCE).until(() -> jvm.say("jmx PassiveTransfers").equals("1"));
      assertThat(jvm.say("jmx ReceivedBytes")).isEqualTo("1000");
      Cli.ok(jdk, "set", jvm.pid(), "force-passive=strict");
      assertThat(jvm.say("jmx ForcePassive")).isEqualTo("strict");
      Cli.ok(jdk, "detach", jvm.pid());
      assertThat(jvm.say("jmx PassiveTransfers")).contains("InstanceNotFoundException");
    }
  }

  @Test
  void jmxIsThereWhereTheUserAsksForIt() {
    int jdk = Jdks.own();
    try (SteeredJvm jvm = SteeredJvm.start(jdk, List.of("-Dftplens.jmx=true"), "socket")) {
      Cli.ok(jdk, "attach", jvm.pid());
      // The answer itself starts the platform server, so the wait is for the agent alone.
      await().atMost(PATIENCE).until(() -> jvm.say("jmx OpenSessions").equals("0"));
    }
  }

  @Test
  void whatCannotBeSetIsSaidAndNothingChanges() {
    int jdk = Jdks.own();
    try (SteeredJvm jvm = SteeredJvm.start(jdk, List.of(), "socket")) {
      Cli.ok(jdk, "attach", jvm.pid());
      ChildJvm.Exit exit = Cli.run(jdk, "set", jvm.pid(), "otel=none");
      assertThat(exit.code()).isEqualTo(1);
      assertThat(exit.stderr()).contains("cannot change in a running JVM", "force-passive");
      assertThat(Cli.run(jdk, "set", jvm.pid(), "log.level=loud").stderr())
          .contains("one of error");
      assertThat(Cli.run(jdk, "set", jvm.pid(), "nonsense").code()).isEqualTo(2);
    }
  }

  /** The jar that attaches need not be the file the JVM was started with. */
  @Test
  void aJvmStartedWithAnotherCopyOfTheJarIsSteered() throws IOException {
    int jdk = Jdks.own();
    Path copy = Files.createTempFile("ftplens-copy", ".jar");
    try {
      Files.copy(Artifacts.agent(), copy, StandardCopyOption.REPLACE_EXISTING);
      try (SteeredJvm jvm = SteeredJvm.start(jdk, List.of("-javaagent:" + copy), "socket")) {
        assertThat(Cli.ok(jdk, "status", jvm.pid())).contains("self-test passed");
        assertThat(Cli.ok(jdk, "attach", jvm.pid(), "log.level=debug")).contains("is at work");
        assertThat(Cli.ok(jdk, "status", jvm.pid())).contains("log.level=debug (set while");
      }
    } finally {
      Files.delete(copy);
    }
  }
}
