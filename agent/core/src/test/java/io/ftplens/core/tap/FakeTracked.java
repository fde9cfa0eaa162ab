package io.ftplens.core.tap;

import io.ftplens.protocol.event.Endpoint;
import org.jspecify.annotations.Nullable;

/** A socket nothing happens to. */
final class FakeTracked extends Tracked {
  boolean wantsTls;
  @Nullable Endpoint target;
  boolean leadsToUnknown;

  FakeTracked(Object socket, int localPort) {
    super(socket, localPort);
  }

  @Override
  @Nullable Endpoint target() {
    return target;
  }

  @Override
  boolean leadsToUnknown() {
    return leadsToUnknown;
  }

  @Override
  boolean wantsTls() {
    return wantsTls;
  }

  @Override
  boolean wantsBytes() {
    return false;
  }

  @Override
  int read(Object handle, byte[] bytes, int offset, int length, int count) {
    return count;
  }

  @Override
  int write(Object handle, byte[] bytes, int offset, int length) {
    return length;
  }

  @Override
  void counted(long read, long written) {}

  @Override
  int tlsRead(Object handle, byte[] bytes, int offset, int length, int count) {
    return count;
  }

  @Override
  int tlsWrite(Object handle, byte[] bytes, int offset, int length) {
    return length;
  }

  @Override
  void failed(Throwable thrown) {}

  @Override
  void closed() {}
}
