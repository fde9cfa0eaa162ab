package io.ftplens.otel;

import java.lang.reflect.Constructor;
import java.security.AccessController;
import java.security.PrivilegedAction;

/**
 * Starts daemon threads that keep nothing of the application alive.
 *
 * <p>A thread inherits from the one that creates it: the context class loader, the inheritable
 * thread locals, and an access control context that names the protection domain of every caller.
 * Ours outlive a web application that happened to open the first FTP session, so they inherit none
 * of these; on Java 8 the thread locals cannot be refused.
 */
final class AgentThreads {
  private AgentThreads() {}

  /** Returns as soon as a thread runs; called in a thread of the application. */
  static void start(ThreadGroup group, String name, Runnable work) {
    Thread launcher =
        AccessController.doPrivileged(
            new PrivilegedAction<Thread>() {
              @Override
              public Thread run() {
                return new Thread(group, new Launcher(group, name, work), name + "-launcher");
              }
            });
    launcher.setDaemon(true);
    launcher.setContextClassLoader(AgentThreads.class.getClassLoader());
    launcher.start();
  }

  /**
   * Lives for a moment, to make the thread that stays: the constructor that refuses thread locals
   * can be reached by reflection only, which on a recent JDK costs 15 ms when used for the first
   * time.
   */
  private static final class Launcher implements Runnable {
    private final ThreadGroup group;
    private final String name;
    private final Runnable work;

    Launcher(ThreadGroup group, String name, Runnable work) {
      this.group = group;
      this.name = name;
      this.work = work;
    }

    @Override
    public void run() {
      Thread thread = create();
      thread.setDaemon(true);
      thread.start();
    }

    private Thread create() {
      try {
        // since Java 9; the last argument refuses inheritable thread locals
        Constructor<Thread> constructor =
            Thread.class.getConstructor(
                ThreadGroup.class, Runnable.class, String.class, long.class, boolean.class);
        return constructor.newInstance(group, work, name, 0L, false);
      } catch (ReflectiveOperationException e) {
        return new Thread(group, work, name);
      }
    }
  }
}
