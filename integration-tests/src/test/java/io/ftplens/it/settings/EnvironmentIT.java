package io.ftplens.it.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.ftplens.it.jvm.ChildJvm;
import io.ftplens.it.jvm.Jdks;
import io.ftplens.it.otlp.GrpcFront;
import io.ftplens.it.otlp.OtlpReceiver;
import io.ftplens.it.server.RecordingFtpServer;
import io.ftplens.it.server.Tls;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * OpenTelemetry's environment variables, as the packaged agent reads them: relocation could break
 * what works in the unit tests of each setting.
 */
class EnvironmentIT {
  private final RecordingFtpServer server = RecordingFtpServer.on("127.0.0.1");
  private final OtlpReceiver plain = OtlpReceiver.start();

  @AfterEach
  void stop() {
    server.close();
    plain.close();
  }

  private ChildJvm child(int jdk, String end) {
    return ChildJvm.on(jdk)
        .agent("")
        .main(
            "OneTransferApp", end, "t,EPSV,plain,127.0.0.1," + server.port(), "/get/one-4242.bin");
  }

  private ChildJvm child() {
    return child(Jdks.own(), "return");
  }

  /** TLS takes its time to start; the child waits for it as its exit does not. */
  private ChildJvm mutualTls(int jdk, String endpoint) {
    return child(jdk, "wait")
        .env("OTEL_BSP_SCHEDULE_DELAY", "10")
        .env("OTEL_METRIC_EXPORT_INTERVAL", "1000")
        .env("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint)
        .env("OTEL_EXPORTER_OTLP_CERTIFICATE", Tls.certificate().toString())
        .env("OTEL_EXPORTER_OTLP_CLIENT_KEY", Tls.privateKey().toString())
        .env("OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE", Tls.certificate().toString());
  }

  private static ChildJvm.Exit runUntilAllArrived(ChildJvm child, OtlpReceiver receiver)
      throws IOException {
    ChildJvm.Running running = child.start();
    receiver.awaitEverySignal();
    running.closeStdin();
    return running.await();
  }

  private static List<String> warnings(ChildJvm.Exit exit) {
    exit.expectSuccess();
    assertThat(exit.stdout()).startsWith("4242 bytes ").endsWith("done\n");
    assertThat(exit.transferLines()).hasSize(1);
    assertThat(exit.stderr()).doesNotContain("Exception\n", "\tat ");
    return exit.stderr().lines().filter(line -> line.contains("WARN")).toList();
  }

  @ParameterizedTest(name = "on JDK {0}")
  @ValueSource(ints = {8, 17, 25})
  void httpOverMutualTls(int jdk) throws IOException {
    try (OtlpReceiver receiver = OtlpReceiver.demandingCertificate(Tls.serverContext())) {
      ChildJvm child =
          mutualTls(jdk, receiver.endpoint())
              .env("OTEL_SERVICE_NAME", "billing")
              .env("OTEL_EXPORTER_OTLP_HEADERS", "api-key=a%20b")
              .env("OTEL_EXPORTER_OTLP_COMPRESSION", "gzip");
      ChildJvm.Exit exit = runUntilAllArrived(child, receiver);
      assertThat(warnings(exit)).isEmpty();
      assertThat(receiver.ftpSpans()).hasSize(1);
      assertThat(receiver.serviceNames()).containsOnly("billing");
      assertThat(receiver.headers())
          .isNotEmpty()
          .allSatisfy(
              headers ->
                  assertThat(headers)
                      .containsEntry("Api-key", List.of("a b"))
                      .containsEntry("Content-encoding", List.of("gzip")));
    }
  }

  @ParameterizedTest(name = "on JDK {0}")
  @ValueSource(ints = {8, 17, 25})
  void grpcOverMutualTls(int jdk) throws IOException {
    try (GrpcFront front = GrpcFront.of(plain)) {
      ChildJvm child =
          mutualTls(jdk, front.endpoint())
              .env("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc")
              .env("OTEL_EXPORTER_OTLP_COMPRESSION", "gzip")
              .env("OTEL_RESOURCE_ATTRIBUTES", "service.name=billing");
      ChildJvm.Exit exit = runUntilAllArrived(child, plain);
      assertThat(warnings(exit)).isEmpty();
      assertThat(plain.ftpSpans()).hasSize(1);
      assertThat(plain.serviceNames()).containsOnly("billing");
    }
  }

  @Test
  void certificateThatIsNotThereIsToldInOneLine(@TempDir Path directory) {
    Path missing = directory.resolve("ca.pem");
    ChildJvm.Exit exit =
        child()
            .otlp(plain.endpoint())
            .env("OTEL_EXPORTER_OTLP_CERTIFICATE", missing.toString())
            .run();
    assertThat(warnings(exit))
        .singleElement()
        .asString()
        .contains(
            "OTEL_EXPORTER_OTLP_CERTIFICATE: '" + missing + "' does not exist",
            "nothing is sent to the collector: name a PEM file");
    assertThat(plain.headers()).isEmpty();
  }

  @Test
  void unknownExporterIsNamedOnceAndBecomesConsole() {
    ChildJvm.Exit exit =
        child()
            .otlp(plain.endpoint())
            .env("OTEL_TRACES_EXPORTER", "zipkin")
            .env("OTEL_LOGS_EXPORTER", "console")
            .env("OTEL_METRICS_EXPORTER", "console,otlp")
            .run();
    assertThat(warnings(exit)).singleElement().asString().contains("'zipkin'");
    assertThat(exit.stderr().lines())
        .anyMatch(line -> line.startsWith("span name=\"FTP RETR\" "))
        .anyMatch(line -> line.startsWith("log event=ftp.transfer "))
        .anyMatch(line -> line.startsWith("metric name=ftp.client.transfer.size "));
    assertThat(plain.spans()).isEmpty();
    assertThat(plain.logs()).isEmpty();
    assertThat(plain.metrics()).isNotEmpty();
  }

  @Test
  void samplerDecides() {
    ChildJvm.Exit exit =
        child()
            .otlp(plain.endpoint())
            .env("OTEL_TRACES_SAMPLER", "parentbased_traceidratio")
            .env("OTEL_TRACES_SAMPLER_ARG", "0")
            .run();
    assertThat(warnings(exit)).isEmpty();
    assertThat(plain.spans()).isEmpty();
    assertThat(plain.logs()).isNotEmpty();
  }

  @Test
  void propertyGoesBeforeVariableAndEmptyIsAsNotSet() {
    ChildJvm.Exit exit =
        child()
            .otlp("http://127.0.0.1:1")
            .property("otel.exporter.otlp.endpoint", plain.endpoint())
            .env("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "")
            .env("OTEL_CONFIG_FILE", "")
            .env("OTEL_TRACES_EXPORTER", "")
            .run();
    assertThat(warnings(exit)).isEmpty();
    assertThat(plain.ftpSpans()).hasSize(1);
    assertThat(plain.serviceNames()).containsOnly("it-app");
  }

  @Test
  void disabledSdkLeavesTheLog() {
    ChildJvm.Exit exit = child().otlp(plain.endpoint()).env("OTEL_SDK_DISABLED", "true").run();
    assertThat(warnings(exit)).isEmpty();
    assertThat(plain.headers()).isEmpty();
  }
}
