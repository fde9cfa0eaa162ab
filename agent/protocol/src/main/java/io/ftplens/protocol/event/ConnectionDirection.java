package io.ftplens.protocol.event;

/** Who really opened the data connection, read from the socket event and not from the dialogue. */
public enum ConnectionDirection {
  /** The server connected to us: the application accepted. */
  INBOUND("inbound"),
  /** The application connected to the server. */
  OUTBOUND("outbound");

  private final String value;

  ConnectionDirection(String value) {
    this.value = value;
  }

  /** The value users see, for instance {@code inbound}. */
  public String value() {
    return value;
  }
}
