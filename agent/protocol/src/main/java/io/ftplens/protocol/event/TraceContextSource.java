package io.ftplens.protocol.event;

import org.jspecify.annotations.Nullable;

/**
 * Tells which span is current in the calling thread, and chooses the ids of a child of it.
 *
 * <pre>
 * capture    when a command is written that may lead to a transfer
 *   begin    when it does; of most contexts that set-up commands captured, nothing comes
 * </pre>
 */
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

  /**
   * Called at most once for a captured context, when a transfer has begun, or when it has failed
   * before it could: where another SDK than ours makes the span, it is this call that starts it.
   *
   * @param captured what {@link #capture()} returned, maybe in another thread
   * @param command the verb that names the span
   * @param startEpochNanos when the transfer began: some time ago, if it was prepared
   * @return the context with the ids that the span will have; null if there will be no span
   */
  default @Nullable TraceContext begin(
      TraceContext captured, String command, long startEpochNanos) {
    return captured;
  }
}
