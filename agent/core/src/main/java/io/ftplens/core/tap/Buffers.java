package io.ftplens.core.tap;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Gets at what a channel has read into, or is about to write from, byte buffers. */
final class Buffers {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private Buffers() {}

  /**
   * After a read of count bytes (or -1): they lie right before the position. Returns the count the
   * application is given, and moves the position where that is less.
   */
  static int read(Tracked tracked, Object channel, ByteBuffer buffer, int count)
      throws IOException {
    if (count < 0 || !tracked.wantsBytes()) {
      ended(tracked, channel, count);
      return count;
    }
    int end = buffer.position();
    int start = end - count;
    byte[] original = copy(buffer, start, end);
    byte[] bytes = original.clone();
    int left = tracked.read(channel, bytes, 0, bytes.length, count);
    if (left < 0) {
      buffer.position(start);
      return left;
    }
    if (left != count || !java.util.Arrays.equals(original, bytes)) {
      buffer.position(start);
      buffer.put(bytes, 0, left);
    }
    return left;
  }

  /** Before a write: returns the buffer that the channel is to write. */
  static ByteBuffer write(Tracked tracked, Object channel, ByteBuffer buffer) {
    int length = buffer.remaining();
    tracked.offered = length;
    if (!tracked.wantsBytes()) {
      tracked.counted(0, length);
    } else if (length > 0) {
      int left = tracked.write(channel, copy(buffer, buffer.position(), buffer.limit()), 0, length);
      if (left == 0) {
        // Something else was written in its place.
        tracked.replaced = buffer;
        return NOTHING;
      }
    }
    return buffer;
  }

  /** After a write of count bytes: returns the count the application is given. */
  static long written(Tracked tracked, long count) {
    long offered = tracked.offered;
    tracked.offered = 0;
    ByteBuffer own = tracked.replaced;
    if (own != null) {
      tracked.replaced = null;
      own.position(own.limit());
      return offered;
    }
    long left = offered - Math.max(0, count);
    if (left > 0) {
      tracked.unwritten(left);
    }
    return count;
  }

  /** Before a gathering write; its bytes are never replaced. */
  static void writeMany(
      Tracked tracked, Object channel, ByteBuffer[] buffers, int offset, int length) {
    long offered = 0;
    for (int i = offset; i < offset + length; i++) {
      int remaining = buffers[i].remaining();
      offered += remaining;
      if (!tracked.wantsBytes()) {
        tracked.counted(0, remaining);
      } else if (remaining > 0) {
        byte[] bytes = copy(buffers[i], buffers[i].position(), buffers[i].limit());
        tracked.observeWrite(bytes);
      }
    }
    tracked.offered = offered;
  }

  /** Before a scattering read: where each buffer begins to be filled. */
  static int[] positions(ByteBuffer[] buffers, int offset, int length) {
    int[] positions = new int[length];
    for (int i = 0; i < length; i++) {
      positions[i] = buffers[offset + i].position();
    }
    return positions;
  }

  /** After a scattering read of count bytes (or -1). */
  static void readMany(
      Tracked tracked, Object channel, ByteBuffer[] buffers, int offset, int length, long count)
      throws IOException {
    int[] positions = tracked.scatter;
    tracked.scatter = null;
    if (count < 0 || !tracked.wantsBytes() || positions == null) {
      ended(tracked, channel, count);
      return;
    }
    for (int i = 0; i < length && i < positions.length; i++) {
      int end = buffers[offset + i].position();
      if (end > positions[i]) {
        byte[] bytes = copy(buffers[offset + i], positions[i], end);
        tracked.observeRead(bytes);
      }
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
