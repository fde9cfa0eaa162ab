package io.ftplens.it.soak;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.ftplens.it.jvm.Artifacts;
import io.ftplens.it.jvm.ChildJvm;
import io.ftplens.it.jvm.Jdks;
import io.ftplens.it.jvm.LogLine;
import io.ftplens.it.otlp.OtlpReceiver;
import io.ftplens.it.otlp.SpanData;
import io.ftplens.it.server.ApacheServer;
import io.ftplens.it.server.RecordingFtpServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sessions of several clients with several servers, opened, dropped, timed out and interrupted at
 * random: whatever was completed is told once and rightly, and nothing is left of any.
 *
 * <p>{@code soak.minutes}, {@code soak.seed} and {@code soak.rate}, the sessions a second of each
 * of eight workers, are system properties.
 */
class SoakIT {
  private static final int LEAST_ROUNDS = 8;

  /** The waste that a collection leaves, and what of the JVM's own grows with time. */
  private static final long HEAP_SLACK = 2 << 20;

  private static final long DESCRIPTOR_SLACK = 4;
  private static final long THREAD_SLACK = 4;

  private final int minutes = Integer.getInteger("soak.minutes", 1);
  private final long seed = Long.getLong("soak.seed", System.nanoTime() & 0xffff_ffffL);
  private final String rate = System.getProperty("soak.rate", "1");

  @Test
  void nothingIsLostAndNothingIsLeft(@TempDir Path directory) {
    System.out.println("soak: " + minutes + " minutes with seed " + seed);
    try (RecordingFtpServer recording = RecordingFtpServer.on("127.0.0.1");
        ApacheServer apache = ApacheServer.serving(directory);
        SilentServer silent = new SilentServer();
        OtlpReceiver receiver = OtlpReceiver.start()) {
      int rounds = Math.max(LEAST_ROUNDS, minutes);
      ChildJvm.Exit exit =
          ChildJvm.on(Jdks.own())
              .within(Duration.ofMinutes(2L * minutes + 2))
              .jvmArgs("-Xmx96m")
              .agent("")
              .otlp(receiver.endpoint())
              .classPath(Artifacts.commonsNet("3.13.0"))
              .main(
                  "SoakApp",
                  String.valueOf(seed),
                  String.valueOf(rounds),
                  String.valueOf(Math.max(1, minutes * 60 / rounds)),
                  rate,
                  String.valueOf(recording.port()),
                  String.valueOf(apache.port()),
                  String.valueOf(silent.port()))
              .onStdout(SoakIT::show)
              .run()
              .expectSuccess();
      List<Sample> samples = Sample.all(exit.stdout());
      assertThat(samples).hasSize(rounds);
      SoftAssertions softly = new SoftAssertions();
      checkTransfers(softly, exit, receiver.ftpSpans());
      checkLeft(softly, samples);
      softly.assertThat(exit.stderr()).doesNotContain(" ERROR ", "Exception in thread", "\tat ");
      softly.assertAll();
      System.out.printf(
          "CHECKED: soak of %d minutes: %d sessions, %d transfers completed, %d told; %s to %s%n",
          minutes,
          samples.get(rounds - 1).get("sessions"),
          done(exit).size(),
          exit.transferLines().size(),
          samples.get(rounds / 4).values(),
          samples.get(rounds - 1).values());
    }
  }

  private static void show(String line) {
    if (line.startsWith("sample ") || line.startsWith("deadlock")) {
      System.out.println(line);
    }
  }

  /** What the application knows to be complete: mode, command and path, the path but once. */
  private static List<String[]> done(ChildJvm.Exit exit) {
    return exit.stdout()
        .lines()
        .filter(line -> line.startsWith("done "))
        .map(line -> line.substring("done ".length()).split(" "))
        .toList();
  }

  private static void checkTransfers(
      SoftAssertions softly, ChildJvm.Exit exit, List<SpanData> spans) {
    List<LogLine> lines = new ArrayList<>(exit.transferLines());
    Map<String, List<LogLine>> byPath =
        lines.stream().filter(line -> line.get("path") != null).collect(groupingBy(SoakIT::key));
    Map<Object, Long> spansByPath =
        spans.stream()
            .filter(span -> span.attribute("file.path") != null)
            .collect(
                groupingBy(
                    (Function<SpanData, Object>)
                        span ->
                            span.attribute("ftp.command.name") + " " + span.attribute("file.path"),
                    counting()));
    softly.assertThat(byPath.values()).as("none told twice").allMatch(found -> found.size() == 1);
    for (String[] words : done(exit)) {
      String key = words[1] + " " + words[2];
      List<LogLine> found = byPath.getOrDefault(key, List.of());
      softly.assertThat(found).as(key).hasSize(1);
      softly.assertThat(spansByPath.get(key)).as("spans of " + key).isEqualTo(1L);
      for (LogLine line : found) {
        softly.assertThat(line.get("mode")).as(line.toString()).isEqualTo(words[0]);
        softly
            .assertThat(line.get("direction"))
            .as(line.toString())
            .isEqualTo(words[0].equals("active") ? "inbound" : "outbound");
        softly.assertThat(line.get("error")).as(line.toString()).isNull();
        softly.assertThat(line.get("reply")).as(line.toString()).isEqualTo("226");
      }
    }
    softly.assertThat(done(exit)).as("completed transfers").isNotEmpty();
  }

  private static String key(LogLine line) {
    return line.get("command") + " " + line.get("path");
  }

  /** Compares the second quarter, when all is loaded, with the last. */
  private static void checkLeft(SoftAssertions softly, List<Sample> samples) {
    int quarter = samples.size() / 4;
    List<Sample> early = samples.subList(quarter, 2 * quarter);
    List<Sample> late = samples.subList(samples.size() - quarter, samples.size());
    flat(softly, early, late, "heap", HEAP_SLACK);
    flat(softly, early, late, "descriptors", DESCRIPTOR_SLACK);
    flat(softly, early, late, "threads", THREAD_SLACK);
    softly.assertThat(samples.get(samples.size() - 1).get("own_errors")).as("own errors").isZero();
  }

  private static void flat(
      SoftAssertions softly, List<Sample> early, List<Sample> late, String name, long slack) {
    softly
        .assertThat(Sample.least(late, name))
        .as(name + " of " + early + " and " + late)
        .isLessThanOrEqualTo(Sample.least(early, name) + slack);
  }
}
