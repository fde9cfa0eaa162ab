package io.ftplens.core.runtime;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Switches the hooks off for good, and has what is open ended a little later: whoever makes the
 * last mistake may hold the lock of a session.
 */
final class GivingUp implements Runnable {
  private final Runnable hooksOff;
  private final AtomicBoolean toEnd = new AtomicBoolean();

  GivingUp(Runnable hooksOff) {
    this.hooksOff = hooksOff;
  }

  @Override
  public void run() {
    hooksOff.run();
    toEnd.set(true);
  }

  /** True once after the hooks were switched off; for a thread of ours that holds no lock. */
  boolean sessionsAreToEnd() {
    return toEnd.compareAndSet(true, false);
  }
}
