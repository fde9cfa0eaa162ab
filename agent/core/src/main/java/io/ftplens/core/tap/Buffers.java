package io.ftplens.core.tap;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Gets at what a channel has read into, or is about to write from, byte buffers. */
final class Buffers {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private Buffers() {}

  /** Before a read: returns the buffer that the channel is to read into. */
  static ByteBuffer reading(Tracked tracked, ByteBuffer buffer) {
    byte[] bytes = new byte[Math.min(buffer.remaining(), ReadAhead.MOST_KEPT)];
    if (bytes.length == 0 || tracked.reading(bytes, 0, bytes.length) != 0) {
      return buffer;
    }
    // A read into no room returns 0 here, as it does from the socket.
    buffer.put(bytes, 0, tracked.serving());
    return NOTHING;
  }

  /**
   * Before a scattering read: fills the buffers with what was read ahead. Returns how many of them
   * the channel is to read into: all, or none.
   */
  static int readingMany(Tracked tracked, ByteBuffer[] buffers, int offset, int length) {
    byte[] bytes = new byte[Math.min(remaining(buffers, offset, length), ReadAhead.MOST_KEPT)];
    if (bytes.length == 0 || tracked.reading(bytes, 0, bytes.length) != 0) {
      return length;
    }
    scatter(bytes, tracked.serving(), buffers, offset, positions(buffers, offset, length));
    return 0;
  }

  /**
   * After a read of count bytes (or -1): they lie right before the position. Returns the count the
   * application is given, and moves the position where that is less. The bytes are put back in any
   * case: to find out whether they were changed would take a second copy.
   */
  static int read(Tracked tracked, Object channel, ByteBuffer buffer, int count)
      throws IOException {
    if (count < 0 || !tracked.wantsBytes()) {
      ended(tracked, channel, count);
      return count;
    }
    int end = buffer.position();
    int start = end - count;
    byte[] bytes = copy(buffer, start, end);
    int left = tracked.read(channel, bytes, 0, bytes.length, count);
    buffer.position(start);
    buffer.put(bytes, 0, Math.max(0, left));
    return left;
  }

  /** Before a write: returns the buffer that the channel is to write. */
  static ByteBuffer write(Tracked tracked, Object channel, ByteBuffer buffer) {
    ByteBuffer[] one = {buffer};
    writeMany(tracked, channel, one, 0, 1);
    return tracked.replaced ? NOTHING : buffer;
  }

  /** Before a gathering write; if something else was written, the buffers have nothing left. */
  static void writeMany(
      Tracked tracked, Object channel, ByteBuffer[] buffers, int offset, int length) {
    int total = remaining(buffers, offset, length);
    if (!tracked.wantsBytes()) {
      tracked.counted(0, total);
    } else if (total > 0) {
      byte[] bytes = new byte[total];
      int filled = 0;
      for (int i = offset; i < offset + length; i++) {
        int size = buffers[i].remaining();
        buffers[i].duplicate().get(bytes, filled, size);
        filled += size;
      }
      if (tracked.write(channel, bytes, 0, total) == 0) {
        for (int i = offset; i < offset + length; i++) {
          buffers[i].position(buffers[i].limit());
        }
        tracked.replaced = true;
      }
    }
    // Last, because what is written in place of it passes here too.
    tracked.offered = total;
  }

  private static int remaining(ByteBuffer[] buffers, int offset, int length) {
    long total = 0;
    for (int i = offset; i < offset + length; i++) {
      total += buffers[i].remaining();
    }
    return (int) Math.min(total, Integer.MAX_VALUE);
  }

  /** After a write of count bytes: returns the count the application is given. */
  static long written(Tracked tracked, long count) {
    long offered = tracked.offered;
    tracked.offered = 0;
    if (tracked.replaced) {
      tracked.replaced = false;
      return offered;
    }
    long left = offered - Math.max(0, count);
    if (left > 0) {
      tracked.unwritten(left);
    }
    return count;
  }

  /** Before a scattering read: where each buffer begins to be filled. */
  static int[] positions(ByteBuffer[] buffers, int offset, int length) {
    int[] positions = new int[length];
    for (int i = 0; i < length; i++) {
      positions[i] = buffers[offset + i].position();
    }
    return positions;
  }

  /** After a scattering read of count bytes (or -1); as {@link #read}. */
  static long readMany(
      Tracked tracked, Object channel, ByteBuffer[] buffers, int offset, int length, long count)
      throws IOException {
    int[] positions = tracked.scatter;
    tracked.scatter = null;
    if (count == 0) {
      return tracked.served();
    }
    if (count < 0 || !tracked.wantsBytes() || positions == null) {
      ended(tracked, channel, count);
      return count;
    }
    byte[] bytes = new byte[(int) count];
    int filled = 0;
    for (int i = 0; i < length; i++) {
      ByteBuffer view = buffers[offset + i].duplicate();
      int size = view.position() - positions[i];
      view.position(positions[i]);
      view.get(bytes, filled, size);
      filled += size;
    }
    int left = tracked.read(channel, bytes, 0, bytes.length, filled);
    scatter(bytes, Math.max(0, left), buffers, offset, positions);
    return left;
  }

  private static void scatter(
      byte[] bytes, int count, ByteBuffer[] buffers, int offset, int[] positions) {
    int given = 0;
    for (int i = 0; i < positions.length; i++) {
      ByteBuffer buffer = buffers[offset + i];
      buffer.position(positions[i]);
      int size = Math.min(buffer.remaining(), count - given);
      buffer.put(bytes, given, size);
      given += size;
    }
  }

  private static void ended(Tracked tracked, Object channel, long count) throws IOException {
    if (count < 0) {
      tracked.read(channel, new byte[0], 0, 0, -1);
    } else {
      tracked.counted(count, 0);
    }
  }

  private static byte[] copy(ByteBuffer buffer, int from, int to) {
    byte[] bytes = new byte[to - from];
    ByteBuffer view = buffer.duplicate();
    view.limit(to);
    view.position(from);
    view.get(bytes);
    return bytes;
  }
}
