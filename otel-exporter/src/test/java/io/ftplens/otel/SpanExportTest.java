package io.ftplens.otel;

import static io.ftplens.otel.Otlp.attributes;
import static io.ftplens.otel.Otlp.hex;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.ftplens.protocol.event.ConnectionDirection;
import io.ftplens.protocol.event.DataConnection;
import io.ftplens.protocol.event.DataConnectionMode;
import io.ftplens.protocol.event.Diagnosis;
import io.ftplens.protocol.event.DiagnosisKind;
import io.ftplens.protocol.event.Endpoint;
import io.ftplens.protocol.event.IoDirection;
import io.ftplens.protocol.event.SessionInfo;
import io.ftplens.protocol.event.SetupCommand;
import io.ftplens.protocol.event.Telemetry;
import io.ftplens.protocol.event.TraceContext;
import io.ftplens.protocol.event.Transfer;
import io.ftplens.protocol.event.TransferType;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Spans as a collector gets them. */
class SpanExportTest {
  private OtlpReceiver receiver;
  private Settings settings;

  @BeforeEach
  void start() throws Exception {
    receiver = new OtlpReceiver();
    settings = Settings.spansOnly(receiver.endpoint());
  }

  @AfterEach
  void stop() {
    settings.close();
    receiver.close();
  }

  @Test
  void activeDownloadCarriesEveryAttributeOfTheContract() {
    Agent agent = new Agent();
    Telemetry telemetry = agent.start();
    TraceContext trace = telemetry.capture();
    telemetry.transferEnded(Samples.download(trace).build());
    telemetry.shutdown(Agent.BUDGET_MILLIS);

    Span span = onlySpan();
    assertThat(span.getName()).isEqualTo("FTP RETR");
    assertThat(span.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_CLIENT);
    assertThat(hex(span.getTraceId())).isEqualTo(trace.traceId()).matches("[0-9a-f]{32}");
    assertThat(hex(span.getSpanId())).isEqualTo(trace.spanId()).matches("[0-9a-f]{16}");
    assertThat(span.getParentSpanId()).isEqualTo(ByteString.EMPTY);
    assertThat(span.getStartTimeUnixNano()).isEqualTo(Samples.START);
    assertThat(span.getEndTimeUnixNano()).isEqualTo(Samples.END);
    assertThat(span.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_UNSET);
    assertThat(attributes(span.getAttributesList()))
        .containsOnly(
            Map.entry("ftp.command.name", "RETR"),
            Map.entry("ftp.data_connection.mode", "active"),
            Map.entry("ftp.data_connection.setup_command", "PORT"),
            Map.entry("ftp.data_connection.direction", "inbound"),
            Map.entry("ftp.data_connection.local.address", "192.168.150.80"),
            Map.entry("ftp.data_connection.local.port", 3762L),
            Map.entry("ftp.data_connection.peer.address", "192.168.150.90"),
            Map.entry("ftp.data_connection.peer.port", 20L),
            Map.entry("ftp.data_connection.advertised.address", "192.168.150.80"),
            Map.entry("ftp.data_connection.advertised.port", 3762L),
            Map.entry("ftp.transfer.size", 1_048_576L),
            Map.entry("ftp.transfer.type", "image"),
            Map.entry("network.io.direction", "receive"),
            Map.entry("ftp.reply.code", 226L),
            Map.entry("file.path", "/pub/a.bin"),
            Map.entry("server.address", "ftp.example.com"),
            Map.entry("server.port", 21L),
            Map.entry("network.local.address", "192.168.150.80"),
            Map.entry("network.local.port", 1026L),
            Map.entry("network.peer.address", "192.168.150.90"),
            Map.entry("network.peer.port", 21L),
            Map.entry("network.transport", "tcp"),
            Map.entry("network.type", "ipv4"),
            Map.entry("network.protocol.name", "ftp"),
            Map.entry("ftp.client.library", "commons-net"),
            Map.entry("ftp.client.version", "3.9.0"),
            Map.entry("ftp.client.configured_mode", "active"));
    assertThat(agent.warnings).isEmpty();
  }

  @Test
  void forcedProtectedFailedUploadCarriesTheRest() {
    Telemetry telemetry = new Agent().start();
    telemetry.transferEnded(
        Transfer.builder(
                new SessionInfo(
                    1,
                    "2001:db8::2",
                    990,
                    Endpoint.of("2001:db8::1", 40000),
                    Endpoint.of("2001:db8::2", 990),
                    "jdk",
                    null),
                "STOR")
            .dataConnection(
                DataConnection.builder()
                    .agreed(
                        DataConnectionMode.PASSIVE,
                        SetupCommand.PASV,
                        Endpoint.of("2001:db8::2", 50000))
                    .observed(
                        ConnectionDirection.OUTBOUND,
                        Endpoint.of("2001:db8::1", 40001),
                        Endpoint.of("2001:db8::2", 50000),
                        1)
                    .forced(true)
                    .protectedByTls(true)
                    .attempts(List.of("EPSV 500", "PASV 227"))
                    .build())
            .path("b.txt")
            .controlProtected(true)
            .type(TransferType.ASCII)
            .data(IoDirection.TRANSMIT, 10)
            .restartOffset(4096)
            .outcome(426, "426")
            .diagnoses(List.of(new Diagnosis(DiagnosisKind.EXTENDED_REFUSED, "EPSV is refused")))
            .time(Samples.START, Samples.END)
            .trace(telemetry.capture())
            .build());
    telemetry.shutdown(Agent.BUDGET_MILLIS);

    Span span = onlySpan();
    assertThat(span.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
    assertThat(attributes(span.getAttributesList()))
        .contains(
            Map.entry("ftp.data_connection.mode", "passive"),
            Map.entry("ftp.data_connection.setup_command", "PASV"),
            Map.entry("ftp.data_connection.direction", "outbound"),
            Map.entry("ftp.data_connection.forced", true),
            Map.entry("ftp.data_connection.protected", true),
            Map.entry("ftp.data_connection.attempts", List.of("EPSV 500", "PASV 227")),
            Map.entry("ftp.transfer.restart_offset", 4096L),
            Map.entry("ftp.transfer.type", "ascii"),
            Map.entry("ftp.diagnosis", List.of("extended_refused")),
            Map.entry("network.io.direction", "transmit"),
            Map.entry("network.type", "ipv6"),
            Map.entry("network.protocol.name", "ftps"),
            Map.entry("ftp.reply.code", 426L),
            Map.entry("error.type", "426"));
  }

  @Test
  void transferThatFailedBeforeAnyReplyLeavesOutWhatIsNotKnown() {
    Telemetry telemetry = new Agent().start();
    telemetry.transferEnded(
        Transfer.builder(Samples.SESSION, "LIST")
            .outcome(0, "java.net.ConnectException")
            .time(Samples.START, Samples.END)
            .trace(telemetry.capture())
            .build());
    telemetry.shutdown(Agent.BUDGET_MILLIS);

    assertThat(attributes(onlySpan().getAttributesList()))
        .contains(
            Map.entry("ftp.data_connection.mode", "none"),
            Map.entry("error.type", "java.net.ConnectException"),
            Map.entry("ftp.transfer.size", 0L))
        .doesNotContainKeys(
            "ftp.data_connection.setup_command",
            "ftp.data_connection.direction",
            "ftp.data_connection.peer.port",
            "ftp.data_connection.advertised.port",
            "ftp.reply.code",
            "ftp.transfer.restart_offset",
            "ftp.diagnosis",
            "file.path");
  }

  @Test
  void pathIsLeftOutOnDemandAndUserInfoAlways() {
    Telemetry silent = new Agent().withoutPath().start();
    silent.transferEnded(Samples.download(silent.capture()).build());
    silent.shutdown(Agent.BUDGET_MILLIS);
    assertThat(attributes(onlySpan().getAttributesList())).doesNotContainKey("file.path");

    receiver.traces.clear();
    Telemetry telemetry = new Agent().start();
    telemetry.transferEnded(
        Samples.download(telemetry.capture()).path("ftp://me:se@cret@host/a@b").build());
    telemetry.shutdown(Agent.BUDGET_MILLIS);
    assertThat(attributes(onlySpan().getAttributesList()))
        .containsEntry("file.path", "ftp://host/a@b");
  }

  @Test
  void childHasTheTraceAndTheParentThatWereChosen() {
    Telemetry telemetry = new Agent().start();
    String traceId = TraceIds.newTraceId();
    String parentId = TraceIds.newSpanId();
    String spanId = TraceIds.newSpanId();
    telemetry.transferEnded(
        Samples.download(new TraceContext(traceId, spanId, parentId, true, null)).build());
    telemetry.shutdown(Agent.BUDGET_MILLIS);

    Span span = onlySpan();
    assertThat(hex(span.getTraceId())).isEqualTo(traceId);
    assertThat(hex(span.getSpanId())).isEqualTo(spanId);
    assertThat(hex(span.getParentSpanId())).isEqualTo(parentId);
  }

  @Test
  void childOfAnUnsampledParentIsNotExported() {
    Telemetry telemetry = new Agent().start();
    telemetry.transferEnded(
        Samples.download(
                new TraceContext(
                    TraceIds.newTraceId(), TraceIds.newSpanId(), TraceIds.newSpanId(), false, null))
            .build());
    TraceContext sampled = telemetry.capture();
    telemetry.transferEnded(Samples.download(sampled).build());
    telemetry.shutdown(Agent.BUDGET_MILLIS);

    assertThat(hex(onlySpan().getSpanId())).isEqualTo(sampled.spanId());
  }

  @Test
  void scopeAndResourceSayWhoSpeaks() {
    Telemetry telemetry = new Agent().start();
    telemetry.transferEnded(Samples.download(telemetry.capture()).build());
    telemetry.shutdown(Agent.BUDGET_MILLIS);

    ResourceSpans resource = receiver.traces.get(0).getResourceSpans(0);
    assertThat(attributes(resource.getResource().getAttributesList()))
        .contains(
            Map.entry("service.name", "unknown_service:java"),
            Map.entry("telemetry.sdk.name", "opentelemetry"),
            Map.entry("telemetry.sdk.language", "java"),
            Map.entry("telemetry.distro.name", "ftplens"),
            Map.entry("telemetry.distro.version", "1.2.3"));
    ScopeSpans scope = resource.getScopeSpans(0);
    assertThat(scope.getScope().getName()).isEqualTo("io.ftplens");
    assertThat(scope.getScope().getVersion()).isEqualTo("1.2.3");
  }

  @Test
  void standardSettingsMeanWhatTheyMeanEverywhere() {
    try (Settings more =
        new Settings()
            .with("otel.service.name", "billing")
            .with("otel.resource.attributes", "deployment.environment.name=test")
            .with("otel.exporter.otlp.compression", "gzip")) {
      Telemetry telemetry = new Agent().start();
      telemetry.transferEnded(Samples.download(telemetry.capture()).build());
      telemetry.shutdown(Agent.BUDGET_MILLIS);
    }
    assertThat(
            attributes(
                receiver.traces.get(0).getResourceSpans(0).getResource().getAttributesList()))
        .contains(
            Map.entry("service.name", "billing"), Map.entry("deployment.environment.name", "test"));
  }

  private Span onlySpan() {
    assertThat(receiver.spans()).hasSize(1);
    return receiver.spans().get(0);
  }
}
