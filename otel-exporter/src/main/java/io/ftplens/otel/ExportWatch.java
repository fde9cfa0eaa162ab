package io.ftplens.otel;

import io.opentelemetry.exporter.internal.FailedExportException.GrpcExportException;
import io.opentelemetry.exporter.internal.FailedExportException.HttpExportException;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.GrpcResponse;
import io.opentelemetry.sdk.common.export.HttpResponse;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Counts what one exporter delivered, and says once why it could not. */
final class ExportWatch {
  private final Signal signal;
  private final Warnings warnings;
  private final AtomicLong delivered = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();
  private volatile @Nullable String lastFailure;

  ExportWatch(Signal signal, Warnings warnings) {
    this.signal = signal;
    this.warnings = warnings;
  }

  /** Follows one export of some items. */
  CompletableResultCode watch(CompletableResultCode result, int items) {
    return result.whenComplete(
        () -> {
          if (result.isSuccess()) {
            delivered.addAndGet(items);
          } else {
            failed(reason(result.getFailureThrowable()));
          }
        });
  }

  private void failed(String reason) {
    failures.incrementAndGet();
    lastFailure = reason;
    // the reason is the cause: a dead collector is one for all signals
    warnings.once(
        "export " + reason,
        "OTLP export failed: "
            + reason
            + "; "
            + signal.items()
            + " are dropped and counted; set "
            + signal.variable()
            + "=none to switch export off",
        null);
  }

  /** Says how many items were handed to the SDK and never arrived, if any. */
  void reportUndelivered() {
    long missing = signal.written() - delivered.get();
    if (missing > 0) {
      warnings.once(
          "undelivered " + signal.items(),
          missing + " of " + signal.written() + " " + signal.items() + " were not delivered",
          null);
    }
  }

  /** For a person: what arrived of what was written, and the last failure if there was one. */
  String health() {
    StringBuilder text = new StringBuilder(signal.items()).append(": ").append(delivered.get());
    if (signal.written() > 0) {
      text.append(" of ").append(signal.written());
    }
    text.append(" delivered");
    String reason = lastFailure;
    if (reason != null) {
      text.append("; ").append(failures.get()).append(" exports failed, the last: ").append(reason);
    }
    return text.toString();
  }

  private String reason(@Nullable Throwable thrown) {
    if (thrown instanceof HttpExportException) {
      HttpResponse response = ((HttpExportException) thrown).getResponse();
      if (response != null) {
        return "HTTP status " + response.getStatusCode() + " for " + signal.items();
      }
    }
    if (thrown instanceof GrpcExportException) {
      GrpcResponse response = ((GrpcExportException) thrown).getResponse();
      if (response != null) {
        return "gRPC status " + response.getStatusCode() + " for " + signal.items();
      }
    }
    Throwable cause = thrown;
    while (cause != null && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause == null ? "no reason given for " + signal.items() : cause.toString();
  }
}
