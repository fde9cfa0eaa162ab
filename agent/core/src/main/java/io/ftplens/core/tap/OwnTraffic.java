package io.ftplens.core.tap;

import io.ftplens.core.socket.SocketStreams;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * What we ourselves read from and write to a connection of the application, which the hooks are to
 * let pass.
 */
final class OwnTraffic {
  private final SocketStreams streams;

  /** The thread that reads for us. */
  private volatile @Nullable Thread reader;

  /** The thread that writes for us; another one may be reading meanwhile. */
  private volatile @Nullable Thread writer;

  OwnTraffic(SocketStreams streams) {
    this.streams = streams;
  }

  /** Whether the calling thread is reading for us. */
  boolean reading() {
    return reader == Thread.currentThread();
  }

  /** Whether the calling thread is writing for us. */
  boolean writing() {
    return writer == Thread.currentThread();
  }

  void write(Object handle, byte[] bytes) throws IOException {
    writer = Thread.currentThread();
    try {
      streams.write(handle, bytes);
    } finally {
      writer = null;
    }
  }

  int read(Object handle, byte[] bytes, int offset, int length) throws IOException {
    reader = Thread.currentThread();
    try {
      return streams.read(handle, bytes, offset, length);
    } finally {
      reader = null;
    }
  }

  /** The stream that {@link #read} reads. */
  InputStream input(Object handle) throws IOException {
    return streams.input(handle);
  }

  /** Whether {@link #available} tells the truth. */
  boolean tellsAvailable(Object handle) {
    return streams.tellsAvailable(handle);
  }

  /** How many bytes a read would return at once. */
  int available(Object handle) throws IOException {
    reader = Thread.currentThread();
    try {
      return streams.available(handle);
    } finally {
      reader = null;
    }
  }
}
