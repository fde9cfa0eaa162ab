package io.ftplens.core.runtime;

import java.security.AccessController;
import java.security.PrivilegedAction;

/**
 * The threads of ftplens: daemons, in a thread group of their own below the root group, so that the
 * hooks know their sockets by it; threads that a library starts from one of them inherit the group.
 */
public final class AgentThreads {
  private static final ThreadGroup GROUP = AccessController.doPrivileged(new GroupCreation());
  private static final NewThreads NEW = NewThreads.ofThisJdk();

  private AgentThreads() {}

  /** The group. */
  public static ThreadGroup group() {
    return GROUP;
  }

  /** Whether the calling thread is one of ours. */
  public static boolean current() {
    // Not getParent, which a security manager guards against the application, whose call this is.
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    return group != null && GROUP.parentOf(group);
  }

  /**
   * Makes a daemon thread that holds nothing of the application: neither its context class loader
   * nor its inheritable thread locals.
   */
  public static Thread daemon(String name, Runnable task) {
    // Privileged, so that the thread inherits our own access control context and not one that
    // holds the class loaders of whoever is on the stack.
    return AccessController.doPrivileged(new Creation(name, task));
  }

  /** Makes the group: with our own rights, for the first use is in a call of the application. */
  private static final class GroupCreation implements PrivilegedAction<ThreadGroup> {
    @Override
    public ThreadGroup run() {
      ThreadGroup group = Thread.currentThread().getThreadGroup();
      while (group.getParent() != null) {
        group = group.getParent();
      }
      return new ThreadGroup(group, "ftplens");
    }
  }

  /** Makes the thread. */
  private static final class Creation implements PrivilegedAction<Thread> {
    private final String name;
    private final Runnable task;

    Creation(String name, Runnable task) {
      this.name = name;
      this.task = task;
    }

    @Override
    public Thread run() {
      Thread thread = NEW.make(GROUP, task, name);
      thread.setDaemon(true);
      thread.setContextClassLoader(AgentThreads.class.getClassLoader());
      return thread;
    }
  }
}
