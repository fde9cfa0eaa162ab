package io.ftplens.protocol.session;

/** What a session asks of those who feed it. */
public interface SessionPlumbing {
  /** Look out for this data connection from now on; its events go to the session that asks. */
  void expect(ExpectedDataConnection expected);

  /** Stop looking out: the data connection was replaced, refused, abandoned, or is over. */
  void forget(ExpectedDataConnection expected);

  /**
   * Tell now, by {@link FtpSession#dataProgress}, how many bytes have gone over this data
   * connection: a transfer ends, and the connection does not.
   */
  default void measure(ExpectedDataConnection expected) {}

  /**
   * The control connection changes its layer right after the reply that was just received: {@code
   * true} after a 234 to AUTH (RFC 4217, 4), {@code false} after a 2yz to CCC (RFC 4217, 12.3).
   */
  void controlProtected(boolean protectedByTls);
}
