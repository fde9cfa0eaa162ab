package io.ftplens.core.tap;

/**
 * Notices that a control connection went into TLS and its plain text never came out: TLS by an
 * SSLEngine, or by another provider than the JDK's, passes no hook. It is said once, not passed
 * over in silence.
 */
final class BlindWatch {
  private static final String WHY =
      "its control connection is encrypted by an SSLEngine or by another TLS provider than the"
          + " JDK's SSLSocket";

  private static final int APPLICATION_DATA = 0x17;

  /**
   * In TLS 1.3 the client's Finished, or an alert that ends a failed handshake, look like
   * application data; what comes after them are commands.
   */
  private static final int MOST_RECORDS_WITHOUT_PLAIN_TEXT = 3;

  private final SessionEnvironment environment;
  private final String server;
  private volatile boolean settled;
  private int records;

  /**
   * Watches one control connection.
   *
   * @param server its other end, host and port
   */
  BlindWatch(SessionEnvironment environment, String server) {
    this.environment = environment;
    this.server = server;
  }

  /** Plain text was seen: all is well. */
  void plainText() {
    settled = true;
  }

  /** Bytes of the TLS layer are written. */
  void rawWrite(byte first) {
    if (first != APPLICATION_DATA || settled || ++records <= MOST_RECORDS_WITHOUT_PLAIN_TEXT) {
      return;
    }
    settled = true;
    environment.notSeen(server, WHY);
  }
}
