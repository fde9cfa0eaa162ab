package io.ftplens.protocol.event;

import java.util.Collections;
import java.util.List;

/** A sink of spans, log records and metrics that also chooses the ids of the spans. */
public interface Telemetry extends SessionListener, TraceContextSource {
  /**
   * Sends what is left, and returns when that is done or the budget is spent.
   *
   * @param budgetMillis the longest this call may take
   */
  void shutdown(long budgetMillis);

  /**
   * How the sink is doing, for a person: what was delivered, what waits, what was dropped and why;
   * one fact a line, from memory, at once.
   */
  default List<String> health() {
    return Collections.emptyList();
  }
}
