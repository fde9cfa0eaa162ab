package io.ftplens.core.socket;

/** Makes what the JDK's sockets keep to themselves accessible, where it has to be. */
public interface SocketAccess {
  /**
   * Has {@link java.net.FtplensSockets} be there.
   *
   * @throws IllegalStateException if it cannot be defined
   */
  void reachSockets();

  /** Opens {@code java.net} to our reflection. */
  void openSockets();
}
