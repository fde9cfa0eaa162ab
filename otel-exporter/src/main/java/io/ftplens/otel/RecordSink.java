package io.ftplens.otel;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.context.Context;

/** Where log records go. */
@FunctionalInterface
interface RecordSink {
  /**
   * Writes a record.
   *
   * @param context with the span that it is correlated with, if there is one
   * @return false if it was not taken, and another may write it
   */
  boolean write(
      String name,
      Severity severity,
      long epochNanos,
      String body,
      Attributes attributes,
      Context context);
}
