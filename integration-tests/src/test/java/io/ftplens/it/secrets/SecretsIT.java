package io.ftplens.it.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import io.ftplens.it.jvm.Artifacts;
import io.ftplens.it.jvm.ChildJvm;
import io.ftplens.it.otlp.OtlpReceiver;
import io.ftplens.it.otlp.SpanData;
import io.ftplens.it.server.RecordingFtpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Marked passwords and user names, sent in every way at every level, are found nowhere. */
class SecretsIT {
  private static final String SECRET = "Zq9Kx7m4rk";
  private static final String USER = "Uw3Rn5m4rk";

  /** What the search must find. */
  private static final String CONTROL = "Ctr1m4rk";

  private final RecordingFtpServer server = RecordingFtpServer.on("127.0.0.1");
  private final EchoingServer echoing = new EchoingServer();
  private final OtlpReceiver receiver = OtlpReceiver.start();
  @TempDir Path directory;

  @AfterEach
  void stop() {
    server.close();
    echoing.close();
    receiver.close();
  }

  private ChildJvm child(int jdk, String endpoint) {
    return ChildJvm.on(jdk)
        .agent("log.level=trace,force-passive=true")
        .otlp(endpoint)
        .property("test.control", CONTROL)
        .classPath(Artifacts.commonsNet("3.13.0"))
        .main(
            "SecretsApp",
            "127.0.0.1",
            String.valueOf(server.port()),
            String.valueOf(echoing.port()),
            reversed(SECRET),
            reversed(USER),
            dump().toString());
  }

  private Path dump() {
    return directory.resolve("heap.hprof");
  }

  @ParameterizedTest(name = "on JDK {0}")
  @ValueSource(ints = {8, 17, 25})
  void nothingThatLeavesTheAgentHoldsASecret(int jdk) throws IOException {
    ChildJvm.Exit exit = child(jdk, receiver.endpoint()).run().expectSuccess();
    assertThat(exit.stdout()).contains("trace done", "own errors 0");
    assertThat(exit.stderr())
        .contains("---> PASS XXXX", "---> ACCT XXXX", "---> ADAT XXXX", "---> USER XXXX")
        .contains("on purpose");
    holdsNoMark("standard error", exit.stderr());
    holdsNoMark("standard output", exit.stdout());
    assertThat(receiver.ftpSpans()).isNotEmpty();
    assertThat(receiver.logs()).isNotEmpty();
    assertThat(receiver.metrics()).isNotEmpty();
    holdsNoMark("spans", receiver.spans().stream().map(SpanData::proto).toList().toString());
    holdsNoMark("log records", receiver.logs().toString());
    holdsNoMark("metrics", receiver.metrics().toString());
    heapHoldsNoSecret();
  }

  /** All that was told waits in the exporters' queues when the heap is written. */
  @ParameterizedTest(name = "on JDK {0}")
  @ValueSource(ints = 17)
  void neitherQueuesNorLogFileHoldASecret(int jdk) throws IOException {
    Path log = directory.resolve("ftplens.log");
    try (ServerSocket silent = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
      ChildJvm.Exit exit =
          child(jdk, "http://127.0.0.1:" + silent.getLocalPort())
              .property("ftplens.log.target", log.toString())
              .run()
              .expectSuccess();
      assertThat(exit.stdout()).contains("trace done", "own errors 0");
      holdsNoMark("standard error", exit.stderr());
    }
    assertThat(Files.readString(log)).contains("---> PASS XXXX", "OTLP export to ");
    holdsNoMark("log file", Files.readString(log));
    heapHoldsNoSecret();
  }

  private static void holdsNoMark(String what, String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    for (String mark : List.of(SECRET, USER)) {
      assertThat(
              lower
                  .lines()
                  .filter(line -> line.contains(mark.toLowerCase(Locale.ROOT)))
                  .limit(5)
                  .toList())
          .as("lines of " + what + " that hold " + mark)
          .isEmpty();
    }
  }

  /**
   * The whole heap, not ours alone: the application has forgotten it, so whatever is left is ours.
   * The user name may be there, for it is shown if that is asked for.
   */
  private void heapHoldsNoSecret() throws IOException {
    byte[] heap = Files.readAllBytes(dump());
    assertThat(holds(heap, CONTROL)).as("the search works").isTrue();
    for (String mark :
        List.of(SECRET, SECRET.toLowerCase(Locale.ROOT), SECRET.toUpperCase(Locale.ROOT))) {
      assertThat(holds(heap, mark)).as("the heap holds " + mark).isFalse();
    }
  }

  /** Strings are bytes of Latin-1 since JDK 9, and UTF-16 in dumps of before, big endian. */
  private static boolean holds(byte[] heap, String mark) {
    return indexOf(heap, mark.getBytes(StandardCharsets.ISO_8859_1)) >= 0
        || indexOf(heap, mark.getBytes(StandardCharsets.UTF_16BE)) >= 0
        || indexOf(heap, mark.getBytes(StandardCharsets.UTF_16LE)) >= 0;
  }

  private static int indexOf(byte[] heap, byte[] mark) {
    for (int i = 0; i <= heap.length - mark.length; i++) {
      int j = 0;
      while (j < mark.length && heap[i + j] == mark[j]) {
        j++;
      }
      if (j == mark.length) {
        return i;
      }
    }
    return -1;
  }

  private static String reversed(String text) {
    return new StringBuilder(text).reverse().toString();
  }
}
