package io.ftplens.otel;

import static org.assertj.core.api.Assertions.assertThat;

import io.ftplens.protocol.event.Diagnosis;
import io.ftplens.protocol.event.DiagnosisKind;
import io.ftplens.protocol.event.Endpoint;
import io.ftplens.protocol.event.SessionInfo;
import org.junit.jupiter.api.Test;

/** The caps of what is held back. */
class OpenSessionsTest {
  private final OpenSessions sessions = new OpenSessions();

  @Test
  void sessionHoldsSoManyDiagnosesAndNoMore() {
    for (int i = 0; i < OpenSessions.MAX_HELD_PER_SESSION; i++) {
      assertThat(sessions.hold(diagnosisIn(1))).isTrue();
    }
    assertThat(sessions.hold(diagnosisIn(1))).isFalse();
    assertThat(sessions.hold(diagnosisIn(2))).isTrue();
    assertThat(sessions.ended(session(1))).hasSize(OpenSessions.MAX_HELD_PER_SESSION);
    assertThat(sessions.hold(diagnosisIn(1))).isTrue();
  }

  @Test
  void soManySessionsAreServedAndNoMore() {
    for (int i = 0; i < OpenSessions.MAX_SESSIONS; i++) {
      assertThat(sessions.hold(diagnosisIn(i))).isTrue();
    }
    assertThat(sessions.hold(diagnosisIn(-1))).isFalse();
    assertThat(sessions.endedAll()).hasSize(OpenSessions.MAX_SESSIONS);
    assertThat(sessions.hold(diagnosisIn(-1))).isTrue();
  }

  private static DiagnosisEvent diagnosisIn(long id) {
    return new DiagnosisEvent(
        session(id), new Diagnosis(DiagnosisKind.REPLY_OUT_OF_STEP, "late"), Samples.START);
  }

  private static SessionInfo session(long id) {
    Endpoint endpoint = Endpoint.of("192.0.2.1", 21);
    return new SessionInfo(id, "h", 21, endpoint, endpoint, "jdk", null);
  }
}
