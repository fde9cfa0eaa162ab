package io.ftplens.otel;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/** Writes log records through the application's SDK, where it exports logs. */
final class ApplicationLogs implements RecordSink {
  /** Who made the span of a context: the logger provider beside its tracer provider. */
  private static final ContextKey<WeakReference<Object>> PROVIDER =
      ContextKey.named("ftplens-logger-provider");

  private final String version;
  private final Warnings warnings;

  ApplicationLogs(String version, Warnings warnings) {
    this.version = version;
    this.warnings = warnings;
  }

  /** The context, with a logger provider, which it holds weakly. */
  static Context with(Context context, @Nullable WeakReference<Object> provider) {
    return provider == null ? context : context.with(PROVIDER, provider);
  }

  /**
   * Writes a record; false if that is left to our own SDK.
   *
   * <p>Once it was handed over nothing else is tried, so that no record is written twice.
   */
  @Override
  public boolean write(
      String name,
      Severity severity,
      long epochNanos,
      String body,
      Attributes attributes,
      Context context) {
    WeakReference<Object> reference = context.get(PROVIDER);
    Object provider = reference == null ? null : reference.get();
    LogApi api = provider == null ? null : LogApi.of(provider);
    if (provider == null || api == null || SdkInternals.isShutDown(provider)) {
      return false;
    }
    boolean handedOver = false;
    try {
      Object logger = api.logger(provider, version);
      if (logger == null) {
        return false;
      }
      Object record =
          api.record(
              logger,
              name,
              severity.name(),
              epochNanos,
              body,
              attributes,
              Span.fromContext(context).getSpanContext());
      handedOver = true;
      api.emit(record);
    } catch (Throwable e) { // the application's SDK failed
      warnings.once(
          "application log " + e.getClass(),
          "The application's OpenTelemetry SDK could not be used for a log record: " + e,
          e);
    }
    return handedOver;
  }
}
