/**
 * What the JDK keeps to itself about a socket: its ends, its streams, and the implementation inside
 * a Socket object.
 *
 * <p>Enters: SocketImpl, SocketChannel and Socket objects of the application. Leaves: endpoints and
 * bytes. What {@code SocketImpl} keeps to itself comes by {@link java.net.FtplensSockets}.
 */
package io.ftplens.core.socket;
