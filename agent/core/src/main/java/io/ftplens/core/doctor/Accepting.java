package io.ftplens.core.doctor;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Waits for the server's connection in a thread of its own, while the replies are read. */
final class Accepting implements AutoCloseable {
  /** A refusal and a connection may cross. */
  private static final long GRACE_MILLIS = 200;

  private final ServerSocket listener;
  private final BlockingQueue<Socket> accepted = new LinkedBlockingQueue<>();
  private final Thread thread;

  Accepting(ServerSocket listener) {
    this.listener = listener;
    this.thread = new Thread(this::accept, "doctor-accept");
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  private void accept() {
    try {
      accepted.add(listener.accept());
    } catch (IOException e) {
      // Nobody came in time, or nobody is waited for any more: the queue stays empty.
      thread.interrupt();
    }
  }

  /** The connection, if it is there or just coming. */
  @Nullable Socket now() throws IOException {
    return poll(GRACE_MILLIS);
  }

  /** The connection, once it has come; null after the listener's timeout. */
  @Nullable Socket await() throws IOException {
    return poll(listener.getSoTimeout() + GRACE_MILLIS);
  }

  private @Nullable Socket poll(long millis) throws IOException {
    try {
      return accepted.poll(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** Closes a connection that nobody took. */
  @Override
  public void close() throws IOException {
    listener.close();
    Socket left = accepted.poll();
    if (left != null) {
      left.close();
    }
  }
}
