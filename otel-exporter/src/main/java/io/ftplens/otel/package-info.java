/**
 * Turns transfers into OpenTelemetry spans, log records and metrics.
 *
 * <p>Enters: the values of {@code io.ftplens.protocol.event}, in threads of the application.
 * Leaves: OTLP, from threads of our own, and spans of the application's own SDK, or of the official
 * agent's, in the thread that transfers.
 *
 * <p>Between the application and our own SDK stands one bounded queue; an application thread only
 * puts a value there and chooses ids, and never waits. Another SDK is called by method handles, and
 * nothing of it is kept: what is known of a copy hangs on its own classes.
 */
package io.ftplens.otel;
