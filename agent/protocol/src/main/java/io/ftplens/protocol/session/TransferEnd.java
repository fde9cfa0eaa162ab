package io.ftplens.protocol.session;

import io.ftplens.protocol.event.FtpReply;
import org.jspecify.annotations.Nullable;

/** How a transfer came to its end: by which reply, with which error, and when. */
final class TransferEnd {
  /** The error type of a transfer whose completion reply was never read. */
  static final String UNFINISHED = "unfinished_transfer";

  /** The error type of a transfer during which the control connection was closed. */
  static final String CONTROL_CLOSED = "control_connection_closed";

  private static final int CANNOT_OPEN_DATA_CONNECTION = 425;
  private static final int CONNECTION_CLOSED = 426;

  final @Nullable FtpReply reply;
  final @Nullable String errorType;
  final long at;

  private TransferEnd(@Nullable FtpReply reply, @Nullable String errorType, long at) {
    this.reply = reply;
    this.errorType = errorType;
    this.at = at;
  }

  /** The end of a transfer for which nothing more is waited for. */
  static TransferEnd of(TransferInProgress transfer, @Nullable ControlEnd control, long now) {
    DataLink link = transfer.link();
    String dataError = link == null ? null : link.errorType();
    FtpReply reply = transfer.reply();
    if (transfer.replied()) {
      // The server's own word on a failure is more exact than the exception that came with it.
      boolean refused = transfer.state() == TransferInProgress.State.REFUSED;
      return new TransferEnd(
          reply,
          refused ? Integer.toString(transfer.replyCode()) : dataError,
          transfer.repliedAt());
    }
    boolean dataEnded = link != null && link.ended();
    long at = link != null && dataEnded ? link.changedAt() : now;
    if (dataError != null) {
      return new TransferEnd(reply, dataError, at);
    }
    if (control != null && control.errorType != null) {
      return new TransferEnd(reply, control.errorType, at);
    }
    return new TransferEnd(reply, dataEnded || control == null ? UNFINISHED : CONTROL_CLOSED, at);
  }

  /** The end of a setup that failed and was not followed by a transfer command. */
  static TransferEnd of(SetupAttempt last, @Nullable ControlEnd control, long now) {
    if (last.state() == SetupAttempt.State.REFUSED) {
      return new TransferEnd(null, Integer.toString(last.replyCode()), last.failedAt());
    }
    if (last.link.state() == DataLink.State.FAILED) {
      return new TransferEnd(null, last.link.errorType(), last.failedAt());
    }
    String error = control == null ? null : control.errorType;
    return new TransferEnd(null, error == null ? CONTROL_CLOSED : error, now);
  }

  int replyCode() {
    return reply == null ? 0 : reply.code();
  }

  /**
   * True if the end is due to an active data connection that never came: 425, 426, a failed accept,
   * or an end without a completion reply.
   */
  boolean noConnectionIsAFailure(SetupAttempt setup) {
    if (errorType == null) {
      return false;
    }
    int code = replyCode();
    return code == CANNOT_OPEN_DATA_CONNECTION
        || code == CONNECTION_CLOSED
        || code < 400
        || setup.link.state() == DataLink.State.FAILED;
  }

  /**
   * True if the server refused the transfer for a reason of its own. It then closes the port that
   * it announced, and whoever connects to it after that is refused as well.
   */
  boolean refusedWithoutNeedOfData() {
    int code = replyCode();
    return code >= 400 && code != CANNOT_OPEN_DATA_CONNECTION && code != CONNECTION_CLOSED;
  }

  /** The close of the control connection. */
  static final class ControlEnd {
    final @Nullable String errorType;
    final long lastTrafficAt;
    final long at;

    ControlEnd(@Nullable String errorType, long lastTrafficAt, long at) {
      this.errorType = errorType;
      this.lastTrafficAt = lastTrafficAt;
      this.at = at;
    }

    /** How long the control connection was silent while data flowed. */
    long silentNanos(DataLink link) {
      long dataEnd = link.state() == DataLink.State.OPEN ? at : link.changedAt();
      return dataEnd - lastTrafficAt;
    }
  }
}
