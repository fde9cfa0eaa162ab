package io.ftplens.otel;

import static org.assertj.core.api.Assertions.assertThat;

import io.ftplens.protocol.event.Telemetry;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Settings that switch off, and settings that our SDK cannot use. */
class SettingsTest {
  private final Agent agent = new Agent();
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
  void modeNoneMakesNoTelemetryAndNoThread() {
    assertThat(agent.mode("none").create()).isNull();
    assertThat(agent.threads.activeCount()).isZero();
  }

  @Test
  void disabledSdkMakesNoTelemetry() {
    settings.with("otel.sdk.disabled", "TRUE");
    assertThat(agent.create()).isNull();
  }

  @Test
  void modeApplicationExportsNothingOfItsOwnAndSaysSo() {
    Telemetry telemetry = agent.mode("application").start();
    assertThat(telemetry.begin(telemetry.capture(), "RETR", Samples.START)).isNull();
    transferOnce(telemetry);
    assertThat(receiver.spans()).isEmpty();
    assertThat(agent.warnings).singleElement().asString().startsWith("ftplens.otel=application:");
  }

  @Test
  void exporterNoneSendsNothing() {
    settings.with("otel.traces.exporter", "none");
    transferOnce(agent.start());
    assertThat(receiver.spans()).isEmpty();
    assertThat(agent.warnings).isEmpty();
  }

  @Test
  void unknownExporterBecomesConsole() {
    settings.with("otel.traces.exporter", "zipkin");
    String printed = printedBy(() -> transferOnce(agent.start()));
    assertThat(printed)
        .startsWith("span name=\"FTP RETR\" trace_id=")
        .contains(" kind=CLIENT status=UNSET duration_ms=41 ")
        .contains(" ftp.data_connection.mode=active ");
    assertThat(agent.warnings)
        .containsExactly(
            "OTEL_TRACES_EXPORTER: ftplens has no exporter 'zipkin' (it has otlp, console and"
                + " none); console is used instead");
  }

  @Test
  void consoleCanStandBesideOtlpForEverySignal() {
    settings
        .with("otel.traces.exporter", "otlp,console")
        .with("otel.logs.exporter", "logging")
        .with("otel.metrics.exporter", "console");
    String printed =
        printedBy(
            () -> {
              Telemetry telemetry = agent.start();
              telemetry.transferEnded(
                  Samples.download(telemetry.capture()).path("a\nspan name=forged").build());
              telemetry.shutdown(Agent.BUDGET_MILLIS);
            });
    assertThat(printed.lines())
        .allMatch(line -> line.matches("(span|log|metric) .*"))
        .anyMatch(line -> line.startsWith("log event=ftp.transfer severity=INFO trace_id="))
        .anyMatch(line -> line.startsWith("metric name=ftp.client.transfer.size unit=By count=1"))
        .anyMatch(line -> line.contains(" file.path=\"a\\u000aspan name=forged\""));
    assertThat(receiver.spans()).hasSize(1);
    assertThat(agent.warnings).isEmpty();
  }

  @Test
  void valuesThatTheSdkRefusesAreNamedAndReplacedByTheDefault() {
    settings
        .with("otel.traces.sampler", "jaeger_remote")
        .with("otel.propagators", "b3,xray")
        .with("otel.exporter.otlp.protocol", "http/json")
        .with("otel.exporter.otlp.traces.compression", "")
        .with("otel.bsp.max.queue.size", "many");
    transferOnce(agent.start());
    assertThat(receiver.spans()).hasSize(1);
    assertThat(agent.warnings)
        .hasSize(3)
        .contains(
            "OTEL_TRACES_SAMPLER: ftplens does not know 'jaeger_remote'; parentbased_always_on is"
                + " used instead",
            "OTEL_EXPORTER_OTLP_PROTOCOL: ftplens does not know 'http/json'; http/protobuf is used"
                + " instead")
        .anyMatch(w -> w.startsWith("OTEL_BSP_MAX_QUEUE_SIZE is ignored, its default is used: "));
  }

  @Test
  void sdkThatCannotStartSwitchesSpansOff() {
    settings.with("otel.exporter.otlp.endpoint", "not a url");
    Telemetry telemetry = agent.start();
    transferOnce(telemetry);
    assertThat(telemetry.begin(telemetry.capture(), "RETR", Samples.START)).isNull();
    assertThat(agent.warnings)
        .singleElement()
        .asString()
        .startsWith("OpenTelemetry cannot start, so nothing is exported: ");
  }

  @Test
  void samplerOfTheUserDecidesOnRootSpans() {
    settings.with("otel.traces.sampler", "always_off");
    transferOnce(agent.start());
    assertThat(receiver.spans()).isEmpty();
    assertThat(agent.warnings).isEmpty();
  }

  private static void transferOnce(Telemetry telemetry) {
    telemetry.transferEnded(Samples.download(telemetry.capture()).build());
    telemetry.shutdown(Agent.BUDGET_MILLIS);
  }

  private static String printedBy(Runnable work) {
    PrintStream before = System.err;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      work.run();
    } finally {
      System.setErr(before);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
