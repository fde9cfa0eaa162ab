package io.ftplens.protocol.event;

import org.jspecify.annotations.Nullable;

/** What is known of a control connection for as long as it lasts. */
public final class SessionInfo {
  private final long id;
  private final String serverAddress;
  private final int serverPort;
  private final Endpoint local;
  private final Endpoint peer;
  private final String clientLibrary;
  private final @Nullable String clientVersion;

  /**
   * Describes a session.
   *
   * @param id unique in this JVM
   * @param serverAddress the server as the application named it: a host name, or an address
   * @param serverPort the port the application named
   * @param local our end of the control connection
   * @param peer the real other end of the control connection
   * @param clientLibrary {@code commons-net}, {@code jdk}, or the class that wrote the first
   *     command
   * @param clientVersion the version of that, as far as it is known
   */
  public SessionInfo(
      long id,
      String serverAddress,
      int serverPort,
      Endpoint local,
      Endpoint peer,
      String clientLibrary,
      @Nullable String clientVersion) {
    this.id = id;
    this.serverAddress = serverAddress;
    this.serverPort = serverPort;
    this.local = local;
    this.peer = peer;
    this.clientLibrary = clientLibrary;
    this.clientVersion = clientVersion;
  }

  /** A number unique in this JVM. */
  public long id() {
    return id;
  }

  /** The server as the application named it. */
  public String serverAddress() {
    return serverAddress;
  }

  /** The port the application named. */
  public int serverPort() {
    return serverPort;
  }

  /** Our end of the control connection. */
  public Endpoint local() {
    return local;
  }

  /** The real other end of the control connection. */
  public Endpoint peer() {
    return peer;
  }

  /** {@code commons-net}, {@code jdk}, or the class that wrote the first command. */
  public String clientLibrary() {
    return clientLibrary;
  }

  /** The version of the library, or of the jar the class is in; null if it is not known. */
  public @Nullable String clientVersion() {
    return clientVersion;
  }

  @Override
  public String toString() {
    return "session " + id + " " + local + " -> " + peer;
  }
}
