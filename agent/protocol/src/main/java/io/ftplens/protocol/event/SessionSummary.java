package io.ftplens.protocol.event;

import org.jspecify.annotations.Nullable;

/** What one control connection did, told when it ends. */
public final class SessionSummary {
  private final SessionInfo session;
  private final @Nullable String userName;
  private final boolean controlProtected;
  private final int activeTransfers;
  private final int passiveTransfers;
  private final int failedTransfers;
  private final long receivedBytes;
  private final long transmittedBytes;
  private final long longestSetupNanos;
  private final @Nullable String firewallHint;
  private final long startEpochNanos;
  private final long endEpochNanos;

  /**
   * Sums a session up; the parameters are as their accessors say.
   *
   * @param failedTransfers counted in the active, passive or neither as well
   */
  @SuppressWarnings("TooManyParameters")
  public SessionSummary(
      SessionInfo session,
      @Nullable String userName,
      boolean controlProtected,
      int activeTransfers,
      int passiveTransfers,
      int failedTransfers,
      long receivedBytes,
      long transmittedBytes,
      long longestSetupNanos,
      @Nullable String firewallHint,
      long startEpochNanos,
      long endEpochNanos) {
    this.session = session;
    this.userName = userName;
    this.controlProtected = controlProtected;
    this.activeTransfers = activeTransfers;
    this.passiveTransfers = passiveTransfers;
    this.failedTransfers = failedTransfers;
    this.receivedBytes = receivedBytes;
    this.transmittedBytes = transmittedBytes;
    this.longestSetupNanos = longestSetupNanos;
    this.firewallHint = firewallHint;
    this.startEpochNanos = startEpochNanos;
    this.endEpochNanos = endEpochNanos;
  }

  /** The session this is about. */
  public SessionInfo session() {
    return session;
  }

  /** The argument of the last USER; sinks show it only where the user asked for it. */
  public @Nullable String userName() {
    return userName;
  }

  /** Whether the control connection was ever protected by TLS. */
  public boolean controlProtected() {
    return controlProtected;
  }

  /** Transfers over a data connection that the server was to open. */
  public int activeTransfers() {
    return activeTransfers;
  }

  /** Transfers over a data connection that the client was to open. */
  public int passiveTransfers() {
    return passiveTransfers;
  }

  /** Transfers that ended with an error. */
  public int failedTransfers() {
    return failedTransfers;
  }

  /** Bytes of file and listing data read by the application. */
  public long receivedBytes() {
    return receivedBytes;
  }

  /** Bytes of file data written by the application. */
  public long transmittedBytes() {
    return transmittedBytes;
  }

  /**
   * The longest time from a setup command to its data connection, or to the end of a transfer that
   * waited for one in vain; 0 if there was none.
   */
  public long longestSetupNanos() {
    return longestSetupNanos;
  }

  /**
   * The openings that the firewalls of client and server need for exactly this session; null if no
   * data connection was agreed.
   */
  public @Nullable String firewallHint() {
    return firewallHint;
  }

  /** When the control connection was opened, as far as it was seen. */
  public long startEpochNanos() {
    return startEpochNanos;
  }

  /** When the control connection closed. */
  public long endEpochNanos() {
    return endEpochNanos;
  }
}
