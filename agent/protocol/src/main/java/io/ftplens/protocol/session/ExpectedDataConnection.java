package io.ftplens.protocol.session;

import io.ftplens.protocol.event.DataConnectionMode;
import io.ftplens.protocol.event.Endpoint;
import io.ftplens.protocol.event.SetupCommand;

/**
 * A data connection that was announced and is to be looked out for. Compared by identity: two
 * sessions may announce the same endpoint.
 */
public final class ExpectedDataConnection {
  private final FtpSession session;
  private SetupAttempt attempt;
  private final Endpoint endpoint;

  ExpectedDataConnection(FtpSession session, SetupAttempt attempt, Endpoint endpoint) {
    this.session = session;
    this.attempt = attempt;
    this.endpoint = endpoint;
  }

  /** The session that announced it. */
  public FtpSession session() {
    return session;
  }

  /** The command that prepared it. */
  public SetupCommand setupCommand() {
    return attempt.command;
  }

  /** Active: look out for an accept; passive: for a connect. */
  public DataConnectionMode mode() {
    return attempt.command.mode();
  }

  /**
   * The announced endpoint: in active mode the one the server is to connect to, in passive mode the
   * one the client is to connect to. In place of 0.0.0.0 or ::, and after a 229, whose text holds
   * only a port (RFC 2428, 3), the address is that of the control connection's own end (active) or
   * peer (passive).
   */
  public Endpoint endpoint() {
    return endpoint;
  }

  /** From now on it serves another transfer. */
  void attempt(SetupAttempt next) {
    attempt = next;
  }

  /** The setup this is about. */
  SetupAttempt attempt() {
    return attempt;
  }
}
