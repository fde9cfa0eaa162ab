/**
 * The tap: which sockets are FTP, and what passes through them.
 *
 * <p>Enters: calls of the hooks, on threads of the application. Leaves: bytes and data-connection
 * events of recognised sessions, fed to the protocol engine under a lock for each session. Sockets
 * that are not FTP leave nothing behind but a cleared bit.
 */
package io.ftplens.core.tap;
