package io.ftplens.core.hook;

import java.security.AccessController;
import java.security.PrivilegedAction;
import org.jspecify.annotations.Nullable;

/**
 * Has the class of channels be woven before the first is opened. It is the largest of the table,
 * and on JDK 25 whoever reads a file by {@code Files.newInputStream} loads it, for a mere {@code
 * instanceof}: nearly every JVM.
 *
 * <p>Whoever opens a channel meanwhile waits: else that one would not be seen.
 */
final class ChannelWeaving implements Runnable {
  private final HookInstaller installer;
  private boolean done;

  ChannelWeaving(HookInstaller installer) {
    this.installer = installer;
  }

  /** Called by woven code, in a thread of the application, which may have few rights. */
  @Override
  public synchronized void run() {
    if (!done) {
      done = true;
      AccessController.doPrivileged(new OwnRights());
    }
  }

  /** Weaves with our own rights; no lambda, for it may be the first of its JVM. */
  private final class OwnRights implements PrivilegedAction<@Nullable Void> {
    @Override
    public @Nullable Void run() {
      installer.weaveChannels();
      return null;
    }
  }
}
