package io.ftplens.otel;

import io.opentelemetry.sdk.common.CompletableResultCode;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Counts what one exporter delivered, and remembers why it could not. */
final class ExportWatch {
  private final Signal signal;
  private final String endpoint;
  private final ExportReport report;
  private final AtomicLong delivered = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();
  private final AtomicLong underWay = new AtomicLong();
  private volatile @Nullable ExportFailure lastFailure;
  private volatile boolean lastFailed;

  ExportWatch(Signal signal, String endpoint, ExportReport report) {
    this.signal = signal;
    this.endpoint = endpoint;
    this.report = report;
  }

  /** Follows one export of some items. */
  CompletableResultCode watch(Supplier<CompletableResultCode> export, int items) {
    underWay.incrementAndGet();
    CompletableResultCode result;
    try {
      result = export.get();
    } catch (
        Throwable e) { // the processor would count nothing, and of an Error its thread would end
      result = CompletableResultCode.ofExceptionalFailure(e);
    }
    return follow(result, items);
  }

  private CompletableResultCode follow(CompletableResultCode result, int items) {
    return result.whenComplete(
        () -> {
          underWay.decrementAndGet();
          lastFailed = !result.isSuccess();
          if (result.isSuccess()) {
            delivered.addAndGet(items);
          } else {
            failed(ExportFailure.of(result.getFailureThrowable(), signal));
          }
        });
  }

  private void failed(ExportFailure failure) {
    failures.incrementAndGet();
    lastFailure = failure;
    report.failed(endpoint, failure);
  }

  String endpoint() {
    return endpoint;
  }

  /** What was handed to the SDK and never arrived; null if nothing. */
  @Nullable String loss() {
    long written = signal.written();
    if (written == 0) { // metrics are not counted: the next export has what this one had
      return lastFailed || underWay.get() > 0 ? signal.items() : null;
    }
    long missing = written - delivered.get();
    return missing > 0 ? missing + " of " + written + " " + signal.items() : null;
  }

  /** Why something is lost: the time was over, else the last failure, else a full queue. */
  ExportFailure failure(ExportFailure late, boolean inTime) {
    ExportFailure last = lastFailure;
    if (underWay.get() > 0 || (last == null && !inTime)) {
      return late;
    }
    return last == null ? ExportFailure.overflow() : last;
  }

  /** For a person: what arrived of what was written, and the last failure if there was one. */
  String health() {
    StringBuilder text = new StringBuilder(signal.items()).append(": ").append(delivered.get());
    if (signal.written() > 0) {
      text.append(" of ").append(signal.written());
    }
    text.append(" delivered to ").append(endpoint);
    ExportFailure last = lastFailure;
    if (last != null) {
      text.append("; ")
          .append(failures.get())
          .append(" exports failed, the last: ")
          .append(last.reason());
    }
    return text.toString();
  }
}
