package io.ftplens.otel;

import io.opentelemetry.sdk.trace.IdGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Gives a span the ids that were chosen when its command was written, long before it is built.
 *
 * <p>Confined to the one thread that builds spans.
 */
final class PresetIdGenerator implements IdGenerator {
  private @Nullable String traceId;
  private @Nullable String spanId;

  void preset(String traceId, String spanId) {
    this.traceId = traceId;
    this.spanId = spanId;
  }

  @Override
  public String generateTraceId() {
    String preset = traceId;
    traceId = null;
    return preset != null ? preset : TraceIds.newTraceId();
  }

  @Override
  public String generateSpanId() {
    String preset = spanId;
    spanId = null;
    return preset != null ? preset : TraceIds.newSpanId();
  }

  @Override
  public boolean generatesRandomTraceIds() {
    return true;
  }
}
