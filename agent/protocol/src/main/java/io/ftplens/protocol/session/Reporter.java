package io.ftplens.protocol.session;

import io.ftplens.protocol.event.Anomaly;
import io.ftplens.protocol.event.Diagnosis;
import io.ftplens.protocol.event.DiagnosisKind;
import io.ftplens.protocol.event.SessionInfo;
import io.ftplens.protocol.event.SessionListener;

/** Tells the listener what happens in one session, at the session's time. */
final class Reporter {
  final SessionInfo info;
  final SessionListener listener;
  private long now;

  Reporter(SessionInfo info, SessionListener listener, long now) {
    this.info = info;
    this.listener = listener;
    this.now = now;
  }

  /** Sets the time; one that lies before the last one is taken for the last one. */
  long at(long epochNanos) {
    now = Math.max(now, epochNanos);
    return now;
  }

  long now() {
    return now;
  }

  void anomaly(Anomaly anomaly, String detail) {
    listener.anomaly(info, anomaly, quote(detail), now);
  }

  /** The beginning of a text that comes from the wire. */
  static String quote(String text) {
    return text.length() <= Limits.QUOTE_LENGTH
        ? text
        : text.substring(0, Limits.QUOTE_LENGTH) + "...";
  }

  Diagnosis diagnosed(DiagnosisKind kind, String what) {
    Diagnosis diagnosis = new Diagnosis(kind, DiagnosisGuide.message(kind, what));
    listener.diagnosed(info, diagnosis, now);
    return diagnosis;
  }
}
