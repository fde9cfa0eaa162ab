package io.ftplens.it.otel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ftplens.it.jvm.Artifacts;
import io.ftplens.it.jvm.ChildJvm;
import io.ftplens.it.jvm.LogLine;
import io.ftplens.it.otlp.OtlpReceiver;
import io.ftplens.it.otlp.SpanData;
import io.ftplens.it.server.RecordingFtpServer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code ftplens.log.target=application}: lines in the application's own log. */
class ApplicationLogIT {
  private static final String LINE = "LOG INFO io.ftplens ";
  private static final String EXPLAINED = "ftplens: log lines are written here and not by the";

  private final RecordingFtpServer server = RecordingFtpServer.on("127.0.0.1");
  private final OtlpReceiver receiver = OtlpReceiver.start();
  @TempDir Path directory;

  @AfterEach
  void stop() {
    server.close();
    receiver.close();
  }

  @ParameterizedTest(name = "{0} on JDK {1}")
  @CsvSource({
    "logback-1.2, 8",
    "logback-1.5, 25",
    "log4j-slf4j1, 17",
    "log4j-slf4j2, 8",
    "log4j-slf4j2, 25",
  })
  void linesComeIntoTheApplicationsLog(String library, int jdk) throws IOException {
    ChildJvm.Exit exit =
        runUntil(
            4,
            child(jdk)
                .classPath(Libraries.logging(library))
                .main("LoggingApp", steps("get=early", "log=up", "get=late", "pause=")));
    expectInTheLog(exit, "early", "late");
    assertThat(exit.stdout()).contains("LOG INFO app [,] up\n");
    assertThat(exit.stderr()).doesNotContain("ftp", "ERROR", "WARN");
  }

  @Test
  void childFirstLoaderHasALogOfItsOwn() throws IOException {
    ChildJvm.Exit exit =
        runUntil(
            2,
            child(17)
                .classPath(Libraries.logging("logback-1.5"))
                .main(
                    "WebAppsApp",
                    webApplication("forget", "log4j-slf4j2", "log=up", "get=inside", "pause=")));
    expectInTheLog(exit, "inside");
    assertThat(exit.stdout()).containsOnlyOnce("LOG INFO app [,] up\n");
    assertThat(exit.stderr()).doesNotContain("ftp", "ERROR", "WARN");
  }

  @ParameterizedTest(name = "undeployed, JDK {0}")
  @CsvSource({"8", "25"})
  void loaderOfAnUndeployedApplicationIsCollected(int jdk) throws IOException {
    ChildJvm.Exit exit =
        runUntil(
            2,
            child(jdk)
                .main(
                    "WebAppsApp",
                    webApplication("collect", "logback-1.2", "log=up", "get=inside", "pause=")));
    expectInTheLog(exit, "inside");
    assertThat(exit.stdout()).contains("unloaded");
  }

  @Test
  void loggingIsNotInitialisedForIt() throws IOException {
    ChildJvm.Exit exit =
        child(17)
            .jvmArgs("-Xlog:class+load:file=" + directory.resolve("classes.txt"))
            .classPath(Libraries.logging("logback-1.5"))
            .main("LoggingApp", steps("get=before", "load=", "get=after"))
            .run()
            .expectSuccess();
    assertThat(Files.readString(directory.resolve("classes.txt")))
        .contains(" org.slf4j.LoggerFactory source")
        .doesNotContain(" org.slf4j.helpers.", " org.slf4j.MDC", " ch.qos.logback");
    assertThat(exit.transferLines()).extracting(line -> line.get("path")).hasSize(2);
    assertThat(exit.stderr())
        .containsOnlyOnce(EXPLAINED + " application: the application has not initialised its log");
  }

  @Test
  void appenderThatThrowsIsToldOnceAndNothingIsLost() throws IOException {
    ChildJvm.Exit exit =
        jul("throw")
            .main("LoggingApp", steps("log=up", "get=a", "came=2", "get=b"))
            .run()
            .expectSuccess();
    assertThat(exit.stdout()).contains("the application has seen it", "done");
    assertThat(exit.transferLines()).extracting(line -> line.get("path")).hasSize(2);
    assertThat(exit.stderr()).containsOnlyOnce("ftplens: the application's logging threw ");
  }

  /** As when the JVM ends: java.util.logging has a shutdown hook of its own, which may be first. */
  @Test
  void whatComesAfterTheEndOfJavaUtilLoggingIsNotLost() throws IOException {
    ChildJvm.Exit exit =
        jul("print")
            .main("LoggingApp", steps("log=up", "get=a", "came=2", "reset=", "get=b"))
            .run()
            .expectSuccess();
    assertThat(exit.stdout()).contains("LOG INFO app up", "/get/a-1000.bin", "done");
    assertThat(exit.transferLines())
        .extracting(line -> line.get("path"))
        .containsExactly("/get/b-1000.bin");
    assertThat(exit.stderr()).containsOnlyOnce(EXPLAINED);
  }

  @Test
  void appenderThatUsesFtpDoesNotFeedItself() throws IOException {
    ChildJvm.Exit exit =
        runUntil(2, jul(session()).main("LoggingApp", steps("log=up", "get=a", "pause=")));
    assertThat(exit.stdout().lines().filter(line -> line.startsWith("LOG INFO io.ftplens")))
        .as("a transfer and the end of its session")
        .hasSize(2);
    // our own thread's sockets are not looked at, so what the handler does is not told at all
    assertThat(exit.stdout()).doesNotContain("/get/log-1000.bin");
    assertThat(exit.transferLines()).isEmpty();
  }

  private ChildJvm jul(String handling) throws IOException {
    Path config = directory.resolve("logging.properties");
    Files.writeString(config, "handlers=io.ftplens.it.app.FtpHandler\n");
    return child(17)
        .property("java.util.logging.config.file", config.toString())
        .property("log.handling", handling)
        .classPath(Libraries.logging("jul"));
  }

  /** Lets the child end when it has this many lines of ours. */
  private static ChildJvm.Exit runUntil(int lines, ChildJvm jvm) throws IOException {
    ChildJvm.Running running = jvm.start();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> count(running) >= lines || running.stderrSoFar().contains("ftp"));
    running.closeStdin();
    return running.await().expectSuccess();
  }

  private static long count(ChildJvm.Running running) {
    return running.stdoutSoFar().lines().filter(line -> line.startsWith(LINE)).count();
  }

  private void expectInTheLog(ChildJvm.Exit exit, String... transfers) {
    List<String> lines = exit.stdout().lines().filter(line -> line.startsWith(LINE)).toList();
    assertThat(exit.transferLines()).isEmpty();
    for (String transfer : transfers) {
      List<String> found = lines.stream().filter(line -> line.contains("/" + transfer)).toList();
      assertThat(found).as(exit.toString()).hasSize(1);
      LogLine line = LogLine.transfer(found.get(0));
      SpanData span =
          receiver.ftpSpans().stream()
              .filter(each -> each.attribute("file.path").equals(line.get("path")))
              .findAny()
              .orElseThrow();
      assertThat(line.get("trace_id")).isEqualTo(span.traceId());
      assertThat(line.get("span_id")).isEqualTo(span.spanId());
      assertThat(found.get(0))
          .startsWith(LINE + "[" + span.traceId() + "," + span.spanId() + "] ftp transfer ");
    }
    assertThat(lines.stream().filter(line -> line.startsWith(LINE + "[,] ftp session ")))
        .as("lines without a span have none in the MDC")
        .hasSize(transfers.length);
    assertThat(lines).hasSize(2 * transfers.length);
  }

  private ChildJvm child(int jdk) throws IOException {
    Path logback = directory.resolve("logback.xml");
    Files.writeString(
        logback,
        "<configuration><appender name='out' class='ch.qos.logback.core.ConsoleAppender'><encoder>"
            + "<pattern>LOG %level %logger [%X{trace_id},%X{span_id}] %msg%n</pattern></encoder>"
            + "</appender><root level='info'><appender-ref ref='out'/></root></configuration>");
    Path log4j = directory.resolve("log4j2.xml");
    Files.writeString(
        log4j,
        "<Configuration><Appenders>"
            + "<Console name='out'><PatternLayout pattern="
            + "'LOG %level %logger [%X{trace_id},%X{span_id}] %msg%n'/></Console>"
            + "</Appenders><Loggers><Root level='info'><AppenderRef ref='out'/></Root></Loggers>"
            + "</Configuration>");
    return ChildJvm.on(jdk)
        .agent("log.target=application")
        .otlp(receiver.endpoint())
        .property("logback.configurationFile", logback.toString())
        .property("log4j2.configurationFile", log4j.toString());
  }

  private List<String> steps(String... steps) {
    return Stream.concat(Stream.of(session()), Stream.of(steps)).toList();
  }

  private String session() {
    return "t,PASV,plain,127.0.0.1," + server.port();
  }

  private List<String> webApplication(String kind, String library, String... steps) {
    List<String> path = new ArrayList<>(Libraries.logging(library));
    path.add(Artifacts.applications());
    List<String> arguments = new ArrayList<>();
    arguments.add(kind);
    arguments.add(String.join(File.pathSeparator, path));
    arguments.add("LoggingApp");
    arguments.addAll(steps(steps));
    return arguments;
  }
}
