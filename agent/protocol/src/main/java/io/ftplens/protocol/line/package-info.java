/**
 * From the bytes of one direction of a control connection to its lines.
 *
 * <p>Enters: bytes, cut anywhere. Leaves: lines without their ends and without Telnet commands,
 * handed to a {@link io.ftplens.protocol.line.LineSink}.
 */
package io.ftplens.protocol.line;
