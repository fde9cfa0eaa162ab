/**
 * What the protocol engine tells: immutable values, and the contracts of those who listen.
 *
 * <p>Enters: nothing. Leaves: commands, replies, transfers, session summaries, diagnoses and
 * anomalies, handed to a {@link io.ftplens.protocol.event.SessionListener}. Log lines, spans and
 * metrics are made from these values and from nothing else.
 */
package io.ftplens.protocol.event;
