package io.ftplens.core.runtime;

import io.ftplens.core.jmx.PlatformServer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * Puts the agent into the platform MBean server: once the application has started that server, or,
 * where the user asked for it, after a while in any case.
 */
final class JmxRegistration implements Runnable {
  /** Time for the application to choose its own kind of MBean server, as some do early in main. */
  private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private enum State {
    WAITING,
    REGISTERED,
    OVER
  }

  private final AgentRuntime runtime;
  private final String mode;
  private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);

  /**
   * Makes one.
   *
   * @param mode {@code auto}, {@code true} or {@code false}
   */
  JmxRegistration(AgentRuntime runtime, String mode) {
    this.runtime = runtime;
    this.mode = mode;
  }

  /** At the start of the agent; what starts the server later has a thread of its own. */
  void begin() {
    if (mode.equals("true")) {
      AgentThreads.daemon("ftplens-jmx", this::startAfterGrace).start();
    } else if (mode.equals("false")) {
      state.set(State.OVER);
    }
  }

  private void startAfterGrace() {
    long end = System.nanoTime() + GRACE_NANOS;
    while (state.get() == State.WAITING && System.nanoTime() - end < 0) {
      run();
      LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(250));
    }
    register(true);
  }

  /** Looks once more whether the application has started the server. */
  @Override
  public void run() {
    register(false);
  }

  private synchronized void register(boolean start) {
    if (state.get() != State.WAITING) {
      return;
    }
    try {
      if (PlatformServer.register(new AgentBean(runtime), start)
          && !state.compareAndSet(State.WAITING, State.REGISTERED)) {
        PlatformServer.unregister();
      }
    } catch (Exception | LinkageError e) {
      // java.management is not in this runtime image, or a security manager is in the way.
      state.set(State.OVER);
      runtime.log().debug("the agent is not in JMX", e);
    }
  }

  /** Takes the agent out of the server. */
  void stop() {
    if (state.getAndSet(State.OVER) == State.REGISTERED) {
      try {
        PlatformServer.unregister();
      } catch (Exception | LinkageError e) {
        runtime.log().warn("the agent could not be taken out of JMX", e);
      }
    }
  }
}
