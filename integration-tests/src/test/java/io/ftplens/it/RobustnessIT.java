package io.ftplens.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.ftplens.it.jvm.ChildJvm;
import io.ftplens.it.jvm.Jdks;
import io.ftplens.it.jvm.LogLine;
import io.ftplens.it.otlp.OtlpReceiver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Wrong settings, no collector, a short life: the application must not notice. */
class RobustnessIT {
  private static final String FILE = "/get/one-4242.bin";

  /** Two seconds are promised; the rest is for a machine that is busy with other tests. */
  private static final Duration LONGEST_EXIT = Duration.ofMillis(2_500);

  private final Servers servers = new Servers();
  private final OtlpReceiver receiver = OtlpReceiver.start();
  @TempDir Path directory;

  @AfterEach
  void stop() {
    servers.close();
    receiver.close();
  }

  private ChildJvm child(int jdk) {
    return ChildJvm.on(jdk)
        .otlp(receiver.endpoint())
        .main("OneTransferApp", "return", servers.session("PORT", "plain", "4"), FILE);
  }

  private ChildJvm child() {
    return child(Jdks.own());
  }

  /** Everything works: the application, the log, the span. */
  private void works(ChildJvm.Exit exit) {
    applicationWorks(exit);
    Report.of(exit, receiver)
        .matches(
            servers.transfers(),
            transfer -> new Expected.Client("localhost", "io.ftplens.it.app.BlockingClient"));
  }

  private static void applicationWorks(ChildJvm.Exit exit) {
    exit.expectSuccess();
    assertThat(exit.stdout()).startsWith("4242 bytes ").endsWith("done\n");
  }

  @Test
  void logHoldsNothingButTheContractsLines() {
    ChildJvm.Exit exit = child().agent("").run();
    works(exit);
    assertThat(exit.stderr().lines())
        .as("a start line at most, one line a transfer, one a session")
        .filteredOn(line -> !line.contains("ftp transfer ") && !line.contains("ftp session "))
        .hasSizeLessThanOrEqualTo(1)
        .noneMatch(line -> line.contains("WARN") || line.contains("Exception"));
    assertThat(exit.stderr().lines().filter(line -> line.contains("ftp session "))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nonsense=1", "log.level=loud", "nonsense", "ports=one"})
  void badArgumentIsNamedInOneLine(String argument) {
    ChildJvm.Exit exit = child().agent(argument).run();
    works(exit);
    assertThat(exit.stderr().lines().filter(line -> line.contains("WARN")))
        .singleElement()
        .asString()
        .contains(argument.split("=", -1)[0]);
  }

  @Test
  void badPropertyAndVariableAreNamed() {
    ChildJvm.Exit exit =
        child()
            .agent("")
            .property("ftplens.capture-path", "perhaps")
            .env("FTPLENS_NO_SUCH_THING", "1")
            .run();
    works(exit);
    assertThat(exit.stderr().lines().filter(line -> line.contains("WARN")))
        .anyMatch(line -> line.contains("ftplens.capture-path"))
        .anyMatch(line -> line.contains("FTPLENS_NO_SUCH_THING"));
  }

  @Test
  void logFileIsWritten() throws IOException {
    Path log = directory.resolve("ftplens.log");
    ChildJvm.Exit exit = child().agent("").property("ftplens.log.target", log.toString()).run();
    applicationWorks(exit);
    assertThat(exit.stderr()).isEmpty();
    assertThat(LogLine.transfers(Files.readString(log)))
        .singleElement()
        .satisfies(line -> assertThat(line.get("path")).isEqualTo(FILE));
  }

  @Test
  void unwritableLogFileIsNamedAndReplaced() throws IOException {
    Path file = Files.writeString(directory.resolve("a-file"), "");
    Path log = file.resolve("ftplens.log");
    ChildJvm.Exit exit = child().agent("").property("ftplens.log.target", log.toString()).run();
    works(exit);
    assertThat(exit.stderr().lines().filter(line -> line.contains("WARN")))
        .anyMatch(line -> line.contains(log.toString()));
  }

  @ParameterizedTest(name = "on JDK {0}")
  @ValueSource(ints = {8, 17, 25})
  void secondAgentChangesNothing(int jdk) {
    works(child(jdk).agent("").agent("").run());
  }

  @Test
  void switchedOffItSaysAndDoesNothing() {
    ChildJvm.Exit exit = child().agent("").property("ftplens.enabled", "false").run();
    applicationWorks(exit);
    assertThat(exit.stderr()).isEmpty();
    assertThat(receiver.spans()).isEmpty();
  }

  @ParameterizedTest(name = "main ends by {0} on JDK {1}")
  @CsvSource({
    "return,8",
    "return,17",
    "return,25",
    "exit,8",
    "exit,17",
    "exit,25",
    "throw,8",
    "throw,17",
    "throw,25"
  })
  void shortLifeLosesNothing(String end, int jdk) {
    ChildJvm.Exit exit =
        ChildJvm.on(jdk)
            .agent("")
            .otlp(receiver.endpoint())
            .main("OneTransferApp", end, servers.session("EPSV", "plain", "6"), FILE)
            .run();
    assertThat(exit.code()).isEqualTo(end.equals("throw") ? 1 : 0);
    assertThat(exit.stdout()).startsWith("4242 bytes ").endsWith("done\n");
    assertThat(receiver.ftpSpans()).hasSize(1);
    assertThat(receiver.logs()).isNotEmpty();
    assertThat(receiver.metrics()).isNotEmpty();
    assertThat(exit.transferLines()).hasSize(1);
  }

  @ParameterizedTest(name = "a collector that is {0}")
  @ValueSource(strings = {"absent", "silent", "overloaded"})
  void collectorThatDoesNotServeDelaysTheExitByTwoSecondsAtMost(String collector)
      throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
        OtlpReceiver overloaded = OtlpReceiver.answering(503)) {
      if (collector.equals("absent")) {
        silent.close();
      }
      String endpoint =
          collector.equals("overloaded")
              ? overloaded.endpoint()
              : "http://127.0.0.1:" + silent.getLocalPort();
      AtomicLong done = new AtomicLong();
      ChildJvm.Exit exit =
          child()
              .agent("")
              .otlp(endpoint)
              .onStdout(line -> done.set(line.equals("done") ? System.nanoTime() : 0))
              .run();
      long end = System.nanoTime();
      applicationWorks(exit);
      assertThat(exit.transferLines()).hasSize(1);
      assertThat(exit.stderr().lines().filter(line -> line.contains("WARN")))
          .as("the endpoint, the reason, the loss and the remedy in one line")
          .singleElement()
          .asString()
          .contains(
              "OTLP export to " + endpoint + " failed: ", "1 of 1 spans", "ftplens.otel=none");
      assertThat(Duration.ofNanos(end - done.get())).isLessThan(LONGEST_EXIT);
    }
  }

  @Test
  void debugShowsTheDialogueAndNoSecret() {
    ChildJvm.Exit exit = child().agent("log.level=debug").run();
    works(exit);
    assertThat(exit.stderr().lines())
        .anyMatch(line -> line.matches(".*---> PORT 127,0,0,1,\\d+,\\d+"))
        .anyMatch(line -> line.endsWith("<--- 200 PORT command successful"))
        .anyMatch(line -> line.endsWith("---> RETR " + FILE))
        .anyMatch(line -> line.endsWith("---> PASS XXXX"))
        .anyMatch(line -> line.endsWith("<--- 226 Transfer complete"));
    assertThat(exit.stderr()).doesNotContain("s3cret");
  }

  @Test
  void pathIsLeftOutWhereItIsNotWanted() {
    ChildJvm.Exit exit = child().agent("capture-path=false").run();
    applicationWorks(exit);
    assertThat(receiver.ftpSpans()).hasSize(1);
    assertThat(receiver.ftpSpans().get(0).attributes()).doesNotContainKey("file.path");
    assertThat(exit.stderr()).contains("ftp transfer ").doesNotContain(FILE);
    assertThat(receiver.logs().toString()).doesNotContain(FILE);
  }

  @Test
  void fileNameCannotForgeALine() {
    String escape = "\u001b";
    String path =
        "/get/a\" reply=226 trace_id=0\t"
            + escape
            + "[2K\u0085\u2028ftp transfer command=STOR x=\\\"y-31.bin";
    ChildJvm.Exit exit =
        ChildJvm.on(Jdks.own())
            .agent("log.level=debug")
            .otlp(receiver.endpoint())
            .main(
                "OneCommandApp",
                servers.session("PASV", "plain", "4"),
                URLEncoder.encode(path, StandardCharsets.UTF_8))
            .run()
            .expectSuccess();
    assertThat(exit.stdout()).startsWith("31 bytes");
    assertThat(servers.transfers())
        .singleElement()
        .satisfies(t -> assertThat(t.path).isEqualTo(path));
    assertThat(exit.stderr()).doesNotContain(escape, "\u0085", "\u2028", "\t");
    assertThat(
            exit.stderr()
                .lines()
                .filter(line -> line.matches(".*INFO.* ftp transfer .*path=.*"))
                .toList())
        .singleElement()
        .satisfies(
            line -> {
              LogLine parsed = LogLine.transfer(line);
              assertThat(parsed.get("path")).isEqualTo(path);
              assertThat(parsed.get("command")).isEqualTo("RETR");
              assertThat(parsed.get("trace_id")).hasSize(32);
            });
    assertThat(receiver.ftpSpans().get(0).attribute("file.path")).isEqualTo(path);
  }
}
