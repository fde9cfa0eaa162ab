package io.ftplens.protocol.session;

import io.ftplens.protocol.event.ConnectionDirection;
import io.ftplens.protocol.event.Endpoint;
import io.ftplens.protocol.event.SessionInfo;
import io.ftplens.protocol.event.SessionListener;
import io.ftplens.protocol.event.TraceContextSource;
import org.jspecify.annotations.Nullable;

/**
 * One control connection: bytes and data-connection events in, transfers out.
 *
 * <p>Not safe for use by several threads at once: the caller holds a lock around each call. No call
 * throws, whatever the bytes. Times are nanoseconds since the Unix epoch and do not decrease.
 */
public final class FtpSession {
  private final SessionInfo info;

  @SuppressWarnings("UnusedVariable")
  private final SessionListener listener;

  /**
   * Begins a session; the bytes seen before it was recognised are fed right after this.
   *
   * @param info the facts of the control connection
   * @param implicitTls true if the control connection has been TLS from its first byte
   * @param listener hears what happens
   * @param plumbing is asked to look out for data connections
   * @param contexts chooses the ids of spans
   * @param epochNanos when the control connection was opened, as far as known
   */
  public FtpSession(
      SessionInfo info,
      boolean implicitTls,
      SessionListener listener,
      SessionPlumbing plumbing,
      TraceContextSource contexts,
      long epochNanos) {
    this.info = info;
    this.listener = listener;
    listener.sessionStarted(info, epochNanos);
  }

  /** The facts of the control connection. */
  public SessionInfo info() {
    return info;
  }

  /** The application wrote these bytes to the control connection (plain text, after TLS). */
  public void sent(byte[] bytes, int offset, int length, long epochNanos) {}

  /** The application read these bytes from the control connection (plain text, after TLS). */
  public void received(byte[] bytes, int offset, int length, long epochNanos) {}

  /** An expected data connection was established. */
  public void dataConnected(
      ExpectedDataConnection expected,
      ConnectionDirection direction,
      Endpoint local,
      Endpoint peer,
      long epochNanos) {}

  /**
   * Connecting to, or accepting, an expected data connection failed.
   *
   * @param errorType the exception's class name
   */
  public void dataConnectFailed(
      ExpectedDataConnection expected, String errorType, long epochNanos) {}

  /** The data connection goes on; so many bytes so far. */
  public void dataProgress(
      ExpectedDataConnection expected, long received, long transmitted, long epochNanos) {}

  /**
   * The data connection is over: the application closed it, read its end, or it broke. Later calls
   * for the same connection are ignored.
   *
   * @param received bytes the application read from it
   * @param transmitted bytes the application wrote to it
   * @param errorType the exception's class name if it broke; else null
   */
  public void dataClosed(
      ExpectedDataConnection expected,
      long received,
      long transmitted,
      @Nullable String errorType,
      long epochNanos) {}

  /**
   * The control connection is over. All that is still open ends now, and {@link
   * SessionListener#sessionEnded} follows. Later calls of any method are ignored.
   *
   * @param errorType the exception's class name if it broke; else null
   */
  public void closed(@Nullable String errorType, long epochNanos) {}

  /** Time passes: grace periods run out. Called about once a second. */
  public void tick(long epochNanos) {}
}
