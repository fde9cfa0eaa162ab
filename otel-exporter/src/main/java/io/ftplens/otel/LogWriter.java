package io.ftplens.otel;

import io.ftplens.protocol.event.Diagnosis;
import io.ftplens.protocol.event.SessionSummary;
import io.ftplens.protocol.event.Transfer;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.context.Context;
import java.util.Collections;
import java.util.concurrent.TimeUnit;

/** Writes events as log records with an event name. */
final class LogWriter {
  private final RecordSink sink;

  LogWriter(RecordSink sink) {
    this.sink = sink;
  }

  /** The way through our own SDK. */
  static RecordSink embedded(EmbeddedSdk sdk) {
    Logger logger = sdk.logger();
    Signal signal = sdk.logRecords();
    return (name, severity, epochNanos, body, attributes, context) -> {
      signal.wrote();
      logger
          .logRecordBuilder()
          .setEventName(name)
          .setSeverity(severity)
          .setTimestamp(epochNanos, TimeUnit.NANOSECONDS)
          .setContext(context)
          .setAllAttributes(attributes)
          .setBody(body)
          .emit();
      return true;
    };
  }

  /** Writes {@code ftp.transfer}, with the attributes of the span. */
  boolean transfer(Transfer transfer, Attributes attributes, Context context) {
    return sink.write(
        "ftp.transfer",
        Severity.INFO,
        transfer.endEpochNanos(),
        summary(transfer),
        attributes,
        context);
  }

  /** Writes {@code ftp.session.end}. */
  boolean session(SessionSummary summary, Attributes attributes, Context context) {
    return sink.write(
        "ftp.session.end",
        Severity.INFO,
        summary.endEpochNanos(),
        "FTP session ended: "
            + summary.activeTransfers()
            + " active, "
            + summary.passiveTransfers()
            + " passive, "
            + summary.failedTransfers()
            + " failed",
        attributes,
        context);
  }

  /** Writes {@code ftp.diagnosis.*}, with what happened and the remedy as the body. */
  boolean diagnosis(Diagnosis diagnosis, long epochNanos, Attributes attributes, Context context) {
    String name = diagnosis.kind().value();
    Attributes all =
        attributes.toBuilder()
            .put(FtpAttributes.DIAGNOSIS, Collections.singletonList(name))
            .build();
    return sink.write(
        "ftp.diagnosis." + name, Severity.WARN, epochNanos, diagnosis.message(), all, context);
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
