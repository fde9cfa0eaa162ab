package io.ftplens.otel;

import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.TraceStateBuilder;
import java.util.Map;

/** Flags and state of a parent span (W3C Trace Context, 3.2.2.5 and 3.3), without its classes. */
final class ParentState {
  private final byte flags;
  private final Map<String, String> state;

  ParentState(byte flags, Map<String, String> state) {
    this.flags = flags;
    this.state = state;
  }

  TraceFlags flags() {
    return TraceFlags.fromByte(flags);
  }

  /** In the order of the parent's: a builder puts each entry in front. */
  TraceState state() {
    TraceStateBuilder builder = TraceState.builder();
    String[] keys = state.keySet().toArray(new String[0]);
    for (int i = keys.length - 1; i >= 0; i--) {
      String value = state.get(keys[i]);
      if (value != null) {
        builder.put(keys[i], value);
      }
    }
    return builder.build();
  }
}
