package io.ftplens.otel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ftplens.protocol.event.Telemetry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** OTLP over TLS to a collector that demands a certificate of its clients. */
class TlsExportTest {
  @TempDir static Path directory;
  private static KeyPair collectorsKey;
  private static KeyPair ownKey;

  private final Agent agent = new Agent();

  @BeforeAll
  static void makeKeys() throws Exception {
    collectorsKey = KeyPair.create(directory, "collector", "RSA");
    ownKey = KeyPair.create(directory, "own", "EC");
  }

  private static Collector collector(String protocol) throws Exception {
    return protocol.equals("grpc")
        ? GrpcReceiver.demandingCertificate(collectorsKey, ownKey)
        : OtlpReceiver.demandingCertificate(collectorsKey.serverContext(ownKey));
  }

  private static Settings settings(Collector collector) {
    return Settings.endpoint(collector.endpoint())
        .with("otel.exporter.otlp.protocol", collector.protocol())
        .with("otel.exporter.otlp.certificate", collectorsKey.certificate().toString())
        .with("otel.exporter.otlp.client.key", ownKey.key().toString())
        .with("otel.exporter.otlp.client.certificate", ownKey.certificate().toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"http/protobuf", "grpc"})
  void allSignalsArrive(String protocol) throws Exception {
    try (Collector collector = collector(protocol);
        Settings settings = settings(collector)) {
      transferOnce();
      assertThat(collector.spans()).hasSize(1);
      assertThat(collector.logRecords()).hasSize(1);
      assertThat(collector.metric("ftp.client.transfer.size")).isNotNull();
    }
    assertThat(agent.warnings).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http/protobuf", "grpc"})
  void connectionServesOneExportAfterTheOther(String protocol) throws Exception {
    try (Collector collector = collector(protocol);
        Settings settings = settings(collector)) {
      settings.with("otel.bsp.schedule.delay", "10").with("otel.blrp.schedule.delay", "10");
      Telemetry telemetry = agent.start();
      for (int sent = 1; sent <= 5; sent++) {
        telemetry.transferEnded(Samples.download(telemetry.capture()).build());
        int expected = sent;
        await().untilAsserted(() -> assertThat(collector.spans()).hasSize(expected));
        await().untilAsserted(() -> assertThat(collector.logRecords()).hasSize(expected));
      }
      telemetry.shutdown(Agent.BUDGET_MILLIS);
    }
    assertThat(agent.warnings).isEmpty();
  }

  /** The SDK reuses what it exports, unless it is told not to: then half of it is of later. */
  @ParameterizedTest
  @ValueSource(strings = {"http/protobuf", "grpc"})
  void metricsAreWholeWhereTheHandshakeTakesLongerThanTheInterval(String protocol)
      throws Exception {
    try (Collector collector = collector(protocol);
        Settings settings = settings(collector).with("otel.metric.export.interval", "10")) {
      Telemetry telemetry = agent.start();
      for (int transfers = 1; transfers <= 3; transfers++) {
        telemetry.transferEnded(Samples.download(telemetry.capture()).build());
        int expected = transfers;
        await().untilAsserted(() -> assertThat(measured(collector)).isEqualTo(expected));
      }
      telemetry.shutdown(Agent.BUDGET_MILLIS);
    }
    assertThat(agent.warnings)
        .as("some exports may be too many at a time, none may be broken")
        .noneMatch(warning -> warning.contains("end of stream") || warning.contains("EOF"));
  }

  /** How many transfers the last export of metrics has. */
  private static long measured(Collector collector) {
    return collector.metrics.isEmpty()
        ? 0
        : collector.metric("ftp.client.transfer.size").getHistogram().getDataPoints(0).getCount();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http/protobuf", "grpc"})
  void filesOfOneSignalGoBeforeThoseOfAll(String protocol) throws Exception {
    try (Collector collector = collector(protocol);
        Settings settings =
            settings(collector)
                .with("otel.metrics.exporter", "none")
                .with("otel.logs.exporter", "none")
                .with("otel.exporter.otlp.certificate", "nowhere")
                .with("otel.exporter.otlp.client.key", "nowhere")
                .with("otel.exporter.otlp.client.certificate", "nowhere")
                .with(
                    "otel.exporter.otlp.traces.certificate", collectorsKey.certificate().toString())
                .with("otel.exporter.otlp.traces.client.key", ownKey.key().toString())
                .with(
                    "otel.exporter.otlp.traces.client.certificate",
                    ownKey.certificate().toString())) {
      transferOnce();
      assertThat(collector.spans()).hasSize(1);
    }
    assertThat(agent.warnings).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http/protobuf", "grpc"})
  void collectorThatIsNotTrustedIsToldInOneLine(String protocol) throws Exception {
    try (Collector collector = collector(protocol);
        Settings settings =
            settings(collector)
                .with("otel.exporter.otlp.certificate", ownKey.certificate().toString())) {
      transferOnce();
      assertThat(collector.spans()).isEmpty();
      assertThat(agent.warnings)
          .singleElement(InstanceOfAssertFactories.STRING)
          .startsWith("OTLP export to " + collector.endpoint() + " failed: ")
          .contains(
              "certification path",
              "; not delivered: metrics, 1 of 1 spans, 1 of 1 log records; set"
                  + " OTEL_EXPORTER_OTLP_CERTIFICATE to a PEM file");
    }
  }

  static Stream<Arguments> unusable() {
    return Stream.of(
        row("certificate", null, "does not exist", "the collector's CA"),
        row("certificate", "", "holds no X.509 certificate", "the collector's CA"),
        row("certificate", "-----BEGIN", "holds no X.509 certificate", "the collector's CA"),
        row("client.key", null, "does not exist", "PKCS #8"),
        row("client.key", "garbled", "holds no RSA or EC private key", "PKCS #8"),
        row("client.certificate", null, "does not exist", "PEM files"),
        row("client.certificate", "garbled", "holds no X.509 certificate", "PEM files"));
  }

  private static Arguments row(String name, String content, String why, String remedy) {
    return Arguments.of(name, content, why, remedy);
  }

  @ParameterizedTest(name = "{0} with content {1}")
  @MethodSource("unusable")
  void fileThatCannotBeUsedIsToldInOneLine(String name, String content, String why, String remedy)
      throws Exception {
    Path file = directory.resolve("unusable.pem");
    Files.deleteIfExists(file);
    if (content != null) {
      Files.writeString(file, content);
    }
    faulty(
        settings -> settings.with("otel.exporter.otlp." + name, file.toString()),
        "OTEL_EXPORTER_OTLP_"
            + name.replace('.', '_').toUpperCase(java.util.Locale.ROOT)
            + ": '"
            + file
            + "' "
            + why
            + "; nothing is sent to the collector: ",
        remedy);
  }

  @Test
  void keyWithoutCertificateIsToldInOneLine() throws Exception {
    faulty(
        settings -> settings.with("otel.exporter.otlp.client.certificate", ""),
        "OTEL_EXPORTER_OTLP_CLIENT_KEY: ",
        "both the client's key and its certificate");
  }

  /** Nothing arrives, one line tells why, and events are still taken. */
  private void faulty(Consumer<Settings> change, String start, String remedy) throws Exception {
    try (Collector collector = collector("http/protobuf");
        Settings settings = settings(collector)) {
      change.accept(settings);
      Telemetry telemetry = transferOnce();
      assertThat(telemetry.capture()).isNotNull();
      assertThat(collector.requests("")).isEmpty();
    }
    assertThat(agent.warnings)
        .singleElement(InstanceOfAssertFactories.STRING)
        .startsWith(start)
        .contains(remedy);
  }

  private Telemetry transferOnce() {
    Telemetry telemetry = agent.start();
    telemetry.transferEnded(Samples.download(telemetry.capture()).build());
    telemetry.shutdown(Agent.BUDGET_MILLIS);
    return telemetry;
  }
}
