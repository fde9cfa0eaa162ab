package io.ftplens.otel;

import io.ftplens.protocol.event.Diagnosis;
import io.ftplens.protocol.event.DiagnosisKind;
import io.ftplens.protocol.event.SessionInfo;
import io.ftplens.protocol.event.Transfer;
import io.opentelemetry.context.Context;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Holds diagnoses back until the transfer they concern has ended, so that their log records carry
 * the ids of its span.
 */
final class OpenSessions {
  /** More sessions than that are served without holding back. */
  static final int MAX_SESSIONS = 4096;

  /** A session that never transfers and never ends must not gather diagnoses. */
  static final int MAX_HELD_PER_SESSION = 32;

  /** Told while the transfer goes on, or about no transfer: these do not wait. */
  private static final Set<DiagnosisKind> URGENT =
      EnumSet.of(DiagnosisKind.ACCEPT_PENDING, DiagnosisKind.CLEARTEXT_CREDENTIALS);

  private final Map<Long, Held> sessions = new HashMap<>();

  /** Keeps a diagnosis; false if it is to be written at once. */
  boolean hold(DiagnosisEvent event) {
    if (URGENT.contains(event.diagnosis().kind())) {
      return false;
    }
    Held held = held(event.session());
    if (held == null || held.events.size() >= MAX_HELD_PER_SESSION) {
      return false;
    }
    held.events.add(event);
    return true;
  }

  /** The transfer that this diagnosis, told a little late, belongs to; null if there is none. */
  @Nullable Ended endedWith(DiagnosisEvent event) {
    Held held = sessions.get(event.session().id());
    if (held == null || held.last == null) {
      return null;
    }
    for (Diagnosis diagnosis : held.last.transfer.diagnoses()) {
      if (diagnosis == event.diagnosis()) {
        return held.last;
      }
    }
    return null;
  }

  /**
   * Notes the end of a transfer; returns what was held back in its session. Only a transfer that
   * has diagnoses is kept, and only a session that has something to keep: others may be many, and
   * idle.
   */
  List<DiagnosisEvent> ended(Transfer transfer, Context context) {
    boolean diagnosed = !transfer.diagnoses().isEmpty();
    Held held = diagnosed ? held(transfer.session()) : sessions.get(transfer.session().id());
    if (held == null) {
      return Collections.emptyList();
    }
    if (diagnosed) {
      held.last = new Ended(transfer, context);
    } else {
      sessions.remove(transfer.session().id());
    }
    return held.release();
  }

  /** Forgets a session; returns what was held back in it. */
  List<DiagnosisEvent> ended(SessionInfo session) {
    Held held = sessions.remove(session.id());
    return held == null ? Collections.emptyList() : held.release();
  }

  /** Forgets all sessions; returns what was held back. */
  List<DiagnosisEvent> endedAll() {
    List<DiagnosisEvent> events = new ArrayList<>();
    Collection<Held> all = sessions.values();
    for (Held held : all) {
      events.addAll(held.release());
    }
    sessions.clear();
    return events;
  }

  /** True if the transfer names this diagnosis. */
  static boolean concerns(DiagnosisEvent event, Transfer transfer) {
    for (Diagnosis diagnosis : transfer.diagnoses()) {
      if (diagnosis.kind() == event.diagnosis().kind()
          && diagnosis.message().equals(event.diagnosis().message())) {
        return true;
      }
    }
    return false;
  }

  private @Nullable Held held(SessionInfo session) {
    Held held = sessions.get(session.id());
    if (held == null && sessions.size() < MAX_SESSIONS) {
      held = new Held();
      sessions.put(session.id(), held);
    }
    return held;
  }

  /** A transfer whose span is written. */
  static final class Ended {
    final Transfer transfer;
    final Context context;

    Ended(Transfer transfer, Context context) {
      this.transfer = transfer;
      this.context = context;
    }
  }

  private static final class Held {
    private List<DiagnosisEvent> events = new ArrayList<>();
    private @Nullable Ended last;

    List<DiagnosisEvent> release() {
      List<DiagnosisEvent> released = events;
      events = new ArrayList<>();
      return released;
    }
  }
}
