package io.ftplens.core.tap;

import io.ftplens.protocol.session.FtpSession;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** What was seen of a connection before it was recognised, in order, so that nothing is lost. */
final class SeenBytes {
  private final int most;
  private final List<Chunk> chunks = new ArrayList<>(2);
  private int bytes;

  /**
   * Makes an empty one.
   *
   * @param most bytes that are kept
   */
  SeenBytes(int most) {
    this.most = most;
  }

  boolean isEmpty() {
    return bytes == 0;
  }

  /**
   * Keeps some more; false if that is too many.
   *
   * @param nanoTime when, by {@link System#nanoTime}
   */
  boolean keep(byte[] source, int offset, int length, boolean received, long nanoTime) {
    bytes += length;
    if (bytes > most) {
      return false;
    }
    Chunk last = chunks.isEmpty() ? null : chunks.get(chunks.size() - 1);
    if (last == null || last.received != received) {
      last = new Chunk(received, nanoTime);
      chunks.add(last);
    }
    last.bytes.write(source, offset, length);
    return true;
  }

  /** Feeds all of it to the session that it turned out to be, and forgets it. */
  void replay(FtpSession session, SessionClock clock) {
    for (Chunk chunk : chunks) {
      byte[] content = chunk.bytes.toByteArray();
      long epochNanos = clock.at(chunk.nanoTime);
      if (chunk.received) {
        session.received(content, 0, content.length, epochNanos);
      } else {
        session.sent(content, 0, content.length, epochNanos);
      }
    }
    chunks.clear();
  }

  /** Bytes that went one way until others went the other way. */
  private static final class Chunk {
    final ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
    final boolean received;
    final long nanoTime;

    Chunk(boolean received, long nanoTime) {
      this.received = received;
      this.nanoTime = nanoTime;
    }
  }
}
