package io.ftplens.otel;

import static io.ftplens.otel.Otlp.attributes;
import static io.ftplens.otel.Otlp.hex;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.ftplens.protocol.event.Diagnosis;
import io.ftplens.protocol.event.DiagnosisKind;
import io.ftplens.protocol.event.SessionSummary;
import io.ftplens.protocol.event.Telemetry;
import io.ftplens.protocol.event.TraceContext;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Log records as a collector gets them. */
class LogExportTest {
  private static final Diagnosis PRIVATE_ADDRESS =
      new Diagnosis(DiagnosisKind.ADVERTISED_ADDRESS_PRIVATE, "The server announced 10.0.0.1.");

  private OtlpReceiver receiver;
  private Settings settings;

  @BeforeEach
  void start() throws Exception {
    receiver = new OtlpReceiver();
    settings = Settings.endpoint(receiver.endpoint()).with("otel.metrics.exporter", "none");
  }

  @AfterEach
  void stop() {
    settings.close();
    receiver.close();
  }

  @Test
  void transferIsAnEventCorrelatedWithItsSpan() {
    Telemetry telemetry = new Agent().start();
    TraceContext trace = telemetry.capture();
    telemetry.transferEnded(Samples.download(trace).build());
    telemetry.shutdown(Agent.BUDGET_MILLIS);

    LogRecord record = event("ftp.transfer");
    assertThat(hex(record.getTraceId())).isEqualTo(trace.traceId());
    assertThat(hex(record.getSpanId())).isEqualTo(trace.spanId());
    assertThat(record.getFlags() & 1).isEqualTo(1);
    assertThat(record.getSeverityNumber()).isEqualTo(SeverityNumber.SEVERITY_NUMBER_INFO);
    assertThat(record.getTimeUnixNano()).isEqualTo(Samples.END);
    assertThat(record.getBody().getStringValue()).isEqualTo("FTP RETR, active, 1048576 bytes");
    assertThat(attributes(record.getAttributesList()))
        .isEqualTo(attributes(receiver.spans().get(0).getAttributesList()));
    assertThat(receiver.logs.get(0).getResourceLogs(0).getScopeLogs(0).getScope().getName())
        .isEqualTo("io.ftplens");
  }

  @Test
  void diagnosisOfATransferCarriesItsIds() {
    Telemetry telemetry = new Agent().start();
    TraceContext trace = telemetry.capture();
    telemetry.diagnosed(Samples.SESSION, PRIVATE_ADDRESS, Samples.START);
    telemetry.transferEnded(Samples.download(trace).diagnoses(List.of(PRIVATE_ADDRESS)).build());
    telemetry.shutdown(Agent.BUDGET_MILLIS);

    LogRecord record = event("ftp.diagnosis.advertised_address_private");
    assertThat(record.getSeverityNumber()).isEqualTo(SeverityNumber.SEVERITY_NUMBER_WARN);
    assertThat(record.getBody().getStringValue()).isEqualTo("The server announced 10.0.0.1.");
    assertThat(record.getTimeUnixNano()).isEqualTo(Samples.START);
    assertThat(hex(record.getSpanId())).isEqualTo(trace.spanId());
    assertThat(attributes(record.getAttributesList()))
        .contains(
            Map.entry("ftp.diagnosis", List.of("advertised_address_private")),
            Map.entry("ftp.command.name", "RETR"),
            Map.entry("ftp.data_connection.mode", "active"),
            Map.entry("server.address", "ftp.example.com"),
            Map.entry("file.path", "/pub/a.bin"));
  }

  @Test
  void diagnosisToldAfterItsTransferCarriesItsIdsToo() {
    Telemetry telemetry = new Agent().start();
    TraceContext trace = telemetry.capture();
    telemetry.transferEnded(Samples.download(trace).diagnoses(List.of(PRIVATE_ADDRESS)).build());
    telemetry.diagnosed(Samples.SESSION, PRIVATE_ADDRESS, Samples.END);
    telemetry.shutdown(Agent.BUDGET_MILLIS);

    assertThat(hex(event("ftp.diagnosis.advertised_address_private").getSpanId()))
        .isEqualTo(trace.spanId());
  }

  @Test
  void diagnosisWithoutATransferIsWrittenWithoutIds() {
    Telemetry telemetry = new Agent().start();
    telemetry.diagnosed(
        Samples.SESSION,
        new Diagnosis(DiagnosisKind.CLEARTEXT_CREDENTIALS, "PASS went in clear text."),
        Samples.START);
    telemetry.diagnosed(
        Samples.SESSION,
        new Diagnosis(DiagnosisKind.REPLY_OUT_OF_STEP, "A 226 was never read."),
        Samples.START);
    telemetry.transferEnded(Samples.download(telemetry.capture()).build());
    telemetry.diagnosed(
        Samples.SESSION,
        new Diagnosis(DiagnosisKind.PASSIVE_LOST_ON_RECONNECT, "It was passive before."),
        Samples.END);
    telemetry.shutdown(Agent.BUDGET_MILLIS);

    for (String name :
        List.of("cleartext_credentials", "reply_out_of_step", "passive_lost_on_reconnect")) {
      LogRecord record = event("ftp.diagnosis." + name);
      assertThat(record.getSpanId()).isEqualTo(ByteString.EMPTY);
      assertThat(attributes(record.getAttributesList()))
          .containsEntry("server.address", "ftp.example.com")
          .doesNotContainKey("ftp.command.name");
    }
  }

  @Test
  void sessionEndSumsUpAndNamesTheUserOnDemandOnly() {
    Telemetry telemetry = new Agent().start();
    telemetry.sessionEnded(summary());
    telemetry.shutdown(Agent.BUDGET_MILLIS);

    LogRecord record = event("ftp.session.end");
    assertThat(record.getTimeUnixNano()).isEqualTo(Samples.END);
    assertThat(attributes(record.getAttributesList()))
        .contains(
            Map.entry("ftp.session.transfer.active", 2L),
            Map.entry("ftp.session.transfer.passive", 3L),
            Map.entry("ftp.session.transfer.failed", 1L),
            Map.entry("ftp.session.received.size", 100L),
            Map.entry("ftp.session.transmitted.size", 200L),
            Map.entry("ftp.session.duration", 0.041),
            Map.entry("ftp.session.data_connection.longest_setup", 0.5),
            Map.entry("ftp.session.firewall_hint", "allow 21/tcp"),
            Map.entry("network.protocol.name", "ftps"))
        .doesNotContainKey("user.name");

    receiver.logs.clear();
    Telemetry open = new Agent().withUser().start();
    open.sessionEnded(summary());
    open.shutdown(Agent.BUDGET_MILLIS);
    assertThat(attributes(event("ftp.session.end").getAttributesList()))
        .containsEntry("user.name", "alice");
  }

  private static SessionSummary summary() {
    return new SessionSummary(
        Samples.SESSION,
        "alice",
        true,
        2,
        3,
        1,
        100,
        200,
        500_000_000L,
        "allow 21/tcp",
        Samples.START,
        Samples.END);
  }

  private LogRecord event(String name) {
    List<LogRecord> records =
        receiver.logRecords().stream().filter(r -> r.getEventName().equals(name)).toList();
    assertThat(records).hasSize(1);
    return records.get(0);
  }
}
