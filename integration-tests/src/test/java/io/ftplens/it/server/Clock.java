package io.ftplens.it.server;

import java.time.Instant;

/** The time in the unit of spans. */
final class Clock {
  private Clock() {}

  static long epochNanos() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000_000L + now.getNano();
  }
}
