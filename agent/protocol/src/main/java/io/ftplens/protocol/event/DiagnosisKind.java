package io.ftplens.protocol.event;

import java.util.Locale;

/** The diagnoses a user can meet; the names are public API. */
public enum DiagnosisKind {
  /** PORT, EPRT or LPRT was accepted and no connection came. */
  ACTIVE_UNREACHABLE,
  /** The application waits in accept without a timeout. */
  ACCEPT_PENDING,
  /** The endpoint of a 227, 229 or 228 refused or timed out. */
  PASSIVE_UNREACHABLE,
  /** A private, loopback, link-local or zero address was advertised across a public peer. */
  ADVERTISED_ADDRESS_PRIVATE,
  /** The advertised address is neither end of the control connection. */
  ADVERTISED_ADDRESS_MISMATCH,
  /** The connection came from, or went to, another host than was agreed. */
  DATA_PEER_MISMATCH,
  /** The client asked for passive and fell back to active. */
  FALLBACK_TO_ACTIVE,
  /** The same client was passive in its last session and is active in this one. */
  PASSIVE_LOST_ON_RECONNECT,
  /** EPSV or EPRT is refused at every transfer. */
  EXTENDED_REFUSED,
  /** 522, 425 or 450 after a full TLS handshake on the data connection. */
  TLS_SESSION_NOT_REUSED,
  /** The control connection died, or sent 421, while data was flowing. */
  CONTROL_IDLE_TIMEOUT,
  /** A reply belongs to an earlier command. */
  REPLY_OUT_OF_STEP,
  /** The data connection closed and no completion reply was ever read. */
  UNFINISHED_TRANSFER,
  /** USER and PASS went in clear text to another host. */
  CLEARTEXT_CREDENTIALS;

  private final String value = name().toLowerCase(Locale.ROOT);

  /** The name users see, for instance {@code active_unreachable}. */
  public String value() {
    return value;
  }
}
