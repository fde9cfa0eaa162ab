package io.ftplens.core.tap;

import java.nio.ByteBuffer;

/** Gets at what a channel has read into, or is about to write from, byte buffers. */
final class BufferReads {
  private BufferReads() {}

  /** After a read of count bytes (or -1): they lie right before the position. */
  static void one(Tracked tracked, ByteBuffer buffer, int count) {
    if (count < 0 || !tracked.wantsBytes()) {
      ended(tracked, count);
      return;
    }
    int end = buffer.position();
    byte[] bytes = copy(buffer, end - count, end);
    tracked.read(bytes, 0, bytes.length);
  }

  /** Before a write: returns how many bytes are offered. */
  static long offer(Tracked tracked, ByteBuffer buffer) {
    int length = buffer.remaining();
    if (!tracked.wantsBytes()) {
      tracked.counted(0, length);
    } else if (length > 0) {
      tracked.write(copy(buffer, buffer.position(), buffer.limit()), 0, length);
    }
    return length;
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
  static void many(Tracked tracked, ByteBuffer[] buffers, int offset, int length, long count) {
    int[] positions = tracked.scatter;
    tracked.scatter = null;
    if (count < 0 || !tracked.wantsBytes() || positions == null) {
      ended(tracked, count);
      return;
    }
    for (int i = 0; i < length && i < positions.length; i++) {
      int end = buffers[offset + i].position();
      if (end > positions[i]) {
        byte[] bytes = copy(buffers[offset + i], positions[i], end);
        tracked.read(bytes, 0, bytes.length);
      }
    }
  }

  private static void ended(Tracked tracked, long count) {
    if (count < 0) {
      tracked.read(new byte[0], 0, -1);
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
