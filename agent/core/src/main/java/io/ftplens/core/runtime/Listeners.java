package io.ftplens.core.runtime;

import io.ftplens.protocol.event.Anomaly;
import io.ftplens.protocol.event.Diagnosis;
import io.ftplens.protocol.event.DiagnosisKind;
import io.ftplens.protocol.event.FtpCommand;
import io.ftplens.protocol.event.FtpReply;
import io.ftplens.protocol.event.SessionInfo;
import io.ftplens.protocol.event.SessionListener;
import io.ftplens.protocol.event.SessionSummary;
import io.ftplens.protocol.event.Transfer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Several listeners as one; one that throws does not keep the event from the next. */
final class Listeners implements SessionListener {
  /** A JVM that meets more hosts than this has been warned often enough. */
  private static final int MOST_HOSTS = 1000;

  private final Set<String> hostsWarnedOf = ConcurrentHashMap.newKeySet();
  private final SessionListener[] listeners;
  private final Consumer<Throwable> errors;

  Listeners(List<SessionListener> listeners, Consumer<Throwable> errors) {
    this.listeners = listeners.toArray(new SessionListener[0]);
    this.errors = errors;
  }

  /** Passwords in clear text are told once a host, not at each of a thousand log-ins. */
  private boolean firstFor(SessionInfo session) {
    return hostsWarnedOf.size() < MOST_HOSTS && hostsWarnedOf.add(session.peer().address());
  }

  private void each(Consumer<SessionListener> event) {
    if (System.getSecurityManager() == null) {
      tell(event);
    } else {
      OwnRights.run(() -> tell(event));
    }
  }

  private void tell(Consumer<SessionListener> event) {
    for (SessionListener listener : listeners) {
      try {
        event.accept(listener);
      } catch (Throwable e) {
        errors.accept(e);
      }
    }
  }

  @Override
  public void sessionStarted(SessionInfo session, long epochNanos) {
    each(listener -> listener.sessionStarted(session, epochNanos));
  }

  @Override
  public void commandSent(SessionInfo session, FtpCommand command, long epochNanos) {
    each(listener -> listener.commandSent(session, command, epochNanos));
  }

  @Override
  public void replyReceived(SessionInfo session, FtpReply reply, long epochNanos) {
    each(listener -> listener.replyReceived(session, reply, epochNanos));
  }

  @Override
  public void anomaly(SessionInfo session, Anomaly anomaly, String detail, long epochNanos) {
    each(listener -> listener.anomaly(session, anomaly, detail, epochNanos));
  }

  @Override
  public void diagnosed(SessionInfo session, Diagnosis diagnosis, long epochNanos) {
    if (diagnosis.kind() == DiagnosisKind.CLEARTEXT_CREDENTIALS && !firstFor(session)) {
      return;
    }
    each(listener -> listener.diagnosed(session, diagnosis, epochNanos));
  }

  @Override
  public void transferEnded(Transfer transfer) {
    each(listener -> listener.transferEnded(transfer));
  }

  @Override
  public void sessionEnded(SessionSummary summary) {
    each(listener -> listener.sessionEnded(summary));
  }
}
