package io.ftplens.core.force;

import io.ftplens.core.socket.SocketFacts;
import io.ftplens.protocol.event.Endpoint;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.channels.Channel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sockets and channels on which this JVM listens. A PORT that names one of them may be
 * replaced; one that names another host's, as in a transfer between two servers, may not.
 */
public final class ListenerRegistry {
  /** Above this, those that are closed are dropped before another is added. */
  private static final int CLEAN_ABOVE = 64;

  private final SocketFacts facts;
  private final List<Listener> listeners = new ArrayList<>();

  /** A monitor, as that of the table of ports: all sessions share it. */
  private final Object lock = new Object();

  /** Makes an empty registry. */
  public ListenerRegistry(SocketFacts facts) {
    this.facts = facts;
  }

  /** A socket or channel begins to listen. */
  public void add(Object socket) {
    synchronized (lock) {
      if (listeners.size() >= CLEAN_ABOVE && Integer.bitCount(listeners.size()) == 1) {
        listeners.removeIf(listener -> open(listener) == null);
      }
      listeners.add(new Listener(socket));
    }
  }

  /**
   * Finds what an application announced.
   *
   * @return the listener's real endpoint and socket; null if this JVM does not listen there
   */
  @Nullable Found find(Endpoint announced) {
    synchronized (lock) {
      for (int i = listeners.size() - 1; i >= 0; i--) {
        Listener listener = listeners.get(i);
        Object socket = listener.socket.get();
        Endpoint bound = open(listener);
        if (socket != null
            && bound != null
            && bound.port() == announced.port()
            && reachedBy(announced, bound, listener)) {
          return new Found(socket, bound);
        }
      }
      return null;
    }
  }

  /** Behind NAT the announced address is nobody's here: then the thread that listens decides. */
  private static boolean reachedBy(Endpoint announced, Endpoint bound, Listener listener) {
    if (bound.address().equals(announced.address())
        || listener.thread == Thread.currentThread().getId()) {
      return true;
    }
    return wildcard(bound.address()) && ofThisHost(announced.address());
  }

  private static boolean wildcard(String address) {
    return address.equals("0.0.0.0") || address.equals("::");
  }

  private static boolean ofThisHost(String address) {
    try {
      // A numeric address: nothing is looked up.
      return NetworkInterface.getByInetAddress(InetAddress.getByName(address)) != null;
    } catch (IOException e) {
      return false;
    }
  }

  private @Nullable Endpoint open(Listener listener) {
    Object socket = listener.socket.get();
    try {
      return socket == null ? null : facts.local(socket);
    } catch (IOException e) {
      // Closed.
      return null;
    }
  }

  /** A socket that listened when it was last seen. */
  private static final class Listener {
    final WeakReference<Object> socket;
    final long thread = Thread.currentThread().getId();

    Listener(Object socket) {
      this.socket = new WeakReference<>(socket);
    }
  }

  /** A listener and where it really listens. */
  static final class Found {
    final Object socket;
    final Endpoint bound;

    Found(Object socket, Endpoint bound) {
      this.socket = socket;
      this.bound = bound;
    }

    /** Whether what is accepted on it is a SocketChannel, else a Socket. */
    boolean isChannel() {
      return socket instanceof Channel;
    }
  }
}
