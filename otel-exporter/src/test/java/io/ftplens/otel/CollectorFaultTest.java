package io.ftplens.otel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ftplens.protocol.event.Telemetry;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens when the collector does not do its part. */
class CollectorFaultTest {
  private static final long BUDGET_MILLIS = 1_500;

  /** A scheduler may let a woken thread wait; the budget is not an alarm clock. */
  private static final long TOLERANCE_MILLIS = 400;

  private static final String REMEDY =
      "set OTEL_EXPORTER_OTLP_ENDPOINT to your collector, or ftplens.otel=none";

  private final Agent agent = new Agent();

  @ParameterizedTest
  @ValueSource(strings = {"http/protobuf", "grpc"})
  void absentCollectorIsNamedInOneLineAndDelaysNothing(String protocol) throws Exception {
    String endpoint = "http://localhost:" + FaultyServer.unusedPort();
    try (Settings settings = Settings.endpoint(endpoint)) {
      settings.with("otel.exporter.otlp.protocol", protocol);
      Telemetry telemetry = agent.start();
      telemetry.sessionStarted(Samples.SESSION, Samples.START);
      transfer(telemetry);
      assertThat(shutdownMillis(telemetry)).isLessThan(BUDGET_MILLIS);
    }
    assertThat(agent.warnings)
        .containsExactly(
            "OTLP export to "
                + endpoint
                + " failed: ConnectException: Connection refused; not delivered: metrics, 1 of 1"
                + " spans, 1 of 1 log records; "
                + REMEDY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http/protobuf", "grpc"})
  void silentCollectorCostsNoMoreThanTheBudget(String protocol) throws Exception {
    try (FaultyServer silent = FaultyServer.silent();
        Settings settings = Settings.endpoint(silent.endpoint())) {
      settings.with("otel.exporter.otlp.protocol", protocol);
      Telemetry telemetry = agent.start();
      transfer(telemetry);
      assertThat(shutdownMillis(telemetry)).isLessThan(BUDGET_MILLIS + TOLERANCE_MILLIS);
      assertThat(agent.warnings)
          .containsExactly(
              "OTLP export to "
                  + silent.endpoint()
                  + " failed: no answer within 1500 ms at exit; not delivered: metrics, 1 of 1"
                  + " spans, 1 of 1 log records; "
                  + REMEDY);
    }
  }

  @Test
  void silentCollectorIsNamedWhileTheApplicationRuns() throws Exception {
    try (FaultyServer silent = FaultyServer.silent();
        Settings settings = Settings.spansOnly(silent.endpoint())) {
      settings.with("otel.bsp.schedule.delay", "10").with("otel.exporter.otlp.timeout", "50");
      Telemetry telemetry = agent.start();
      transfer(telemetry);
      await().untilAsserted(() -> assertThat(agent.warnings).hasSize(1));
      assertThat(agent.warnings.get(0))
          .isEqualTo(
              "OTLP export to "
                  + silent.endpoint()
                  + " failed: no answer in time; what cannot be sent is dropped and counted; "
                  + REMEDY);
      transfer(telemetry);
      await().untilAsserted(() -> assertThat(silent.connections()).isGreaterThan(1));
      assertThat(agent.warnings).hasSize(1);
      telemetry.shutdown(BUDGET_MILLIS);
    }
    assertThat(agent.warnings)
        .hasSize(2)
        .last(InstanceOfAssertFactories.STRING)
        .contains("; not delivered: 2 of 2 spans; ");
  }

  /** Each event that were kept would hold about a kilobyte. */
  @Test
  void silentCollectorHoldsNobodyUpAndFillsNoMemory() throws Exception {
    int transfers = 100_000;
    try (FaultyServer silent = FaultyServer.silent();
        Settings settings = Settings.endpoint(silent.endpoint())) {
      settings.with("otel.bsp.schedule.delay", "10").with("otel.blrp.schedule.delay", "10");
      Telemetry telemetry = agent.start();
      transfer(telemetry);
      await().untilAsserted(() -> assertThat(silent.connections()).isPositive());
      long usedBefore = usedBytes();
      long start = System.nanoTime();
      for (int i = 0; i < transfers; i++) {
        transfer(telemetry);
      }
      long meanNanos = (System.nanoTime() - start) / transfers;
      assertThat(meanNanos).isLessThan(TimeUnit.MILLISECONDS.toNanos(1));
      assertThat(usedBytes() - usedBefore).isLessThan(32L << 20);
      assertThat(shutdownMillis(telemetry)).isLessThan(BUDGET_MILLIS + TOLERANCE_MILLIS);
    }
    assertThat(agent.warnings)
        .filteredOn(warning -> warning.startsWith("OTLP export to "))
        .singleElement(InstanceOfAssertFactories.STRING)
        .containsPattern(
            "; not delivered: metrics, (\\d+) of \\1 spans, (\\d+) of \\2 log records; ");
  }

  @Test
  void slowCollectorGetsEverything() throws Exception {
    try (OtlpReceiver receiver = new OtlpReceiver().answeringAfter(300);
        Settings settings = Settings.endpoint(receiver.endpoint())) {
      Telemetry telemetry = agent.start();
      transfer(telemetry);
      assertThat(shutdownMillis(telemetry)).isLessThan(BUDGET_MILLIS + TOLERANCE_MILLIS);
      assertThat(receiver.spans()).hasSize(1);
      assertThat(receiver.logRecords()).hasSize(1);
      assertThat(receiver.metrics).isNotEmpty();
    }
    assertThat(agent.warnings).isEmpty();
  }

  @Test
  void refusalByStatusIsNamedAndCountedWithoutARetry() throws Exception {
    try (OtlpReceiver receiver = new OtlpReceiver().answering(503);
        Settings settings = Settings.spansOnly(receiver.endpoint())) {
      Telemetry telemetry = agent.start();
      transfer(telemetry);
      assertThat(shutdownMillis(telemetry)).isLessThan(BUDGET_MILLIS);
      assertThat(agent.warnings)
          .containsExactly(
              "OTLP export to "
                  + receiver.endpoint()
                  + " failed: HTTP status 503; not delivered: 1 of 1 spans; see the collector's"
                  + " log, or set ftplens.otel=none");
    }
  }

  @Test
  void collectorThatTakesOneSignalOnlyIsToldByThatSignal() throws Exception {
    try (OtlpReceiver receiver = new OtlpReceiver();
        OtlpReceiver traces = new OtlpReceiver().answering(404);
        Settings settings = Settings.endpoint(receiver.endpoint())) {
      settings.with("otel.exporter.otlp.traces.endpoint", traces.endpoint() + "/v1/traces");
      transferOnce();
      assertThat(receiver.logRecords()).hasSize(1);
      assertThat(agent.warnings)
          .containsExactly(
              "OTLP export to "
                  + traces.endpoint()
                  + " failed: HTTP status 404; not delivered: 1 of 1 spans; if it takes no spans,"
                  + " set OTEL_TRACES_EXPORTER=none");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"http/protobuf", "grpc"})
  void whatIsNoCollectorIsNamedInOneLine(String protocol) throws Exception {
    try (FaultyServer garbage = FaultyServer.garbage();
        Settings settings = Settings.spansOnly(garbage.endpoint())) {
      settings.with("otel.exporter.otlp.protocol", protocol);
      Telemetry telemetry = agent.start();
      transfer(telemetry);
      assertThat(shutdownMillis(telemetry)).isLessThan(BUDGET_MILLIS);
      assertThat(agent.warnings)
          .singleElement(InstanceOfAssertFactories.STRING)
          .startsWith("OTLP export to " + garbage.endpoint() + " failed: ")
          .endsWith("; not delivered: 1 of 1 spans; " + REMEDY);
    }
  }

  @Test
  void secretsInTheEndpointAreNotSaid() throws Exception {
    int port = FaultyServer.unusedPort();
    try (Settings settings = Settings.spansOnly("http://user:s3cret@localhost:" + port)) {
      transferOnce();
    }
    assertThat(agent.warnings)
        .singleElement(InstanceOfAssertFactories.STRING)
        .startsWith("OTLP export to http://localhost:" + port + " failed: ")
        .doesNotContain("s3cret");
  }

  @Test
  void collectorThatGoesAndComesBackGetsWhatComesLater() throws Exception {
    OtlpReceiver first = new OtlpReceiver();
    try (Settings settings = Settings.spansOnly(first.endpoint())) {
      settings.with("otel.bsp.schedule.delay", "10");
      Telemetry telemetry = agent.start();
      transfer(telemetry);
      await().untilAsserted(() -> assertThat(first.spans()).hasSize(1));

      first.close();
      transfer(telemetry);
      await().untilAsserted(() -> assertThat(agent.warnings).hasSize(1));

      try (OtlpReceiver second = new OtlpReceiver(first.port())) {
        transfer(telemetry);
        await().untilAsserted(() -> assertThat(second.spans()).hasSize(1));
        telemetry.shutdown(BUDGET_MILLIS);
        assertThat(second.spans()).hasSize(1);
      }
    } finally {
      first.close();
    }
    assertThat(agent.warnings)
        .hasSize(2)
        .last(InstanceOfAssertFactories.STRING)
        .contains("; not delivered: 1 of 3 spans; ");
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
      transfer(telemetry);
      assertThat(shutdownMillis(telemetry)).isLessThan(BUDGET_MILLIS);
      assertThat(receiver.spans()).isEmpty();
    }
  }

  private static void transfer(Telemetry telemetry) {
    telemetry.transferEnded(Samples.download(telemetry.capture()).build());
  }

  private void transferOnce() {
    Telemetry telemetry = agent.start();
    transfer(telemetry);
    telemetry.shutdown(BUDGET_MILLIS);
  }

  private static long usedBytes() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static long shutdownMillis(Telemetry telemetry) {
    long start = System.nanoTime();
    telemetry.shutdown(BUDGET_MILLIS);
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
  }
}
