/**
 * The FTP session state machine.
 *
 * <p>Enters: bytes of a control connection, each way, and events of data connections, all with the
 * time at which they happened. Leaves: calls of a {@link
 * io.ftplens.protocol.event.SessionListener}, and the data connections to look out for.
 */
package io.ftplens.protocol.session;
