package io.ftplens.core.runtime;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;

/**
 * Counts what goes wrong in ftplens itself, tells each cause once, and gives up when it goes on: an
 * agent in doubt steps aside.
 */
final class OwnErrors {
  /** After so many the agent switches itself off. */
  static final int MOST_ERRORS = 100;

  private final Set<String> told = ConcurrentHashMap.newKeySet();
  private final AtomicLong count = new AtomicLong();
  private final Runnable giveUp;
  private final AtomicBoolean gaveUp = new AtomicBoolean();

  OwnErrors(Runnable giveUp) {
    this.giveUp = giveUp;
  }

  /** How many there were. */
  long count() {
    return count.get();
  }

  /** True once after giving up: what is open is then to be ended. */
  boolean justGaveUp() {
    return gaveUp.compareAndSet(true, false);
  }

  /** Takes note of an error; throws nothing. */
  void note(Throwable error, Logger log) {
    long number = count.incrementAndGet();
    try {
      StackTraceElement[] stack = error.getStackTrace();
      String where = stack.length == 0 ? "" : " at " + stack[0];
      if (told.add(error.getClass().getName() + where)) {
        log.warn(
            "ftplens stepped aside after an error of its own{}; the application is not affected, a"
                + " transfer may be missing",
            where,
            error);
      }
      if (number == MOST_ERRORS) {
        log.error("ftplens has switched itself off after {} errors of its own", MOST_ERRORS);
      }
    } finally {
      if (number == MOST_ERRORS) {
        giveUp.run();
        gaveUp.set(true);
      }
    }
  }
}
