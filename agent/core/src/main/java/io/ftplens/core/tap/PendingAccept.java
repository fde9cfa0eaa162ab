package io.ftplens.core.tap;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.SocketException;
import java.net.SocketImpl;
import java.net.SocketOptions;
import java.nio.channels.ServerSocketChannel;
import org.jspecify.annotations.Nullable;

/** An accept that has begun: on which listener, by which thread, and when. */
final class PendingAccept {
  /** Callers that are named: whoever looks for the place knows it from these. */
  private static final int MOST_CALLERS = 4;

  private final WeakReference<Object> listener;
  private final WeakReference<Thread> thread = new WeakReference<>(Thread.currentThread());
  private final long sinceNanoTime = System.nanoTime();

  PendingAccept(Object listener) {
    this.listener = new WeakReference<>(listener);
  }

  /** {@link System#nanoTime} when it began. */
  long sinceNanoTime() {
    return sinceNanoTime;
  }

  boolean on(Object other) {
    return listener.get() == other;
  }

  /** Whether nothing but a connection, an interrupt or a close will end it. */
  boolean withoutTimeout() throws IOException {
    Object on = listener.get();
    if (on instanceof ServerSocketChannel) {
      // One that is not blocking returns at once; a timed one is told from its stack.
      return ((ServerSocketChannel) on).isBlocking();
    }
    try {
      return on instanceof SocketImpl
          && Integer.valueOf(0).equals(((SocketOptions) on).getOption(SocketOptions.SO_TIMEOUT));
    } catch (SocketException closed) {
      return false;
    }
  }

  /** Where it waits, for a person; null if it is over, or has a timeout after all. */
  @Nullable String where() {
    Thread waiting = thread.get();
    return waiting == null
        ? null
        : where(waiting.getName(), waiting.getId(), waiting.getStackTrace());
  }

  static @Nullable String where(String name, long id, StackTraceElement[] stack) {
    boolean accepting = false;
    int at = 0;
    while (at < stack.length && ofPlatform(stack[at])) {
      String method = stack[at].getMethodName();
      if (method.equals("blockingAccept")) {
        return null;
      }
      accepting |= method.equals("accept") || method.equals("implAccept");
      at++;
    }
    if (!accepting) {
      return null;
    }
    StringBuilder text = new StringBuilder("thread ");
    text.append(name.isEmpty() ? "#" + id : name);
    for (int i = at; i < stack.length && i < at + MOST_CALLERS; i++) {
      text.append(i == at ? " in " : " < ")
          .append(stack[i].getClassName())
          .append('.')
          .append(stack[i].getMethodName());
      if (stack[i].getLineNumber() >= 0) {
        text.append(':').append(stack[i].getLineNumber());
      }
    }
    return text.toString();
  }

  private static boolean ofPlatform(StackTraceElement frame) {
    String name = frame.getClassName();
    return name.startsWith("java.")
        || name.startsWith("javax.")
        || name.startsWith("sun.")
        || name.startsWith("jdk.");
  }
}
