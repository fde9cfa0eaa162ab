package io.ftplens.it.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import io.ftplens.it.jvm.Artifacts;
import io.ftplens.it.jvm.ChildJvm;
import io.ftplens.it.jvm.Jdks;
import io.ftplens.it.jvm.LogLine;
import io.ftplens.it.otlp.OtlpReceiver;
import io.ftplens.it.otlp.SpanData;
import io.ftplens.it.server.RecordingFtpServer;
import io.ftplens.it.server.ServedTransfer;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Beside the agents of other vendors, before and after them on the command line. */
class OtherAgentsIT {
  /** Each agent's settings: where its backend is, and that it is to trace a method of the child. */
  enum Other {
    ELASTIC(
        "elastic",
        "-Delastic.apm.server_url=",
        "-Delastic.apm.trace_methods=io.ftplens.it.app.PlainApp#transfer"),
    DATADOG(
        "datadog",
        "-Ddd.trace.agent.url=",
        "-Ddd.trace.methods=io.ftplens.it.app.PlainApp[transfer]");

    final String jar;
    final String backend;
    final String traced;

    Other(String name, String backend, String traced) {
      this.jar = "-javaagent:" + Artifacts.target().resolve("agents/" + name + ".jar");
      this.backend = backend;
      this.traced = traced;
    }
  }

  @ParameterizedTest(name = "{0}, ftplens first: {1}")
  @CsvSource({"ELASTIC,true", "ELASTIC,false", "DATADOG,true", "DATADOG,false"})
  void bothDoTheirWork(Other other, boolean first) throws IOException {
    try (AnyBackend backend = AnyBackend.start();
        RecordingFtpServer server = RecordingFtpServer.on("127.0.0.1");
        OtlpReceiver receiver = OtlpReceiver.start()) {
      ChildJvm jvm = ChildJvm.on(Jdks.own()).otlp(receiver.endpoint());
      if (first) {
        jvm.agent("").jvmArgs(other.jar);
      } else {
        jvm.jvmArgs(other.jar).agent("");
      }
      ChildJvm.Running running =
          jvm.jvmArgs(other.backend + backend.url(), other.traced)
              .env("OTEL_METRIC_EXPORT_INTERVAL", "1000")
              .main("PlainApp", "wait", "t,PORT,plain,127.0.0.1," + server.port(), "a", "b")
              .start();
      receiver.awaitEverySignal();
      running.closeStdin();
      ChildJvm.Exit exit = running.await().expectSuccess();

      assertThat(server.surprises()).isEmpty();
      assertThat(server.transfers()).hasSize(2);
      List<String> paths = server.transfers().stream().map((ServedTransfer t) -> t.path).toList();
      assertThat(exit.transferLines())
          .extracting((LogLine line) -> line.get("path"))
          .isEqualTo(paths);
      assertThat(receiver.ftpSpans())
          .extracting((SpanData span) -> span.attribute("file.path"))
          .containsExactlyInAnyOrderElementsOf(paths);

      assertThat(exit.stdout().lines()).contains("done");
      assertThat(exit.stdout() + exit.stderr())
          .doesNotContainPattern("(?m)(^\\s+at |\\w(Exception|Error): |\\b(ERROR|SEVERE)\\b)");
      assertThat(exit.stderr()).doesNotContain(" WARN ");
      assertThat(backend.bodies())
          .as("the other agent traced the application, and not our export")
          .anyMatch(body -> body.contains("PlainApp") && body.contains("transfer"))
          .noneMatch(body -> body.contains("/v1/traces"));
    }
  }
}
