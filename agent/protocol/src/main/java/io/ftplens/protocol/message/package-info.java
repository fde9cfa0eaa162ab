/**
 * The text forms that commands, replies and endpoints have on the wire.
 *
 * <p>Enters: lines of a control connection. Leaves: values of {@link io.ftplens.protocol.event},
 * from which secrets are already gone.
 */
package io.ftplens.protocol.message;
