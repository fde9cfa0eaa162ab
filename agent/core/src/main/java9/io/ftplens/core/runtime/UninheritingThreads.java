package io.ftplens.core.runtime;

/** JDK 9 and later: without the inheritable thread locals of whoever makes the thread. */
public final class UninheritingThreads extends NewThreads {
  /** Called by name. */
  public UninheritingThreads() {}

  @Override
  protected Thread make(ThreadGroup group, Runnable task, String name) {
    return new Thread(group, task, name, 0, false);
  }
}
