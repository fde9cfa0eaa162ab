package io.ftplens.protocol.session;

import io.ftplens.protocol.event.Endpoint;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** The data connections a session has asked to be looked out for. */
final class Expectations {
  private final ArrayDeque<SetupAttempt> live = new ArrayDeque<>(2);
  private final SessionPlumbing plumbing;
  private final int most;

  Expectations(SessionPlumbing plumbing, int most) {
    this.plumbing = plumbing;
    this.most = most;
  }

  /**
   * Looks out for a data connection.
   *
   * @return the oldest other one if the cap made it give way; else null
   */
  @Nullable SetupAttempt add(FtpSession session, SetupAttempt attempt, Endpoint endpoint) {
    SetupAttempt evicted = live.size() >= most ? live.peek() : null;
    if (evicted != null) {
      release(evicted);
    }
    ExpectedDataConnection expected = new ExpectedDataConnection(session, attempt, endpoint);
    attempt.expect(expected);
    live.add(attempt);
    plumbing.expect(expected);
    return evicted;
  }

  /** True if events of this data connection still count. */
  boolean watches(ExpectedDataConnection expected) {
    return expected.attempt().expected() == expected;
  }

  /** Stops looking out, if it still does. */
  void release(SetupAttempt attempt) {
    ExpectedDataConnection expected = attempt.expected();
    if (expected != null) {
      attempt.expect(null);
      live.remove(attempt);
      plumbing.forget(expected);
    }
  }

  /** A data connection that outlives its transfer belongs to the next one. */
  void handOn(SetupAttempt from, SetupAttempt to) {
    ExpectedDataConnection expected = from.expected();
    if (expected != null) {
      from.expect(null);
      live.remove(from);
      expected.attempt(to);
      to.expect(expected);
      live.add(to);
    }
  }

  /** Asks for what has gone over a data connection up to now, if it is open. */
  void measure(SetupAttempt attempt) {
    ExpectedDataConnection expected = attempt.expected();
    if (expected != null && attempt.link.state() == DataLink.State.OPEN) {
      plumbing.measure(expected);
    }
  }

  /** Stops looking out for all that a negotiation prepared. */
  void releaseAll(Negotiation negotiation) {
    releaseBefore(negotiation, null);
  }

  /** Stops looking out for what was prepared before a setup that replaces it. */
  void releaseBefore(Negotiation negotiation, @Nullable SetupAttempt replacement) {
    for (SetupAttempt attempt : negotiation.attempts) {
      if (attempt == replacement) {
        return;
      }
      release(attempt);
    }
  }
}
