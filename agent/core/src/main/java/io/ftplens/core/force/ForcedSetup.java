package io.ftplens.core.force;

import io.ftplens.core.runtime.AgentThreads;
import io.ftplens.protocol.event.Endpoint;
import io.ftplens.protocol.session.ExpectedDataConnection;
import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One data connection that the application wants to accept and that is made by connecting.
 *
 * <p>Once the server has told where, a thread of ours connects there. When the application is due
 * to accept, the same listener that it accepts on is connected to over loopback (the poke), which
 * wakes it from its accept or its selector; when it takes the poke, it is given the connection.
 *
 * <p>A poke that nobody takes would lie in the listener's queue and be taken by the next transfer.
 * So it comes no sooner than the server's own connection would: after the transfer command, and
 * then when the application enters accept, or has read the 1yz that tells that the server goes
 * ahead, or after a moment in which it did neither (it may be in accept already, or in a selector).
 */
public final class ForcedSetup {
  /** How far it has come. */
  private enum State {
    WRITTEN,
    CONNECTING,
    CONNECTED,
    HANDED_OVER,
    OVER
  }

  /** How long an application that neither reads nor accepts is left to itself. */
  static final long GRACE_MILLIS = 250;

  private final String originalLine;
  private final ListenerRegistry.Found listener;
  private final ForcedConnections connections;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  private State state = State.WRITTEN;
  private boolean outrun;
  private boolean answered;

  /** True if the application did nothing for a moment after it had written the transfer command. */
  private boolean idle;

  private boolean transferWritten;
  private boolean acceptEntered;
  private boolean goingAhead;

  /** True while a thread of ours waits for the moment to poke, or does. */
  private boolean poking;

  private @Nullable Closeable connection;
  private @Nullable Socket poke;

  ForcedSetup(String originalLine, ListenerRegistry.Found listener, ForcedConnections connections) {
    this.originalLine = originalLine;
    this.listener = listener;
    this.connections = connections;
  }

  /** The command as the application wrote it, without its end. */
  String originalLine() {
    return originalLine;
  }

  /** The port that the application accepts on. */
  public int listenerPort() {
    return listener.bound.port();
  }

  /** The server has told where to connect to. */
  void announced(ExpectedDataConnection expected, Endpoint target) {
    lock.lock();
    try {
      if (state != State.WRITTEN) {
        return;
      }
      state = State.CONNECTING;
    } finally {
      lock.unlock();
    }
    AgentThreads.daemon("ftplens-forced", () -> connect(expected, target)).start();
  }

  private void connect(ExpectedDataConnection expected, Endpoint target) {
    Closeable opened = null;
    try {
      opened =
          listener.isChannel()
              ? Connector.channel(target, connections.localAddress())
              : Connector.socket(target, connections.localAddress(), connections.proxy());
      if (!is(State.CONNECTING)) {
        throw new IOException("the application went on without it");
      }
      // Told before it can be handed over, so that no byte of it goes by unseen.
      connections.connected(expected, opened);
      if (!connected(opened)) {
        throw new IOException("the application went on without it");
      }
    } catch (IOException | RuntimeException e) {
      close(opened);
      connections.failed(expected, e);
      return;
    }
    startPoking(false);
  }

  private boolean is(State asked) {
    lock.lock();
    try {
      return state == asked;
    } finally {
      lock.unlock();
    }
  }

  private boolean connected(Closeable opened) {
    lock.lock();
    try {
      if (state != State.CONNECTING) {
        return false;
      }
      connection = opened;
      state = State.CONNECTED;
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** The application goes on writing before it has read the reply; true the first time. */
  boolean outrun() {
    lock.lock();
    try {
      boolean first = !outrun;
      outrun = true;
      return first;
    } finally {
      lock.unlock();
    }
  }

  /** The reply to the set-up command was read, whatever it says. */
  void answered() {
    lock.lock();
    try {
      answered = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until the application enters accept, or has done nothing for a moment.
   *
   * @return whether the reply to the set-up command was not read by then
   */
  public boolean standsStill() throws InterruptedException {
    lock.lock();
    try {
      long left = TimeUnit.MILLISECONDS.toNanos(GRACE_MILLIS);
      while (unanswered() && !acceptEntered && left > 0) {
        left = changed.awaitNanos(left);
      }
      idle = left <= 0;
      return unanswered();
    } finally {
      lock.unlock();
    }
  }

  /** Whether the application has its connection, or will not get one. */
  boolean done() {
    lock.lock();
    try {
      return state == State.HANDED_OVER || state == State.OVER;
    } finally {
      lock.unlock();
    }
  }

  /** Whether the reply to the set-up command is still to be read. */
  public boolean unanswered() {
    lock.lock();
    try {
      return state == State.WRITTEN && !answered;
    } finally {
      lock.unlock();
    }
  }

  /** The application has written the command that uses the data connection. */
  void transferWritten() {
    lock.lock();
    try {
      transferWritten = true;
    } finally {
      lock.unlock();
    }
    startPoking(true);
  }

  /** The application has read a 1yz: the server uses the data connection. */
  void goingAhead() {
    lock.lock();
    try {
      transferWritten = true;
      goingAhead = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    startPoking(true);
  }

  /** The server refused the transfer; another may still use what was prepared. */
  void transferRefused() {
    lock.lock();
    try {
      transferWritten = false;
      goingAhead = false;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The application enters an accept on this listener. */
  public void accepting(Object on) {
    if (on == listener.socket) {
      lock.lock();
      try {
        acceptEntered = true;
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  private void startPoking(boolean inThreadOfItsOwn) {
    lock.lock();
    try {
      if (state != State.CONNECTED || !transferWritten || poking) {
        return;
      }
      poking = true;
    } finally {
      lock.unlock();
    }
    if (inThreadOfItsOwn) {
      AgentThreads.daemon("ftplens-forced", this::pokeWhenDue).start();
    } else {
      pokeWhenDue();
    }
  }

  private void pokeWhenDue() {
    Socket socket = null;
    try {
      socket = preparePoke();
      if (socket != null) {
        Connector.poke(socket, listener.bound);
      }
    } catch (IOException | RuntimeException e) {
      // The application closed its listener: it gave the transfer up.
      cancel();
    }
  }

  /** Waits for the moment; null if there is nothing to poke for any more. */
  private @Nullable Socket preparePoke() throws IOException {
    lock.lock();
    try {
      long left = TimeUnit.MILLISECONDS.toNanos(GRACE_MILLIS);
      while (stillDue() && !acceptEntered && !goingAhead && !idle && left > 0) {
        left = changed.awaitNanos(left);
      }
      if (!stillDue()) {
        poking = false;
        return null;
      }
      Socket socket = Connector.bound();
      poke = socket;
      connections.poking(socket.getLocalPort(), this);
      return socket;
    } catch (InterruptedException e) {
      throw new IOException(e);
    } finally {
      lock.unlock();
    }
  }

  private boolean stillDue() {
    return state == State.CONNECTED && transferWritten;
  }

  /** Gives the connection away, for the application to have; null if there is none. */
  public @Nullable Closeable handOver() {
    Closeable given = null;
    Socket open;
    lock.lock();
    try {
      if (state == State.CONNECTED) {
        state = State.HANDED_OVER;
        given = connection;
        connection = null;
      }
      open = poke;
    } finally {
      lock.unlock();
    }
    close(open);
    connections.over(this);
    return given;
  }

  /** Gives up what the application has not been given. */
  void cancel() {
    // Closing reaches the hooks, and through them the session's lock: not under ours.
    Closeable abandoned = null;
    Socket open;
    lock.lock();
    try {
      if (state == State.HANDED_OVER || state == State.OVER) {
        return;
      }
      state = State.OVER;
      abandoned = connection;
      connection = null;
      open = poke;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    connections.over(this);
    close(abandoned);
    if (open != null) {
      connections.poked(open.getLocalPort(), this);
      close(open);
    }
  }

  private static void close(@Nullable Closeable closeable) {
    try {
      if (closeable != null) {
        closeable.close();
      }
    } catch (IOException e) {
      // It is given up either way.
    }
  }
}
