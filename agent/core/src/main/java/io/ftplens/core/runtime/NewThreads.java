package io.ftplens.core.runtime;

import io.ftplens.core.hook.JavaBase;

/** Makes threads, with as little of the calling thread in them as the JDK allows. */
public abstract class NewThreads {
  /** By name because it was compiled apart; by reflection the constructor costs milliseconds. */
  static NewThreads ofThisJdk() {
    if (JavaBase.feature() > 8) {
      try {
        return Class.forName("io.ftplens.core.runtime.UninheritingThreads")
            .asSubclass(NewThreads.class)
            .getDeclaredConstructor()
            .newInstance();
      } catch (ReflectiveOperationException | LinkageError e) {
        // Then they inherit, which is no more than a reference too many.
      }
    }
    return new Inheriting();
  }

  /** Makes one. */
  protected abstract Thread make(ThreadGroup group, Runnable task, String name);

  /** The way of JDK 8. */
  private static final class Inheriting extends NewThreads {
    @Override
    protected Thread make(ThreadGroup group, Runnable task, String name) {
      return new Thread(group, task, name);
    }
  }
}
