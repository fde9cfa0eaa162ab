package io.ftplens.otel;

import static org.assertj.core.api.Assertions.assertThat;

import io.ftplens.protocol.event.Telemetry;
import io.ftplens.protocol.event.TraceContext;
import io.grpc.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** OTLP over gRPC, to a real server. */
class GrpcExportTest {
  private final Agent agent = new Agent();
  private GrpcReceiver receiver;
  private Settings settings;

  @BeforeEach
  void start() throws Exception {
    receiver = new GrpcReceiver();
    settings = Settings.spansOnly(receiver.endpoint()).with("otel.exporter.otlp.protocol", "grpc");
  }

  @AfterEach
  void stop() {
    settings.close();
    receiver.close();
  }

  @Test
  void spanArrives() {
    Telemetry telemetry = agent.start();
    TraceContext trace = telemetry.capture();
    telemetry.transferEnded(Samples.download(trace).build());
    telemetry.shutdown(Agent.BUDGET_MILLIS);

    assertThat(receiver.spans())
        .singleElement()
        .satisfies(span -> assertThat(Otlp.hex(span.getSpanId())).isEqualTo(trace.spanId()));
    assertThat(agent.warnings).isEmpty();
  }

  @Test
  void refusalIsNamed() {
    receiver.refusing(Status.UNAUTHENTICATED);
    Telemetry telemetry = agent.start();
    telemetry.transferEnded(Samples.download(telemetry.capture()).build());
    telemetry.shutdown(Agent.BUDGET_MILLIS);

    assertThat(agent.warnings)
        .containsExactly(
            "OTLP export to "
                + receiver.endpoint()
                + " failed: gRPC status UNAUTHENTICATED; not delivered: 1 of 1 spans; set"
                + " OTEL_EXPORTER_OTLP_HEADERS to what the collector asks for");
  }
}
