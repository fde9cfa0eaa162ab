package io.ftplens.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.ftplens.it.jvm.Artifacts;
import io.ftplens.it.jvm.ChildJvm;
import io.ftplens.it.otlp.OtlpReceiver;
import io.ftplens.it.otlp.SpanData;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A transfer made within a span of the application belongs to it. */
class ParentIT {
  @ParameterizedTest(name = "on JDK {0}")
  @ValueSource(ints = {8, 17, 25})
  void applicationsOwnSpanIsTheParent(int jdk) {
    try (Servers servers = new Servers();
        OtlpReceiver receiver = OtlpReceiver.start()) {
      ChildJvm.Exit exit =
          ChildJvm.on(jdk)
              .agent("")
              .otlp(receiver.endpoint())
              .classPath(Artifacts.jars("(opentelemetry-(?!proto)|okhttp|okio|kotlin).*\\.jar"))
              .main(
                  "TracedApp",
                  receiver.endpoint(),
                  "nightly import",
                  servers.session("PORT", "plain", "4"),
                  "/get/traced-2222.bin")
              .run()
              .expectSuccess();
      List<SpanData> own =
          receiver.spans().stream()
              .filter(span -> span.scope().equals("io.ftplens.it.app"))
              .toList();
      List<SpanData> ours = receiver.ftpSpans();
      assertThat(own).extracting(SpanData::name).containsExactly("nightly import");
      assertThat(ours).extracting(SpanData::name).containsExactly("FTP RETR");
      assertThat(ours.get(0).parentSpanId()).isEqualTo(own.get(0).spanId());
      assertThat(ours.get(0).traceId()).isEqualTo(own.get(0).traceId());
      assertThat(exit.stdout()).contains("span " + own.get(0).spanId());
      assertThat(exit.transferLines()).hasSize(1);
      assertThat(exit.transferLines().get(0).get("trace_id")).isEqualTo(own.get(0).traceId());
      assertThat(receiver.spans()).as("the exporters' own traffic makes no span").hasSize(2);
    }
  }

  @ParameterizedTest(name = "OpenTelemetry loaded after the first session, on JDK {0}")
  @ValueSource(ints = {8, 17, 25})
  void applicationMayLoadOpenTelemetryLate(int jdk) {
    try (Servers servers = new Servers();
        OtlpReceiver receiver = OtlpReceiver.start()) {
      ChildJvm.on(jdk)
          .agent("")
          .otlp(receiver.endpoint())
          .classPath(Artifacts.jars("(opentelemetry-(?!proto)|okhttp|okio|kotlin).*\\.jar"))
          .main(
              "TracedApp",
              receiver.endpoint(),
              "late",
              servers.session("PORT", "plain", "4"),
              "before:/get/before-11.bin",
              "/get/within-22.bin")
          .run()
          .expectSuccess();
      String parent =
          receiver.spans().stream()
              .filter(span -> span.name().equals("late"))
              .map(SpanData::spanId)
              .findFirst()
              .orElseThrow();
      assertThat(receiver.ftpSpans())
          .extracting(span -> span.attribute("file.path"), SpanData::parentSpanId)
          .containsExactlyInAnyOrder(
              tuple("/get/before-11.bin", ""), tuple("/get/within-22.bin", parent));
    }
  }
}
