package io.ftplens.otel;

import io.ftplens.protocol.event.SessionInfo;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/** The start of a session, and whose log records are about it. */
final class SessionStart {
  private final SessionInfo session;
  private final @Nullable WeakReference<Object> loggers;

  /**
   * Notes it.
   *
   * @param loggers the application's logger provider; null if it has none
   */
  SessionStart(SessionInfo session, @Nullable WeakReference<Object> loggers) {
    this.session = session;
    this.loggers = loggers;
  }

  SessionInfo session() {
    return session;
  }

  @Nullable WeakReference<Object> loggers() {
    return loggers;
  }
}
