package io.ftplens.core.runtime;

import io.ftplens.core.tap.SocketTap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Proves once that the hooks fire: on a thread of ours, a second after the application's first
 * connection, so that neither that nor the start of the application waits for it.
 */
final class SelfTestRun implements Runnable {
  private static final long DELAY_MILLIS = 1000;

  private static final String NOT_RUN =
      "the self-test was not run, so it is not proved that the hooks work: ";

  /** The test's own time-outs are shorter, but there are several of them. */
  private static final long MOST_MILLIS = 10_000;

  private final SocketTap tap;
  private final Consumer<String> problems;
  private final CountDownLatch over = new CountDownLatch(1);
  private final CountDownLatch due = new CountDownLatch(1);
  private volatile boolean cancelled;
  private volatile boolean passed;
  private volatile @Nullable String problem;

  /**
   * Makes one.
   *
   * @param problems hears what the test found, if it is not well
   */
  SelfTestRun(SocketTap tap, Consumer<String> problems) {
    this.tap = tap;
    this.problems = problems;
  }

  /** Begins; the tap is the hooks' target by then. */
  void begin() {
    try {
      AgentThreads.daemon("ftplens-self-test", this).start();
    } catch (Throwable e) {
      // The system has no thread left; the application's connection is not to fail for it.
      over.countDown();
      tell(NOT_RUN + e);
    }
  }

  @Override
  public void run() {
    try {
      // Whether it was hurried or not.
      boolean unused = due.await(DELAY_MILLIS, TimeUnit.MILLISECONDS);
      test();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      over.countDown();
    }
  }

  private void test() {
    String found;
    try {
      found = inert() ? null : tap.selfTest();
    } catch (Throwable e) { // an Error too: nobody else would say it
      found = NOT_RUN + e;
    }
    if (inert()) {
      // The hooks were taken from under it.
      return;
    }
    passed = found == null;
    if (found != null) {
      tell(found);
    }
  }

  private void tell(String found) {
    problem = found;
    problems.accept(found);
  }

  private boolean inert() {
    return cancelled || FtplensHooks.target() == null;
  }

  /** What is wrong, as far as it is known by now; null if nothing is. */
  @Nullable String problem() {
    return problem;
  }

  /** What it found, for a person: runs it now if it waits still. */
  String finding() {
    due.countDown();
    try {
      // Whether or not it is over, that is what is said.
      boolean unused = over.await(MOST_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    String found = problem;
    return passed ? "self-test passed" : found != null ? found : "self-test not yet over";
  }

  /** The agent leaves. */
  void cancel() {
    cancelled = true;
    due.countDown();
  }
}
