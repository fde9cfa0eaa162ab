package io.ftplens.protocol.event;

/** A sink of spans, log records and metrics that also chooses the ids of the spans. */
public interface Telemetry extends SessionListener, TraceContextSource {
  /**
   * Sends what is left, and returns when that is done or the budget is spent.
   *
   * @param budgetMillis the longest this call may take
   */
  void shutdown(long budgetMillis);
}
