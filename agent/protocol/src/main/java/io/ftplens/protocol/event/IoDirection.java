package io.ftplens.protocol.event;

/** Which way the data of a transfer flows, seen from the application. */
public enum IoDirection {
  /** RETR and the listings. */
  RECEIVE("receive"),
  /** STOR, STOU, APPE. */
  TRANSMIT("transmit");

  private final String value;

  IoDirection(String value) {
    this.value = value;
  }

  /** The value users see, as OpenTelemetry's {@code network.io.direction} spells it. */
  public String value() {
    return value;
  }
}
