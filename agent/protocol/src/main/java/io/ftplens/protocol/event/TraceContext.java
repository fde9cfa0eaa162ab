package io.ftplens.protocol.event;

import org.jspecify.annotations.Nullable;

/**
 * The identity a transfer's span will have, chosen in the application's thread when the transfer
 * command was written.
 */
public final class TraceContext {
  private final String traceId;
  private final String spanId;
  private final @Nullable String parentSpanId;
  private final boolean sampled;
  private final @Nullable Object parent;

  /**
   * Names a span that is yet to be built.
   *
   * @param traceId 32 lower-case hexadecimal digits
   * @param spanId 16 lower-case hexadecimal digits, the span's own
   * @param parentSpanId 16 digits; null for a root span
   * @param sampled whether the parent is sampled; true for a root span, whose sampler decides later
   * @param parent whatever the source wants back when the span is built; opaque to all others
   */
  public TraceContext(
      String traceId,
      String spanId,
      @Nullable String parentSpanId,
      boolean sampled,
      @Nullable Object parent) {
    this.traceId = traceId;
    this.spanId = spanId;
    this.parentSpanId = parentSpanId;
    this.sampled = sampled;
    this.parent = parent;
  }

  /** 32 lower-case hexadecimal digits. */
  public String traceId() {
    return traceId;
  }

  /** 16 lower-case hexadecimal digits: the span's own id. */
  public String spanId() {
    return spanId;
  }

  /** The id of the application's current span; null if there was none. */
  public @Nullable String parentSpanId() {
    return parentSpanId;
  }

  /** Whether the application's current span was sampled; true if there was none. */
  public boolean sampled() {
    return sampled;
  }

  /** What the source of this context put in for its own use. */
  public @Nullable Object parent() {
    return parent;
  }
}
