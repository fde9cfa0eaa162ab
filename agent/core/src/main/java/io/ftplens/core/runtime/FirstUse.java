package io.ftplens.core.runtime;

import java.lang.ref.WeakReference;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The hooks' target until the application opens its first connection, which then has everything
 * else loaded. Listeners are remembered for it: an FTP client may open one before it connects.
 */
final class FirstUse extends FtplensHooks implements PrivilegedAction<@Nullable Void> {
  /** A JVM that only serves may open any number of listeners; dead ones go first. */
  private static final int FIRST_SWEEP = 64;

  private final AgentStart start;
  private final List<WeakReference<Object>> listeners = new ArrayList<>(1);
  private int sweepAt = FIRST_SWEEP;
  private boolean handedOver;

  FirstUse(AgentStart start) {
    this.start = start;
  }

  /** Waits for the first connection, without a thread. */
  void await() {
    setTarget(this);
  }

  @Override
  protected void onConnected(Object socket, Object remote, int port, int localPort) {
    if (begin()) {
      connected(socket, remote, port, localPort);
    }
  }

  @Override
  protected void onAsyncConnecting(Object remote) {
    if (begin()) {
      asyncConnecting(remote);
    }
  }

  @Override
  protected void onNativeConnecting(Object remote) {
    if (begin()) {
      nativeConnecting(remote);
    }
  }

  @Override
  protected void onListening(Object listener) {
    synchronized (listeners) {
      if (!handedOver) {
        if (listeners.size() == sweepAt) {
          listeners.removeIf(reference -> reference.get() == null);
          sweepAt = Math.max(FIRST_SWEEP, 2 * listeners.size());
        }
        listeners.add(new WeakReference<>(listener));
        return;
      }
    }
    listening(listener);
  }

  /** Another target is in place: it is told of the listeners. */
  void handOver() {
    synchronized (listeners) {
      handedOver = true;
      for (WeakReference<Object> reference : listeners) {
        Object listener = reference.get();
        if (listener != null) {
          listening(listener);
        }
      }
      listeners.clear();
    }
  }

  /** Where the rest cannot be loaded there is no log either. */
  @Override
  protected void onError(Throwable error) {
    if (start.atWork()) {
      start.accept(error);
    } else {
      setTarget(null);
      LastWords.say("could not go to work", error);
    }
  }

  /** True if somebody else is the target now. */
  private boolean begin() {
    AccessController.doPrivileged(this);
    return target() != this;
  }

  /** With our own rights: the application's code that connects may have few. */
  @Override
  public @Nullable Void run() {
    start.runtime();
    return null;
  }
}
