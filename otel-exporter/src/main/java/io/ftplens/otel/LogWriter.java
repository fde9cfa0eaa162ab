package io.ftplens.otel;

import io.ftplens.protocol.event.Diagnosis;
import io.ftplens.protocol.event.SessionSummary;
import io.ftplens.protocol.event.Transfer;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.LogRecordBuilder;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.context.Context;
import java.util.Collections;
import java.util.concurrent.TimeUnit;

/** Writes events as log records with an event name. */
final class LogWriter {
  private final Logger logger;
  private final Signal signal;

  LogWriter(EmbeddedSdk sdk) {
    this.logger = sdk.logger();
    this.signal = sdk.logRecords();
  }

  /** Writes {@code ftp.transfer}, with the attributes of the span. */
  void transfer(Transfer transfer, Attributes attributes, Context context) {
    event("ftp.transfer", Severity.INFO, transfer.endEpochNanos(), attributes, context)
        .setBody(summary(transfer))
        .emit();
  }

  /** Writes {@code ftp.session.end}. */
  void session(SessionSummary summary, Attributes attributes) {
    event("ftp.session.end", Severity.INFO, summary.endEpochNanos(), attributes, Context.root())
        .setBody(
            "FTP session ended: "
                + summary.activeTransfers()
                + " active, "
                + summary.passiveTransfers()
                + " passive, "
                + summary.failedTransfers()
                + " failed")
        .emit();
  }

  /** Writes {@code ftp.diagnosis.*}, with what happened and the remedy as the body. */
  void diagnosis(Diagnosis diagnosis, long epochNanos, Attributes attributes, Context context) {
    String name = diagnosis.kind().value();
    event("ftp.diagnosis." + name, Severity.WARN, epochNanos, attributes, context)
        .setAttribute(FtpAttributes.DIAGNOSIS, Collections.singletonList(name))
        .setBody(diagnosis.message())
        .emit();
  }

  private LogRecordBuilder event(
      String name, Severity severity, long epochNanos, Attributes attributes, Context context) {
    signal.wrote();
    return logger
        .logRecordBuilder()
        .setEventName(name)
        .setSeverity(severity)
        .setTimestamp(epochNanos, TimeUnit.NANOSECONDS)
        .setContext(context)
        .setAllAttributes(attributes);
  }

  private static String summary(Transfer transfer) {
    StringBuilder text = new StringBuilder("FTP ").append(transfer.command());
    if (transfer.errorType() != null) {
      text.append(" failed: ").append(transfer.errorType());
    }
    return text.append(", ")
        .append(transfer.dataConnection().mode().value())
        .append(", ")
        .append(transfer.size())
        .append(" bytes")
        .toString();
  }
}
