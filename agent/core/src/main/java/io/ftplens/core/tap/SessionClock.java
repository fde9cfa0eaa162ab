package io.ftplens.core.tap;

import java.time.Instant;

/** Turns {@link System#nanoTime} into time since the epoch, anchored once for each session. */
final class SessionClock {
  private final long anchorEpochNanos;
  private final long anchorNanoTime;

  private SessionClock(long anchorEpochNanos, long anchorNanoTime) {
    this.anchorEpochNanos = anchorEpochNanos;
    this.anchorNanoTime = anchorNanoTime;
  }

  static SessionClock start() {
    Instant now = Instant.now();
    return new SessionClock(
        Math.addExact(Math.multiplyExact(now.getEpochSecond(), 1_000_000_000L), now.getNano()),
        System.nanoTime());
  }

  long now() {
    return at(System.nanoTime());
  }

  /** The time since the epoch at which {@link System#nanoTime} had this value. */
  long at(long nanoTime) {
    return anchorEpochNanos + (nanoTime - anchorNanoTime);
  }
}
