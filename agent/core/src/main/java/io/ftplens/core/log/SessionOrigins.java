package io.ftplens.core.log;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Where the open sessions come from; empty unless the lines go into the application's logging. */
final class SessionOrigins {
  private final Map<Long, Origin> origins = new ConcurrentHashMap<>();

  /** Called by the thread that opened it. */
  void began(long session) {
    if (AgentLogging.wantsOrigin()) {
      origins.put(session, Origin.ofCaller());
    }
  }

  /**
   * Called by the thread that wrote a command. If that is ours, in an appender of the application
   * that a line of ours has reached, then what comes of it must not become a further line there.
   */
  void used(long session) {
    if (AgentLogging.writing()) {
      origins.put(session, Origin.ofOurWriting());
    }
  }

  /** Where an event of a session comes from. */
  Origin of(long session) {
    Origin origin = origins.get(session);
    if (origin != null) {
      return origin.now();
    }
    return AgentLogging.wantsOrigin() ? Origin.ofThread() : Origin.UNKNOWN;
  }

  /** Forgets a session. */
  void ended(long session) {
    origins.remove(session);
  }
}
