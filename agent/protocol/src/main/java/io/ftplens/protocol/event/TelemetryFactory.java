package io.ftplens.protocol.event;

import org.jspecify.annotations.Nullable;

/**
 * Makes the {@link Telemetry} of a JVM; the core knows its name.
 *
 * <p>It is called once, when the first FTP session is recognised, in a thread of the application:
 * it returns at once and does whatever takes time in threads of its own, which it starts in the
 * thread group of the options.
 */
public interface TelemetryFactory {
  /** Makes the sink; null if the options or OpenTelemetry's own settings switch it off. */
  @Nullable Telemetry create(TelemetryOptions options);
}
