package io.ftplens.otel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ftplens.protocol.event.Telemetry;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What happens when the collector does not do its part. */
class CollectorFaultTest {
  private static final long BUDGET_MILLIS = 1_500;

  /** A scheduler may let a woken thread wait; the budget is not an alarm clock. */
  private static final long TOLERANCE_MILLIS = 400;

  private final Agent agent = new Agent();

  @Test
  void refusedCollectorIsNamedOnceAndDelaysNothing() throws Exception {
    int unused;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      unused = socket.getLocalPort();
    }
    try (Settings settings = Settings.endpoint("http://localhost:" + unused)) {
      Telemetry telemetry = agent.start();
      telemetry.sessionStarted(Samples.SESSION, Samples.START);
      telemetry.transferEnded(Samples.download(telemetry.capture()).build());
      assertThat(shutdownMillis(telemetry)).isLessThan(BUDGET_MILLIS);
    }
    assertThat(agent.warnings)
        .filteredOn(warning -> warning.startsWith("OTLP export failed: "))
        .singleElement()
        .asString()
        .contains("refused")
        .contains("dropped and counted; set OTEL_");
    assertThat(agent.warnings)
        .contains("1 of 1 spans were not delivered", "1 of 1 log records were not delivered");
  }

  @Test
  void silentCollectorCostsNoMoreThanTheBudget() throws Exception {
    List<AutoCloseable> accepted = new ArrayList<>();
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Settings settings = Settings.endpoint("http://localhost:" + silent.getLocalPort())) {
      accept(silent, accepted);
      Telemetry telemetry = agent.start();
      telemetry.transferEnded(Samples.download(telemetry.capture()).build());
      assertThat(shutdownMillis(telemetry)).isLessThan(BUDGET_MILLIS + TOLERANCE_MILLIS);
    } finally {
      for (AutoCloseable socket : accepted) {
        socket.close();
      }
    }
    assertThat(agent.warnings)
        .contains(
            "OTLP export did not finish within 1500 ms at exit; what was not sent is lost",
            "1 of 1 spans were not delivered");
  }

  @Test
  void refusalByStatusIsNamedAndCountedWithoutARetry() throws Exception {
    try (OtlpReceiver receiver = new OtlpReceiver().answering(503);
        Settings settings = Settings.spansOnly(receiver.endpoint())) {
      Telemetry telemetry = agent.start();
      telemetry.transferEnded(Samples.download(telemetry.capture()).build());
      assertThat(shutdownMillis(telemetry)).isLessThan(BUDGET_MILLIS);
    }
    assertThat(agent.warnings)
        .containsExactly(
            "OTLP export failed: HTTP status 503 for spans; spans are dropped and counted; set"
                + " OTEL_TRACES_EXPORTER=none to switch export off",
            "1 of 1 spans were not delivered");
  }

  @Test
  void collectorThatComesBackGetsWhatComesLater() throws Exception {
    try (OtlpReceiver receiver = new OtlpReceiver().answering(503);
        Settings settings =
            Settings.spansOnly(receiver.endpoint()).with("otel.bsp.schedule.delay", "10")) {
      Telemetry telemetry = agent.start();
      telemetry.transferEnded(Samples.download(telemetry.capture()).build());
      await().untilAsserted(() -> assertThat(agent.warnings).hasSize(1));

      receiver.answering(200);
      telemetry.transferEnded(Samples.download(telemetry.capture()).build());
      await().untilAsserted(() -> assertThat(receiver.spans()).hasSize(1));
      telemetry.shutdown(BUDGET_MILLIS);
    }
    assertThat(agent.warnings).contains("1 of 2 spans were not delivered");
  }

  @Test
  void transfersOnTopOfAFullQueueAreDroppedAndCounted() throws Exception {
    try (OtlpReceiver receiver = new OtlpReceiver();
        Settings settings = Settings.spansOnly(receiver.endpoint())) {
      Telemetry telemetry = agent.start();
      int events = 3 * EmbeddedTelemetry.MAX_QUEUED_EVENTS;
      long start = System.nanoTime();
      for (int i = 0; i < events; i++) {
        telemetry.transferEnded(Samples.download(null).build());
      }
      long meanNanos = (System.nanoTime() - start) / events;
      assertThat(meanNanos).isLessThan(TimeUnit.MILLISECONDS.toNanos(1));
      telemetry.shutdown(Agent.BUDGET_MILLIS);
      assertThat(receiver.spans()).isNotEmpty().hasSizeLessThan(events);
    }
    assertThat(agent.warnings)
        .anyMatch(warning -> warning.startsWith("OpenTelemetry cannot keep up: 8192 events wait"))
        .anyMatch(warning -> warning.matches("\\d+ OpenTelemetry events were dropped"));
  }

  @Test
  void secondShutdownAndLateEventsAreHarmless() throws Exception {
    try (OtlpReceiver receiver = new OtlpReceiver();
        Settings settings = Settings.spansOnly(receiver.endpoint())) {
      Telemetry telemetry = agent.start();
      telemetry.shutdown(BUDGET_MILLIS);
      telemetry.transferEnded(Samples.download(telemetry.capture()).build());
      assertThat(shutdownMillis(telemetry)).isLessThan(BUDGET_MILLIS);
      assertThat(receiver.spans()).isEmpty();
    }
  }

  private static void accept(ServerSocket silent, List<AutoCloseable> accepted) {
    Thread acceptor =
        new Thread(
            () -> {
              try {
                while (true) {
                  accepted.add(silent.accept());
                }
              } catch (java.io.IOException e) {
                // closed: the test is over
              }
            });
    acceptor.setDaemon(true);
    acceptor.start();
  }

  private static long shutdownMillis(Telemetry telemetry) {
    long start = System.nanoTime();
    telemetry.shutdown(BUDGET_MILLIS);
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
  }
}
