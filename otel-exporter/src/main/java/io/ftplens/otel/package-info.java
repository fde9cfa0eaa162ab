/**
 * Turns transfers into OpenTelemetry spans, log records and metrics.
 *
 * <p>Enters: the values of {@code io.ftplens.protocol.event}, in threads of the application.
 * Leaves: OTLP, from threads of our own. Between the two stands one bounded queue; an application
 * thread only puts a value there and chooses ids, it never waits and never sees an OpenTelemetry
 * class of ours.
 */
package io.ftplens.otel;
