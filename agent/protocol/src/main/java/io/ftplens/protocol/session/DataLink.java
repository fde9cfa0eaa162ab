package io.ftplens.protocol.session;

import io.ftplens.protocol.event.ConnectionDirection;
import io.ftplens.protocol.event.Endpoint;
import org.jspecify.annotations.Nullable;

/** What was observed of one data connection. */
final class DataLink {
  /** How far it has come. */
  enum State {
    /** Nothing was seen of it. */
    UNSEEN,
    /** Connecting or accepting failed; it may be tried again. */
    FAILED,
    OPEN,
    CLOSED
  }

  private State state = State.UNSEEN;
  private @Nullable ConnectionDirection direction;
  private @Nullable Endpoint local;
  private @Nullable Endpoint peer;
  private @Nullable String errorType;
  private long received;
  private long transmitted;
  private long openedAt;
  private long changedAt;

  /** What earlier transfers have moved over the same connection. */
  private long receivedBefore;

  private long transmittedBefore;

  /** True if an earlier transfer has used it. */
  private boolean reused;

  /** The same connection for the next transfer; what has gone over it does not count. */
  DataLink forNextTransfer() {
    DataLink next = new DataLink();
    next.state = state;
    next.direction = direction;
    next.local = local;
    next.peer = peer;
    next.openedAt = openedAt;
    next.changedAt = changedAt;
    next.reused = true;
    next.receivedBefore = receivedBefore + received;
    next.transmittedBefore = transmittedBefore + transmitted;
    return next;
  }

  State state() {
    return state;
  }

  /** True once a connection was seen, whatever became of it. */
  boolean seen() {
    return state == State.OPEN || state == State.CLOSED;
  }

  /** True once it is over, well or badly. */
  boolean ended() {
    return state == State.CLOSED || state == State.FAILED;
  }

  /** A failed accept may be followed by one that succeeds: applications poll with a timeout. */
  void open(ConnectionDirection direction, Endpoint local, Endpoint peer, long now) {
    if (seen()) {
      return;
    }
    state = State.OPEN;
    this.direction = direction;
    this.local = local;
    this.peer = peer;
    errorType = null;
    openedAt = now;
    changedAt = now;
  }

  void fail(String errorType, long now) {
    if (seen()) {
      return;
    }
    state = State.FAILED;
    this.errorType = errorType;
    changedAt = now;
  }

  void progress(long receivedInAll, long transmittedInAll, long now) {
    long nowReceived = receivedInAll - receivedBefore;
    long nowTransmitted = transmittedInAll - transmittedBefore;
    if (state == State.CLOSED || (nowReceived == received && nowTransmitted == transmitted)) {
      return;
    }
    received = nowReceived;
    transmitted = nowTransmitted;
    changedAt = now;
  }

  void close(long received, long transmitted, @Nullable String errorType, long now) {
    if (state == State.CLOSED) {
      return;
    }
    progress(received, transmitted, now);
    state = State.CLOSED;
    this.errorType = errorType;
    changedAt = now;
  }

  @Nullable ConnectionDirection direction() {
    return direction;
  }

  @Nullable Endpoint local() {
    return local;
  }

  @Nullable Endpoint peer() {
    return peer;
  }

  /** The exception's class if it failed or broke; else null. */
  @Nullable String errorType() {
    return errorType;
  }

  long received() {
    return received;
  }

  long transmitted() {
    return transmitted;
  }

  long openedAt() {
    return openedAt;
  }

  /** True if it was opened for an earlier transfer. */
  boolean reused() {
    return reused;
  }

  /** When anything was last seen of it. */
  long changedAt() {
    return changedAt;
  }
}
