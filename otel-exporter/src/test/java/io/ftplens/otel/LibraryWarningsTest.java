package io.ftplens.otel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the libraries warn of. */
class LibraryWarningsTest {
  private final List<String> said = new ArrayList<>();
  private final LibraryWarnings warnings =
      new LibraryWarnings((message, thrown) -> said.add(message));

  @Test
  void aCauseIsToldOnceWhateverItsNumbers() {
    warnings.accept("BatchSpanProcessor$Worker: dropped 12 span(s)", null);
    warnings.accept("BatchSpanProcessor$Worker: dropped 13 span(s)", null);
    warnings.accept("BatchSpanProcessor$Worker: dropped 13 span(s)", new IOException("other"));
    assertThat(said).hasSize(2);
  }

  @Test
  void failedExportIsLeftToTheWatch() {
    warnings.accept("HttpExporter: Failed to export spans.", new IOException("refused"));
    warnings.accept("GrpcExporter: Failed to export spans.", null);
    warnings.accept("PeriodicMetricReader: Exporter failed", null);
    warnings.accept("PeriodicMetricReader: Exporter timed out", null);
    assertThat(said).isEmpty();
  }

  @Test
  void endlessVarietyIsCutOff() {
    for (char a = 'a'; a <= 'z'; a++) {
      for (char b = 'a'; b <= 'z'; b++) {
        warnings.accept("Library: " + a + b, null);
      }
    }
    assertThat(said).hasSize(Warnings.MAX_CAUSES);
  }
}
