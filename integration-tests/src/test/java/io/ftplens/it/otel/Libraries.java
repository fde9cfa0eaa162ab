package io.ftplens.it.otel;

import io.ftplens.it.jvm.Artifacts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** OpenTelemetry and logging as applications have them. */
final class Libraries {
  /** The SDK that this build uses itself. */
  static final String CURRENT = "current";

  private Libraries() {}

  /** The API without an SDK. */
  static List<String> api() {
    return Artifacts.jars("opentelemetry-(api|context|common)-1\\..*\\.jar");
  }

  /** API, SDK and OTLP exporter of one version. */
  static List<String> sdk(String version) {
    if (version.equals(CURRENT)) {
      List<String> jars = new ArrayList<>(Artifacts.jars("opentelemetry-(?!proto).*\\.jar"));
      jars.addAll(Artifacts.jars("(okhttp|okio|kotlin-stdlib)-.*\\.jar"));
      return jars;
    }
    return jarsIn("otel", version);
  }

  /** SLF4J with a back end, as named in the pom. */
  static List<String> logging(String name) {
    return jarsIn("logging", name);
  }

  private static List<String> jarsIn(String kind, String name) {
    try (Stream<Path> files = Files.list(Artifacts.target().resolve(kind).resolve(name))) {
      return files.map(Path::toString).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The official agent's jar. */
  static Path officialAgent() {
    return Artifacts.target().resolve("otel/opentelemetry-javaagent.jar").toAbsolutePath();
  }
}
