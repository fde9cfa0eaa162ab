package io.ftplens.core.tap;

import io.ftplens.core.force.ForcedSetup;
import io.ftplens.core.runtime.AgentThreads;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Reads a control connection in the place of an application that waits for its data connection
 * before it reads any reply, and keeps what was read for the application's next read.
 *
 * <p>Bytes are taken only while no thread of the application is inside a read, only those that are
 * there already, and under a lock that a read of the application takes before it begins.
 */
final class ReadAhead {
  /** Replies to a handful of commands; more is left in the socket. */
  static final int MOST_KEPT = 8192;

  private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  /** A server that has not answered by then is looked at less often. */
  private static final long SOON_NANOS = TimeUnit.SECONDS.toNanos(5);

  private static final long LATER_STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private static final byte[] NOTHING = {};

  /** Whose connection it is. */
  interface Owner {
    /** What the hooks see of the connection; null once the application dropped it. */
    @Nullable Object socket();

    /** Has reads ask for what was read ahead; false if this JDK does not allow it. */
    boolean letReadsAsk();

    /** Takes bytes as if the application had read them; returns how many it is given. */
    int received(Object handle, byte[] bytes, int offset, int count);

    /** Something of ours went wrong. */
    void ownError(Throwable error);
  }

  private final Owner owner;
  private final OwnTraffic own;
  private final ReentrantLock lock = new ReentrantLock();

  private byte[] kept = NOTHING;
  private int next;

  /** What a thread was served, until its read returns. */
  private final Map<Thread, Integer> served = new HashMap<>(2);

  /** A thread of the application that is inside a read. */
  private volatile @Nullable Thread reader;

  /** The thread that read last; one that began before reads were asked may still be inside. */
  private volatile WeakReference<@Nullable Thread> lastReader = new WeakReference<>(null);

  ReadAhead(Owner owner, OwnTraffic own) {
    this.owner = owner;
    this.own = own;
  }

  /** The application begins a read; returns how much of it is left to the socket: all, or none. */
  int reading(byte[] bytes, int offset, int length) {
    if (own.reading() || length <= 0 || offset < 0 || length > bytes.length - offset) {
      return length;
    }
    lock.lock();
    try {
      int count = Math.min(length, kept.length - next);
      if (count == 0) {
        reader = Thread.currentThread();
        return length;
      }
      System.arraycopy(kept, next, bytes, offset, count);
      next += count;
      if (next == kept.length) {
        kept = NOTHING;
        next = 0;
      }
      served.put(Thread.currentThread(), count);
      return 0;
    } finally {
      lock.unlock();
    }
  }

  /** How much the calling thread is being served. */
  int serving() {
    lock.lock();
    try {
      Integer count = served.get(Thread.currentThread());
      return count == null ? 0 : count;
    } finally {
      lock.unlock();
    }
  }

  /** A read of the application that was left nothing returns: how much it was served. */
  int served() {
    lock.lock();
    try {
      Integer count = served.remove(Thread.currentThread());
      return count == null ? 0 : count;
    } finally {
      lock.unlock();
    }
  }

  /** The calling thread is inside no read of the application any more. */
  void notReading() {
    Thread current = Thread.currentThread();
    if (reader == current) {
      reader = null;
    }
  }

  /** As {@link #notReading}, after a read. */
  void hasRead() {
    Thread current = Thread.currentThread();
    if (lastReader.get() != current) {
      lastReader = new WeakReference<>(current);
    }
    notReading();
  }

  /** What the application is told to be there. */
  int available(int count) {
    if (own.reading()) {
      return count;
    }
    lock.lock();
    try {
      int waiting = kept.length - next;
      // The count may be of before these were taken.
      return waiting == 0 ? count : waiting + leftInSocket();
    } finally {
      lock.unlock();
    }
  }

  private int leftInSocket() {
    Object socket = owner.socket();
    try {
      return socket == null ? 0 : own.available(socket);
    } catch (IOException e) {
      // The application sees it with its next read.
      return 0;
    }
  }

  /**
   * The application has written commands behind a set-up command whose reply nobody may read.
   *
   * @param handle what it wrote them to
   */
  void begin(ForcedSetup setup, Object handle) {
    Object socket = owner.socket();
    if (socket != null && own.tellsAvailable(socket)) {
      WeakReference<Thread> writer = new WeakReference<>(Thread.currentThread());
      AgentThreads.daemon("ftplens-forced", () -> run(setup, socket, handle, writer)).start();
    }
  }

  private void run(ForcedSetup setup, Object socket, Object handle, WeakReference<Thread> writer) {
    try {
      if (setup.standsStill() && owner.letReadsAsk()) {
        readUntilAnswered(setup, socket, handle, writer);
      }
    } catch (IOException | InterruptedException e) {
      // The connection is broken, and the application will see it so.
    } catch (RuntimeException | LinkageError e) {
      owner.ownError(e);
    }
  }

  private void readUntilAnswered(
      ForcedSetup setup, Object socket, Object handle, WeakReference<Thread> writer)
      throws IOException {
    long start = System.nanoTime();
    boolean seenBefore = false;
    while (setup.unanswered() && room() > 0) {
      boolean there = own.available(socket) > 0;
      // Twice: whoever is inside a read has had the time to take it.
      if (there && seenBefore && !insideRead(lastReader) && !insideRead(writer)) {
        seenBefore = take(socket, handle);
      } else {
        seenBefore = there;
        LockSupport.parkNanos(
            this, System.nanoTime() - start < SOON_NANOS ? STEP_NANOS : LATER_STEP_NANOS);
      }
    }
  }

  private int room() {
    lock.lock();
    try {
      return MOST_KEPT - (kept.length - next);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Returns whether there may be more. Takes the monitors first under which some JDKs call the
   * hooks that take our lock, and which what is done here enters as well: until 12 that of the
   * socket's implementation, and in early releases of 8 that of TLS's stream.
   */
  private boolean take(Object socket, Object handle) throws IOException {
    synchronized (socket) {
      synchronized (own.input(handle)) {
        return takeLocked(socket, handle);
      }
    }
  }

  private boolean takeLocked(Object socket, Object handle) throws IOException {
    lock.lock();
    try {
      int there = own.available(socket);
      if (reader != null || there <= 0) {
        return false;
      }
      // Of a TLS record all is taken, since nothing tells what is left of it.
      byte[] bytes = new byte[handle == socket ? Math.min(there, room()) : room()];
      int count = own.read(handle, bytes, 0, bytes.length);
      if (count > 0) {
        keep(bytes, owner.received(handle, bytes, 0, count));
      }
      return count > 0;
    } finally {
      lock.unlock();
    }
  }

  private void keep(byte[] bytes, int count) {
    int before = kept.length - next;
    byte[] all = new byte[before + count];
    System.arraycopy(kept, next, all, 0, before);
    System.arraycopy(bytes, 0, all, before, count);
    kept = all;
    next = 0;
  }

  /** Whether a thread is inside a socket's read, which may have begun before reads were asked. */
  private static boolean insideRead(WeakReference<@Nullable Thread> suspect) {
    Thread thread = suspect.get();
    if (thread == null) {
      return false;
    }
    for (StackTraceElement frame : thread.getStackTrace()) {
      String type = frame.getClassName();
      String method = frame.getMethodName();
      if (type.equals("java.net.SocketInputStream")
          || (method.toLowerCase(Locale.ROOT).contains("read")
              && (type.equals("sun.nio.ch.NioSocketImpl")
                  || type.equals("sun.nio.ch.SocketChannelImpl")))) {
        return true;
      }
    }
    return false;
  }
}
