package io.ftplens.core.tap;

import io.ftplens.protocol.event.ConnectionDirection;
import io.ftplens.protocol.event.Endpoint;
import io.ftplens.protocol.session.ExpectedDataConnection;
import io.ftplens.protocol.session.FtpSession;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A session and the lock under which everything happens to it, whichever thread it comes from. */
final class GuardedSession {
  private final FtpSession session;
  private final SessionClock clock;
  private final ReentrantLock lock = new ReentrantLock();

  GuardedSession(FtpSession session, SessionClock clock) {
    this.session = session;
    this.clock = clock;
  }

  /** For who does several things to the session at once. */
  ReentrantLock lock() {
    return lock;
  }

  /** It is met in the middle, and nothing of it was seen. */
  void greeted() {
    lock.lock();
    try {
      session.greeted();
    } finally {
      lock.unlock();
    }
  }

  /** As {@link #replay(Recognizer)}, from the middle of a dialogue. */
  void replay(MidDialogue dialogue) {
    lock.lock();
    try {
      dialogue.replay(session, clock);
    } finally {
      lock.unlock();
    }
  }

  /** Feeds what was seen before the connection was recognised. */
  void replay(Recognizer recognizer) {
    lock.lock();
    try {
      recognizer.replay(session, clock);
    } finally {
      lock.unlock();
    }
  }

  /** See {@link FtpSession#tick}. */
  void tick() {
    lock.lock();
    try {
      session.tick(clock.now());
    } finally {
      lock.unlock();
    }
  }

  /** See {@link FtpSession#acceptOverdue}. */
  boolean acceptOverdue(ExpectedDataConnection expected, long sinceEpochNanos) {
    lock.lock();
    try {
      return session.acceptOverdue(expected, sinceEpochNanos, clock.now());
    } finally {
      lock.unlock();
    }
  }

  /** See {@link FtpSession#acceptPending}. */
  void acceptPending(ExpectedDataConnection expected, long sinceEpochNanos, String where) {
    lock.lock();
    try {
      session.acceptPending(expected, sinceEpochNanos, where, clock.now());
    } finally {
      lock.unlock();
    }
  }

  /** See {@link FtpSession#dataConnected}. */
  void dataConnected(
      ExpectedDataConnection expected,
      ConnectionDirection direction,
      Endpoint local,
      Endpoint peer) {
    lock.lock();
    try {
      session.dataConnected(expected, direction, local, peer, clock.now());
    } finally {
      lock.unlock();
    }
  }

  /** See {@link FtpSession#dataConnectFailed}. */
  void dataConnectFailed(ExpectedDataConnection expected, Throwable thrown) {
    lock.lock();
    try {
      session.dataConnectFailed(expected, thrown.getClass().getName(), clock.now());
    } finally {
      lock.unlock();
    }
  }

  /** See {@link FtpSession#dataProgress}. */
  void dataProgress(ExpectedDataConnection expected, long received, long transmitted) {
    lock.lock();
    try {
      session.dataProgress(expected, received, transmitted, clock.now());
    } finally {
      lock.unlock();
    }
  }

  /** See {@link FtpSession#dataClosed}. */
  void dataClosed(
      ExpectedDataConnection expected,
      long received,
      long transmitted,
      @Nullable String errorType) {
    lock.lock();
    try {
      session.dataClosed(expected, received, transmitted, errorType, clock.now());
    } finally {
      lock.unlock();
    }
  }
}
