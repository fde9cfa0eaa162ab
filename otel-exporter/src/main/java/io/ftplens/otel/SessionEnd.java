package io.ftplens.otel;

import io.ftplens.protocol.event.SessionSummary;

/** The end of a session, and whether its log record was written already. */
final class SessionEnd {
  private final SessionSummary summary;
  private final boolean logged;

  SessionEnd(SessionSummary summary, boolean logged) {
    this.summary = summary;
    this.logged = logged;
  }

  SessionSummary summary() {
    return summary;
  }

  boolean logged() {
    return logged;
  }
}
