package io.ftplens.protocol.event;

/** What may be recorded of what could be private; it can change while the application runs. */
public interface CapturePolicy {
  /** Whether a path may be recorded now. */
  boolean capturePath();

  /** Whether a user name may be recorded now. */
  boolean captureUser();
}
