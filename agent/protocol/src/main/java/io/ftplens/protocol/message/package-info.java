/**
 * Commands and replies as values, and the text forms they have on the wire.
 *
 * <p>Enters: lines of a control connection. Leaves: {@link io.ftplens.protocol.message.FtpCommand}
 * and {@link io.ftplens.protocol.message.FtpReply}, from which secrets are already gone.
 */
package io.ftplens.protocol.message;
