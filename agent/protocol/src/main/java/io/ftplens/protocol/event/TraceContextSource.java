package io.ftplens.protocol.event;

import org.jspecify.annotations.Nullable;

/** Tells which span is current in the calling thread, and chooses the ids of a child of it. */
@FunctionalInterface
public interface TraceContextSource {
  /** A source for when nobody traces. */
  TraceContextSource NONE = () -> null;

  /**
   * Called in the application's thread when it writes a command that may start a transfer.
   *
   * @return ids for one new span; null if spans are switched off
   */
  @Nullable TraceContext capture();
}
