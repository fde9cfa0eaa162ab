package io.ftplens.protocol.event;

/** Who was to open the data connection, as the two sides agreed (RFC 959, 3.2 and 4.1.2). */
public enum DataConnectionMode {
  /** The client announced an address and the server connects to it: PORT, EPRT, LPRT. */
  ACTIVE("active"),
  /** The server announced an address and the client connects to it: PASV, EPSV, LPSV. */
  PASSIVE("passive"),
  /** The transfer was refused before any data connection was agreed. */
  NONE("none");

  private final String value;

  DataConnectionMode(String value) {
    this.value = value;
  }

  /** The value users see, for instance {@code active}. */
  public String value() {
    return value;
  }
}
