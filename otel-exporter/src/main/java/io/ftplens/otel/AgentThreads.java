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

  static Thread start(ThreadGroup group, String name, Runnable work) {
    Thread thread =
        AccessController.doPrivileged(
            new PrivilegedAction<Thread>() {
              @Override
              public Thread run() {
                return create(group, name, work);
              }
            });
    thread.setDaemon(true);
    thread.setContextClassLoader(AgentThreads.class.getClassLoader());
    thread.start();
    return thread;
  }

  private static Thread create(ThreadGroup group, String name, Runnable work) {
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
