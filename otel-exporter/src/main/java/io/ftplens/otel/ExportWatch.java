package io.ftplens.otel;

import io.opentelemetry.exporter.internal.FailedExportException.GrpcExportException;
import io.opentelemetry.exporter.internal.FailedExportException.HttpExportException;
import io.opentelemetry.sdk.common.CompletableResultCode;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Counts what one exporter could not deliver, and says why once. */
final class ExportWatch {
  private final String what;
  private final String signal;
  private final Warnings warnings;
  private final AtomicLong dropped = new AtomicLong();

  /**
   * Watches an exporter.
   *
   * @param what the items, in plural
   * @param signal as in the name of the variable that switches it off
   */
  ExportWatch(String what, String signal, Warnings warnings) {
    this.what = what;
    this.signal = signal;
    this.warnings = warnings;
  }

  /** Follows one export of some items. */
  CompletableResultCode watch(CompletableResultCode result, int items) {
    return result.whenComplete(
        () -> {
          if (!result.isSuccess()) {
            dropped.addAndGet(items);
            failed(result.getFailureThrowable());
          }
        });
  }

  private void failed(@Nullable Throwable thrown) {
    String reason = reason(thrown);
    // a dead collector is one cause for all signals
    warnings.once(
        "export " + reason,
        "OTLP export failed: "
            + reason
            + "; "
            + what
            + " are dropped and counted; set OTEL_"
            + signal
            + "_EXPORTER=none to switch export off",
        null);
  }

  /** Says how many items were lost, if any were. */
  void reportDropped() {
    if (dropped.get() > 0) {
      warnings.once("dropped " + signal, dropped.get() + " " + what + " were not delivered", null);
    }
  }

  private String reason(@Nullable Throwable thrown) {
    if (thrown instanceof HttpExportException
        && ((HttpExportException) thrown).getResponse() != null) {
      return "the collector answered HTTP "
          + ((HttpExportException) thrown).getResponse().getStatusCode()
          + " to "
          + what;
    }
    if (thrown instanceof GrpcExportException
        && ((GrpcExportException) thrown).getResponse() != null) {
      return "the collector answered gRPC status "
          + ((GrpcExportException) thrown).getResponse().getStatusCode()
          + " to "
          + what;
    }
    Throwable cause = thrown;
    while (cause != null && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause == null ? "no reason given for " + what : String.valueOf(cause);
  }
}
