/**
 * What the JDK keeps to itself about a socket: its ends, its streams, and the implementation inside
 * a Socket object.
 *
 * <p>Enters: SocketImpl, SocketChannel and Socket objects of the application. Leaves: endpoints and
 * bytes. {@code java.net} was opened to this module when the hook class was defined.
 */
package io.ftplens.core.socket;
