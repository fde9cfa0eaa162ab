package io.ftplens.it.bench;

import io.ftplens.it.jvm.Artifacts;
import io.ftplens.it.jvm.ChildJvm;
import java.nio.file.Path;

/** What is in a JVM beside the application. */
enum Variant {
  /** Nothing. */
  NONE("no agent"),
  /** Nothing again: how much the same JVM differs from itself. */
  CONTROL("no agent again"),
  /** An agent that does nothing, in a jar of its own. */
  EMPTY_PREMAIN("empty premain"),
  /** What is measured. */
  FTPLENS("ftplens"),
  /** The official OpenTelemetry agent, with nowhere to send to. */
  OFFICIAL("official agent");

  final String label;

  Variant(String label) {
    this.label = label;
  }

  void addTo(ChildJvm jvm, Programs programs) {
    switch (this) {
      case NONE, CONTROL -> {}
      case EMPTY_PREMAIN -> jvm.jvmArgs("-javaagent:" + programs.emptyPremain());
      case FTPLENS -> jvm.agent("");
      case OFFICIAL -> {
        jvm.jvmArgs("-javaagent:" + officialAgent());
        for (String signal : new String[] {"traces", "metrics", "logs"}) {
          jvm.property("otel." + signal + ".exporter", "none");
        }
      }
    }
  }

  static Path officialAgent() {
    return Artifacts.target().resolve("otel/opentelemetry-javaagent.jar").toAbsolutePath();
  }
}
