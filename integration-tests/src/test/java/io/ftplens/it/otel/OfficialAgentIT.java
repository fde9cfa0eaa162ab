package io.ftplens.it.otel;

import static org.assertj.core.api.Assertions.assertThat;

import io.ftplens.it.jvm.Artifacts;
import io.ftplens.it.jvm.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Beside the official OpenTelemetry agent: its SDK makes the spans. */
class OfficialAgentIT {
  static final String SERVICE = "fleet";

  /** How the two agents come into the JVM. */
  enum Start {
    FTPLENS_FIRST,
    FTPLENS_SECOND,
    EXTENSION,
    EXTENSION_AND_AGENT
  }

  @ParameterizedTest(name = "{0} on JDK {1}, application has the API: {2}")
  @CsvSource({
    "FTPLENS_FIRST, 17, true",
    "FTPLENS_FIRST, 25, false",
    "FTPLENS_SECOND, 17, false",
    "FTPLENS_SECOND, 25, true",
    "EXTENSION, 8, true",
    "EXTENSION, 17, false",
    "EXTENSION, 25, true",
    "EXTENSION_AND_AGENT, 25, false",
  })
  void spansComeFromItsExporter(Start start, int jdk, boolean api, @TempDir Path directory)
      throws IOException {
    try (Situation situation = new Situation()) {
      ChildJvm jvm = situation.namelessJvm(jdk);
      start(jvm, start);
      configure(jvm, situation.applicationEndpoint(), directory);
      if (api) {
        jvm.classPath(Libraries.sdk(Libraries.CURRENT))
            .main(
                "TracingApp",
                situation.arguments("PASV", "root=a", "get-global=", "span=b", "remote=c"));
      } else {
        jvm.main("PlainApp", situation.arguments("PORT", "a", "b", "c"));
      }
      ChildJvm.Exit exit = situation.run(jvm);
      if (!api) {
        situation.parentsAreSpans("PlainApp.transfer");
      }
      for (String transfer : List.of("a", "b", "c")) {
        situation.madeAndLoggedByApplication(transfer, SERVICE);
      }
      situation.sessionsLoggedByApplication(3);
      situation.nothingElse();
      assertThat(exit.stderr()).doesNotContain("ERROR", "SEVERE", "Failed to export", "already");
    }
  }

  static void start(ChildJvm jvm, Start start) {
    String official = "-javaagent:" + Libraries.officialAgent();
    switch (start) {
      case FTPLENS_FIRST -> jvm.agent("").jvmArgs(official);
      case FTPLENS_SECOND -> jvm.jvmArgs(official).agent("");
      case EXTENSION ->
          jvm.jvmArgs(official).property("otel.javaagent.extensions", Artifacts.agent().toString());
      case EXTENSION_AND_AGENT ->
          jvm.agent("")
              .jvmArgs(official)
              .property("otel.javaagent.extensions", Artifacts.agent().toString());
    }
  }

  /** In a file that only the official agent reads; the environment is for both. */
  static void configure(ChildJvm jvm, String endpoint, Path directory) throws IOException {
    Path file = directory.resolve("otel.properties");
    Files.writeString(
        file,
        String.join(
            "\n",
            "otel.service.name=" + SERVICE,
            "otel.exporter.otlp.traces.endpoint=" + endpoint + "/v1/traces",
            "otel.exporter.otlp.logs.endpoint=" + endpoint + "/v1/logs",
            "otel.instrumentation.methods.include=io.ftplens.it.app.PlainApp[transfer]"));
    jvm.env("OTEL_METRICS_EXPORTER", "none")
        .property("otel.javaagent.configuration-file", file.toString());
  }
}
