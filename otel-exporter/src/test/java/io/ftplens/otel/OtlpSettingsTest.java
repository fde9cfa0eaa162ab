package io.ftplens.otel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.ftplens.protocol.event.Telemetry;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** OpenTelemetry's settings of what is sent and how, one row each, by both protocols of OTLP. */
class OtlpSettingsTest {
  private final Agent agent = new Agent();

  /** A row of the table: what is set, and what the collector then sees. */
  private record Row(String name, Map<String, String> set, Consumer<Collector> seen) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Arguments> rows() {
    return Stream.of("http/protobuf", "grpc")
        .flatMap(protocol -> table().stream().map(row -> arguments(protocol, row)));
  }

  private static List<Row> table() {
    return List.of(
        new Row(
            "nothing else",
            Map.of(),
            got -> {
              assertThat(got.spans()).hasSize(1);
              assertThat(got.logRecords()).hasSize(1);
              assertThat(got.metric("ftp.client.transfer.size")).isNotNull();
              assertThat(got.resource())
                  .containsEntry("telemetry.distro.name", "ftplens")
                  .containsEntry("telemetry.distro.version", "1.2.3");
              assertThat(encodings(got)).containsOnly("none");
            }),
        new Row(
            "service name",
            Map.of(
                "otel.service.name", "billing", "otel.resource.attributes", "service.name=other"),
            got -> assertThat(got.resource()).containsEntry("service.name", "billing")),
        new Row(
            "resource attributes",
            Map.of(
                "otel.resource.attributes",
                "service.name=billing,deployment.environment.name=a%20b%2Cc"),
            got ->
                assertThat(got.resource())
                    .containsEntry("service.name", "billing")
                    .containsEntry("deployment.environment.name", "a b,c")),
        new Row(
            "headers",
            Map.of("otel.exporter.otlp.headers", "api-key=a%20b%3D,tenant=t1"),
            got -> {
              for (String signal : List.of("trace", "logs", "metrics")) {
                assertThat(got.requests(signal))
                    .isNotEmpty()
                    .allSatisfy(
                        request ->
                            assertThat(request.headers())
                                .containsEntry("api-key", "a b=")
                                .containsEntry("tenant", "t1"));
              }
            }),
        new Row(
            "headers of one signal",
            Map.of(
                "otel.exporter.otlp.headers",
                "who=all",
                "otel.exporter.otlp.logs.headers",
                "who=logs"),
            got -> {
              assertThat(got.requests("trace").get(0).headers()).containsEntry("who", "all");
              assertThat(got.requests("logs").get(0).headers()).containsEntry("who", "logs");
            }),
        new Row(
            "compression",
            Map.of("otel.exporter.otlp.compression", "gzip"),
            got -> {
              assertThat(encodings(got)).containsOnly("gzip");
              assertThat(got.spans()).hasSize(1);
            }),
        new Row(
            "compression of one signal",
            Map.of(
                "otel.exporter.otlp.compression", "gzip",
                "otel.exporter.otlp.traces.compression", "none"),
            got -> {
              assertThat(encoding(got.requests("trace").get(0))).isEqualTo("none");
              assertThat(encoding(got.requests("logs").get(0))).isEqualTo("gzip");
            }),
        new Row(
            "no traces",
            Map.of("otel.traces.exporter", "none"),
            got -> {
              assertThat(got.spans()).isEmpty();
              assertThat(got.logRecords()).hasSize(1);
            }),
        new Row(
            "no logs",
            Map.of("otel.logs.exporter", "none"),
            got -> {
              assertThat(got.logRecords()).isEmpty();
              assertThat(got.spans()).hasSize(1);
            }),
        new Row(
            "no metrics",
            Map.of("otel.metrics.exporter", "none"),
            got -> {
              assertThat(got.metrics).isEmpty();
              assertThat(got.spans()).hasSize(1);
            }),
        new Row(
            "limit of attributes",
            Map.of("otel.attribute.value.length.limit", "4"),
            got ->
                assertThat(Otlp.attributes(got.spans().get(0).getAttributesList()))
                    .containsEntry("file.path", "/pub")),
        new Row(
            "temporality",
            Map.of("otel.exporter.otlp.metrics.temporality.preference", "delta"),
            got ->
                assertThat(
                        got.metric("ftp.client.transfer.size")
                            .getHistogram()
                            .getAggregationTemporality())
                    .isEqualTo(AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA)),
        new Row(
            "exemplars",
            Map.of("otel.metrics.exemplar.filter", "always_off"),
            got ->
                assertThat(
                        got.metric("ftp.client.transfer.size")
                            .getHistogram()
                            .getDataPoints(0)
                            .getExemplarsCount())
                    .isZero()),
        new Row(
            "nothing but names",
            Map.of(
                "otel.exporter.otlp.headers", "",
                "otel.exporter.otlp.traces.compression", "",
                "otel.exporter.otlp.traces.endpoint", "",
                "otel.exporter.otlp.certificate", "",
                "otel.exporter.otlp.timeout", "",
                "otel.traces.exporter", "",
                "otel.service.name", "",
                "otel.config.file", "",
                "otel.resource.attributes", ""),
            got -> assertThat(got.spans()).hasSize(1)));
  }

  @ParameterizedTest(name = "{1} over {0}")
  @MethodSource("rows")
  void settingMeansWhatItMeansEverywhere(String protocol, Row row) throws IOException {
    try (Collector collector = collector(protocol);
        Settings settings = Settings.endpoint(collector.endpoint())) {
      settings.with("otel.exporter.otlp.protocol", protocol);
      row.set().forEach(settings::with);
      transferOnce();
      row.seen().accept(collector);
    }
    assertThat(agent.warnings).isEmpty();
  }

  @Test
  void endpointWithAPathIsABase() throws IOException {
    try (OtlpReceiver receiver = new OtlpReceiver();
        Settings settings = Settings.endpoint(receiver.endpoint() + "/otlp/")) {
      transferOnce();
      assertThat(receiver.requests(""))
          .extracting(Collector.Request::path)
          .contains("/otlp/v1/traces", "/otlp/v1/logs", "/otlp/v1/metrics");
    }
    assertThat(agent.warnings).isEmpty();
  }

  @Test
  void endpointOfASignalIsTakenAsItIs() throws IOException {
    try (OtlpReceiver receiver = new OtlpReceiver();
        OtlpReceiver traces = new OtlpReceiver();
        Settings settings = Settings.endpoint(receiver.endpoint())) {
      settings.with("otel.exporter.otlp.traces.endpoint", traces.endpoint() + "/in");
      transferOnce();
      assertThat(traces.requests("")).extracting(Collector.Request::path).containsExactly("/in");
      assertThat(traces.spans()).hasSize(1);
      assertThat(receiver.spans()).isEmpty();
      assertThat(receiver.logRecords()).hasSize(1);
    }
    assertThat(agent.warnings).isEmpty();
  }

  @Test
  void signalsCanGoByProtocolsOfTheirOwn() throws IOException {
    try (OtlpReceiver receiver = new OtlpReceiver();
        GrpcReceiver traces = new GrpcReceiver();
        Settings settings = Settings.endpoint(receiver.endpoint())) {
      settings
          .with("otel.exporter.otlp.traces.protocol", "grpc")
          .with("otel.exporter.otlp.traces.endpoint", traces.endpoint());
      transferOnce();
      assertThat(traces.spans()).hasSize(1);
      assertThat(receiver.spans()).isEmpty();
      assertThat(receiver.logRecords()).hasSize(1);
    }
    assertThat(agent.warnings).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("protocols")
  void delaysAreKeptWhileTheApplicationRuns(String protocol) throws IOException {
    try (Collector collector = collector(protocol);
        Settings settings = Settings.endpoint(collector.endpoint())) {
      settings
          .with("otel.exporter.otlp.protocol", protocol)
          .with("otel.bsp.schedule.delay", "10")
          .with("otel.blrp.schedule.delay", "10")
          .with("otel.metric.export.interval", "20");
      Telemetry telemetry = agent.start();
      telemetry.transferEnded(Samples.download(telemetry.capture()).build());
      await()
          .untilAsserted(
              () -> {
                assertThat(collector.spans()).hasSize(1);
                assertThat(collector.logRecords()).hasSize(1);
                assertThat(collector.metrics).isNotEmpty();
              });
      telemetry.shutdown(Agent.BUDGET_MILLIS);
    }
    assertThat(agent.warnings).isEmpty();
  }

  static Stream<String> protocols() {
    return Stream.of("http/protobuf", "grpc");
  }

  @Test
  void configurationFileIsNamedAndTheOtherSettingsAreUsed() throws IOException {
    try (OtlpReceiver receiver = new OtlpReceiver();
        Settings settings = Settings.spansOnly(receiver.endpoint())) {
      settings.with("otel.config.file", "otel.yaml");
      transferOnce();
      assertThat(receiver.spans()).hasSize(1);
    }
    assertThat(agent.warnings)
        .singleElement(InstanceOfAssertFactories.STRING)
        .startsWith("OTEL_CONFIG_FILE: ftplens reads no configuration file");
  }

  @ParameterizedTest
  @MethodSource("unusableHeaders")
  void headerThatCannotBeSentIsToldInOneLineWithoutItsValue(String header) throws IOException {
    try (OtlpReceiver receiver = new OtlpReceiver();
        Settings settings = Settings.spansOnly(receiver.endpoint())) {
      settings.with("otel.exporter.otlp.headers", header);
      transferOnce();
      assertThat(receiver.spans()).isEmpty();
    }
    assertThat(agent.warnings)
        .singleElement(InstanceOfAssertFactories.STRING)
        .startsWith("OTEL_EXPORTER_OTLP_HEADERS: ")
        .contains("; nothing is sent to the collector: write it as name=value")
        .doesNotContain("s3cret");
  }

  static Stream<String> unusableHeaders() {
    return Stream.of("api-key=s3cret%zz", "api-key=s3cret%0A", "api-key=s3cret\u00e9", "s3cret");
  }

  private void transferOnce() {
    Telemetry telemetry = agent.start();
    telemetry.transferEnded(Samples.download(telemetry.capture()).build());
    telemetry.shutdown(Agent.BUDGET_MILLIS);
  }

  private static Collector collector(String protocol) throws IOException {
    return protocol.equals("grpc") ? new GrpcReceiver() : new OtlpReceiver();
  }

  private static List<String> encodings(Collector got) {
    return got.requests("").stream().map(OtlpSettingsTest::encoding).toList();
  }

  private static String encoding(Collector.Request request) {
    String http = request.headers().getOrDefault("content-encoding", "none");
    return request.headers().getOrDefault("grpc-encoding", http).replace("identity", "none");
  }
}
