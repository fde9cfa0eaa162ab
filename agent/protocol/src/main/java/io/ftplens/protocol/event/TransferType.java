package io.ftplens.protocol.event;

/** The representation type in force (RFC 959, 3.1.1 and TYPE in 4.1.2). */
public enum TransferType {
  /** {@code TYPE A}, the default of a session. */
  ASCII("ascii"),
  /** {@code TYPE E}. */
  EBCDIC("ebcdic"),
  /** {@code TYPE I}. */
  IMAGE("image"),
  /** {@code TYPE L <byte size>}. */
  LOCAL("local");

  private final String value;

  TransferType(String value) {
    this.value = value;
  }

  /** The value users see, for instance {@code image}. */
  public String value() {
    return value;
  }
}
