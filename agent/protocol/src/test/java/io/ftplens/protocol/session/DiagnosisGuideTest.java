package io.ftplens.protocol.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.ftplens.protocol.event.DiagnosisKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class DiagnosisGuideTest {
  @ParameterizedTest
  @EnumSource(DiagnosisKind.class)
  void everyDiagnosisHasACauseAndARemedy(DiagnosisKind kind) {
    assertThat(DiagnosisGuide.message(kind, "what"))
        .matches("what; cause: [^;\\n]+; remedy: [^;\\n]+");
  }
}
