package io.ftplens.otel;

import io.opentelemetry.exporter.internal.FailedExportException.GrpcExportException;
import io.opentelemetry.exporter.internal.FailedExportException.HttpExportException;
import io.opentelemetry.sdk.common.export.GrpcResponse;
import io.opentelemetry.sdk.common.export.HttpResponse;
import java.io.EOFException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.concurrent.RejectedExecutionException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Why an export failed, and what a person can do about it. */
final class ExportFailure {
  private final String kind;
  private final String reason;
  private final String remedy;

  private ExportFailure(String kind, String reason, String remedy) {
    this.kind = kind;
    this.reason = reason;
    this.remedy = remedy;
  }

  /** Reads what the exporter threw; null is what it throws when it gives no reason. */
  static ExportFailure of(@Nullable Throwable thrown, Signal signal) {
    if (thrown instanceof HttpExportException) {
      HttpResponse response = ((HttpExportException) thrown).getResponse();
      if (response != null) {
        return answered("HTTP status " + response.getStatusCode(), signal);
      }
    }
    if (thrown instanceof GrpcExportException) {
      GrpcResponse response = ((GrpcExportException) thrown).getResponse();
      if (response != null) {
        return answered("gRPC status " + response.getStatusCode(), signal);
      }
    }
    return thrown == null ? unknown() : notAnswered(thrown);
  }

  /** What is said of exports that were still under way when the time at exit was over. */
  static ExportFailure tooLate(long budgetMillis) {
    return new ExportFailure(
        "late", "no answer within " + budgetMillis + " ms at exit", collector());
  }

  /** What is said of items that no exporter has seen. */
  static ExportFailure overflow() {
    return new ExportFailure(
        "overflow",
        "more was to be sent than its queue holds",
        "raise OTEL_BSP_MAX_QUEUE_SIZE and OTEL_BLRP_MAX_QUEUE_SIZE");
  }

  private static ExportFailure unknown() {
    return new ExportFailure("unknown", "no reason given", collector());
  }

  /** The endpoint is a server that does not want it. */
  private static ExportFailure answered(String status, Signal signal) {
    String remedy;
    switch (status) {
      case "HTTP status 401":
      case "HTTP status 403":
      case "gRPC status UNAUTHENTICATED":
      case "gRPC status PERMISSION_DENIED":
        remedy = "set OTEL_EXPORTER_OTLP_HEADERS to what the collector asks for";
        break;
      case "HTTP status 404":
      case "gRPC status UNIMPLEMENTED":
        remedy = "if it takes no " + signal.items() + ", set " + signal.variable() + "=none";
        break;
      default:
        remedy = "see the collector's log, or set ftplens.otel=none";
        break;
    }
    return new ExportFailure(status + " for " + signal.items(), status, remedy);
  }

  /** Nobody is there, or it is no collector. */
  private static ExportFailure notAnswered(Throwable thrown) {
    Throwable cause = thrown;
    boolean tls = cause instanceof SSLException;
    boolean late = isTimeout(cause);
    while (cause.getCause() != null) {
      cause = cause.getCause();
      tls |= cause instanceof SSLException;
      late |= isTimeout(cause);
    }
    if (late) { // what caused that is how OkHttp gave up
      return new ExportFailure("timeout", "no answer in time", collector());
    }
    if (cause instanceof RejectedExecutionException) {
      return new ExportFailure(
          "rejected", "too many exports before it have no answer", collector());
    }
    String type = cause.getClass().getSimpleName();
    String reason = cause.getMessage() == null ? type : type + ": " + cause.getMessage();
    // A collector that is stopped cuts its connections first, and refuses new ones then.
    boolean cut = cause instanceof SocketException || cause instanceof EOFException;
    return new ExportFailure(
        cut && !tls ? "connection" : type,
        reason,
        tls
            ? "set OTEL_EXPORTER_OTLP_CERTIFICATE to a PEM file with the certificate of its CA, and"
                + " OTEL_EXPORTER_OTLP_CLIENT_KEY and _CLIENT_CERTIFICATE if it asks for them"
            : collector());
  }

  private static boolean isTimeout(Throwable thrown) {
    return thrown instanceof SocketTimeoutException
        || (thrown instanceof InterruptedIOException && "timeout".equals(thrown.getMessage()));
  }

  private static String collector() {
    return "set OTEL_EXPORTER_OTLP_ENDPOINT to your collector, or ftplens.otel=none";
  }

  /** What makes two failures of one endpoint the same; free of values that vary. */
  String kind() {
    return kind;
  }

  /** What happened, without the endpoint. */
  String reason() {
    return reason;
  }

  /** What to do about it, as an imperative. */
  String remedy() {
    return remedy;
  }
}
