package io.ftplens.protocol.event;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One use of a data connection, from its first setup command to its end. */
public final class Transfer {
  private final SessionInfo session;
  private final DataConnection dataConnection;
  private final String command;
  private final @Nullable String path;
  private final boolean controlProtected;
  private final TransferType type;
  private final IoDirection ioDirection;
  private final long size;
  private final long restartOffset;
  private final int replyCode;
  private final @Nullable String errorType;
  private final List<Diagnosis> diagnoses;
  private final long startEpochNanos;
  private final long endEpochNanos;
  private final @Nullable TraceContext trace;

  private Transfer(Builder builder) {
    this.session = builder.session;
    this.dataConnection = builder.dataConnection;
    this.command = builder.command;
    this.path = builder.path;
    this.controlProtected = builder.controlProtected;
    this.type = builder.type;
    this.ioDirection = builder.ioDirection;
    this.size = builder.size;
    this.restartOffset = builder.restartOffset;
    this.replyCode = builder.replyCode;
    this.errorType = builder.errorType;
    this.diagnoses = Collections.unmodifiableList(new ArrayList<>(builder.diagnoses));
    this.startEpochNanos = builder.startEpochNanos;
    this.endEpochNanos = builder.endEpochNanos;
    this.trace = builder.trace;
  }

  /** Starts a transfer of a session. */
  public static Builder builder(SessionInfo session, String command) {
    return new Builder(session, command);
  }

  /** The control connection it belongs to. */
  public SessionInfo session() {
    return session;
  }

  /** What was agreed and observed of its data connection. */
  public DataConnection dataConnection() {
    return dataConnection;
  }

  /**
   * The verb, upper case: {@code RETR}. If every setup failed and no transfer command was written,
   * the last setup command.
   */
  public String command() {
    return command;
  }

  /** The argument of the command as written; null if it had none. */
  public @Nullable String path() {
    return path;
  }

  /** Whether the control connection was protected by TLS when the command was written. */
  public boolean controlProtected() {
    return controlProtected;
  }

  /** The representation type in force. */
  public TransferType type() {
    return type;
  }

  /** Which way the data flowed. */
  public IoDirection ioDirection() {
    return ioDirection;
  }

  /** Bytes that the application read from, or wrote to, the data connection. */
  public long size() {
    return size;
  }

  /** The offset of the REST before the command; -1 without one. */
  public long restartOffset() {
    return restartOffset;
  }

  /** The last reply, 0 if none was read. */
  public int replyCode() {
    return replyCode;
  }

  /** The reply code or the exception's class; null on success. */
  public @Nullable String errorType() {
    return errorType;
  }

  /** The diagnoses that concern this transfer. */
  public List<Diagnosis> diagnoses() {
    return diagnoses;
  }

  /** When its first setup command, or without one the command itself, was written. */
  public long startEpochNanos() {
    return startEpochNanos;
  }

  /** When it ended. */
  public long endEpochNanos() {
    return endEpochNanos;
  }

  /** The ids chosen when the command was written; null if spans are off. */
  public @Nullable TraceContext trace() {
    return trace;
  }

  /** Collects what is learned of a transfer. */
  public static final class Builder {
    private final SessionInfo session;
    private final String command;
    private DataConnection dataConnection = DataConnection.builder().build();
    private @Nullable String path;
    private boolean controlProtected;
    private TransferType type = TransferType.ASCII;
    private IoDirection ioDirection = IoDirection.RECEIVE;
    private long size;
    private long restartOffset = -1;
    private int replyCode;
    private @Nullable String errorType;
    private List<Diagnosis> diagnoses = Collections.emptyList();
    private long startEpochNanos;
    private long endEpochNanos;
    private @Nullable TraceContext trace;

    private Builder(SessionInfo session, String command) {
      this.session = session;
      this.command = command;
    }

    /** Sets the data connection. */
    public Builder dataConnection(DataConnection dataConnection) {
      this.dataConnection = dataConnection;
      return this;
    }

    /** Sets the argument of the command. */
    public Builder path(@Nullable String path) {
      this.path = path;
      return this;
    }

    /** Sets whether the control connection was protected by TLS. */
    public Builder controlProtected(boolean controlProtected) {
      this.controlProtected = controlProtected;
      return this;
    }

    /** Sets the representation type. */
    public Builder type(TransferType type) {
      this.type = type;
      return this;
    }

    /** Sets which way the data flowed, and how many bytes. */
    public Builder data(IoDirection ioDirection, long size) {
      this.ioDirection = ioDirection;
      this.size = size;
      return this;
    }

    /** Sets the offset of a REST. */
    public Builder restartOffset(long restartOffset) {
      this.restartOffset = restartOffset;
      return this;
    }

    /** Sets the last reply's code and, on failure, the error type. */
    public Builder outcome(int replyCode, @Nullable String errorType) {
      this.replyCode = replyCode;
      this.errorType = errorType;
      return this;
    }

    /** Sets the diagnoses. */
    public Builder diagnoses(List<Diagnosis> diagnoses) {
      this.diagnoses = diagnoses;
      return this;
    }

    /** Sets start and end, in nanoseconds since the Unix epoch. */
    public Builder time(long startEpochNanos, long endEpochNanos) {
      this.startEpochNanos = startEpochNanos;
      this.endEpochNanos = endEpochNanos;
      return this;
    }

    /** Sets the ids of the span. */
    public Builder trace(@Nullable TraceContext trace) {
      this.trace = trace;
      return this;
    }

    /** Makes the value. */
    public Transfer build() {
      return new Transfer(this);
    }
  }
}
