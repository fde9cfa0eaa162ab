package io.ftplens.otel;

import static io.ftplens.otel.Otlp.attributes;
import static io.ftplens.otel.Otlp.hex;
import static org.assertj.core.api.Assertions.assertThat;

import io.ftplens.protocol.event.SessionSummary;
import io.ftplens.protocol.event.Telemetry;
import io.ftplens.protocol.event.TraceContext;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Metrics as a collector gets them. */
class MetricExportTest {
  private OtlpReceiver receiver;
  private Settings settings;

  @BeforeEach
  void start() throws Exception {
    receiver = new OtlpReceiver();
    settings = Settings.endpoint(receiver.endpoint()).with("otel.logs.exporter", "none");
  }

  @AfterEach
  void stop() {
    settings.close();
    receiver.close();
  }

  @Test
  void transferIsMeasuredThreefoldWithoutItsPath() {
    Telemetry telemetry = new Agent().start();
    TraceContext trace = telemetry.capture();
    telemetry.transferEnded(Samples.download(trace).outcome(426, "426").build());
    telemetry.shutdown(Agent.BUDGET_MILLIS);

    Map<String, Object> dimensions =
        Map.of(
            "ftp.command.name", "RETR",
            "ftp.data_connection.mode", "active",
            "ftp.data_connection.setup_command", "PORT",
            "server.address", "ftp.example.com",
            "server.port", 21L,
            "error.type", "426");
    HistogramDataPoint duration = histogram("ftp.client.transfer.duration", "s");
    assertThat(attributes(duration.getAttributesList())).isEqualTo(dimensions);
    assertThat(duration.getSum()).isEqualTo(0.041);
    assertThat(duration.getExplicitBoundsList())
        .containsExactly(
            0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0, 120.0, 300.0);
    assertThat(hex(duration.getExemplars(0).getSpanId())).isEqualTo(trace.spanId());

    HistogramDataPoint size = histogram("ftp.client.transfer.size", "By");
    assertThat(attributes(size.getAttributesList())).isEqualTo(dimensions);
    assertThat(size.getSum()).isEqualTo(1_048_576.0);

    HistogramDataPoint setup = histogram("ftp.client.data_connection.setup.duration", "s");
    assertThat(attributes(setup.getAttributesList())).isEqualTo(dimensions);
    assertThat(setup.getSum()).isEqualTo(0.015);
  }

  @Test
  void sessionsAreCountedWhileTheyAreOpen() {
    Telemetry telemetry = new Agent().start();
    telemetry.sessionStarted(Samples.SESSION, Samples.START);
    telemetry.sessionStarted(Samples.SESSION, Samples.START);
    telemetry.sessionEnded(
        new SessionSummary(
            Samples.SESSION, null, false, 0, 0, 0, 0, 0, 0, null, Samples.START, Samples.END));
    telemetry.shutdown(Agent.BUDGET_MILLIS);

    Metric metric = receiver.metric("ftp.client.session.active");
    assertThat(metric.getUnit()).isEqualTo("{session}");
    assertThat(metric.getSum().getIsMonotonic()).isFalse();
    NumberDataPoint point = metric.getSum().getDataPoints(0);
    assertThat(point.getAsInt()).isEqualTo(1);
    assertThat(attributes(point.getAttributesList()))
        .isEqualTo(Map.of("server.address", "ftp.example.com", "server.port", 21L));
  }

  @Test
  void theSdkDoesNotReportOnItself() {
    Telemetry telemetry = new Agent().start();
    telemetry.transferEnded(Samples.download(telemetry.capture()).build());
    telemetry.shutdown(Agent.BUDGET_MILLIS);

    List<String> scopes =
        receiver.metrics.stream()
            .flatMap(request -> request.getResourceMetrics(0).getScopeMetricsList().stream())
            .map(ScopeMetrics::getScope)
            .map(scope -> scope.getName() + " " + scope.getVersion())
            .distinct()
            .toList();
    assertThat(scopes).containsExactly("io.ftplens 1.2.3");
  }

  private HistogramDataPoint histogram(String name, String unit) {
    Metric metric = receiver.metric(name);
    assertThat(metric.getUnit()).isEqualTo(unit);
    assertThat(metric.getHistogram().getDataPointsList()).hasSize(1);
    HistogramDataPoint point = metric.getHistogram().getDataPoints(0);
    assertThat(point.getCount()).isEqualTo(1);
    return point;
  }
}
