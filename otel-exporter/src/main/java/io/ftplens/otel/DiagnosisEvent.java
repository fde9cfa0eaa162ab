package io.ftplens.otel;

import io.ftplens.protocol.event.Diagnosis;
import io.ftplens.protocol.event.SessionInfo;

/** A diagnosis with the session and the time it was made in. */
final class DiagnosisEvent {
  private final SessionInfo session;
  private final Diagnosis diagnosis;
  private final long epochNanos;

  DiagnosisEvent(SessionInfo session, Diagnosis diagnosis, long epochNanos) {
    this.session = session;
    this.diagnosis = diagnosis;
    this.epochNanos = epochNanos;
  }

  SessionInfo session() {
    return session;
  }

  Diagnosis diagnosis() {
    return diagnosis;
  }

  long epochNanos() {
    return epochNanos;
  }
}
