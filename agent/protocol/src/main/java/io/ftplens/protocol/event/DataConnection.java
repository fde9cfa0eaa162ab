package io.ftplens.protocol.event;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was agreed on and what was observed of one transfer's data connection; the two are told
 * apart on purpose.
 */
public final class DataConnection {
  private final DataConnectionMode mode;
  private final @Nullable DataConnectionMode configuredMode;
  private final @Nullable SetupCommand setupCommand;
  private final @Nullable Endpoint advertised;
  private final @Nullable ConnectionDirection direction;
  private final @Nullable Endpoint local;
  private final @Nullable Endpoint peer;
  private final boolean forced;
  private final boolean protectedByTls;
  private final List<String> attempts;
  private final long setupNanos;

  private DataConnection(Builder builder) {
    this.mode = builder.mode;
    this.configuredMode = builder.configuredMode;
    this.setupCommand = builder.setupCommand;
    this.advertised = builder.advertised;
    this.direction = builder.direction;
    this.local = builder.local;
    this.peer = builder.peer;
    this.forced = builder.forced;
    this.protectedByTls = builder.protectedByTls;
    this.attempts = Collections.unmodifiableList(new ArrayList<>(builder.attempts));
    this.setupNanos = builder.setupNanos;
  }

  /** Starts a description in which nothing was agreed and nothing observed. */
  public static Builder builder() {
    return new Builder();
  }

  /** What the two sides agreed on. */
  public DataConnectionMode mode() {
    return mode;
  }

  /** What the client was set to, where its library is asked for it; null where it is not. */
  public @Nullable DataConnectionMode configuredMode() {
    return configuredMode;
  }

  /** The command that took effect, or the last one tried; null if none was ever written. */
  public @Nullable SetupCommand setupCommand() {
    return setupCommand;
  }

  /** What the command or its reply announced, decoded; null if it could not be. */
  public @Nullable Endpoint advertised() {
    return advertised;
  }

  /** Who really opened the connection; null if none was seen. */
  public @Nullable ConnectionDirection direction() {
    return direction;
  }

  /** Our end; null if no connection was seen. */
  public @Nullable Endpoint local() {
    return local;
  }

  /** The server's end; null if no connection was seen. */
  public @Nullable Endpoint peer() {
    return peer;
  }

  /** True if forced passive changed what the application asked for. */
  public boolean forced() {
    return forced;
  }

  /** True if PROT P was in force (RFC 4217, 9). */
  public boolean protectedByTls() {
    return protectedByTls;
  }

  /** Every setup tried, as {@code "EPSV 500"}, in order; one entry if the first one took effect. */
  public List<String> attempts() {
    return attempts;
  }

  /**
   * From the first setup command to the established connection; -1 if none was seen, or if it is
   * that of an earlier transfer.
   */
  public long setupNanos() {
    return setupNanos;
  }

  /** Collects what is learned of a data connection. */
  public static final class Builder {
    private DataConnectionMode mode = DataConnectionMode.NONE;
    private @Nullable DataConnectionMode configuredMode;
    private @Nullable SetupCommand setupCommand;
    private @Nullable Endpoint advertised;
    private @Nullable ConnectionDirection direction;
    private @Nullable Endpoint local;
    private @Nullable Endpoint peer;
    private boolean forced;
    private boolean protectedByTls;
    private List<String> attempts = Collections.emptyList();
    private long setupNanos = -1;

    private Builder() {}

    /** Sets what was agreed. */
    public Builder agreed(
        DataConnectionMode mode,
        @Nullable SetupCommand setupCommand,
        @Nullable Endpoint advertised) {
      this.mode = mode;
      this.setupCommand = setupCommand;
      this.advertised = advertised;
      return this;
    }

    /** Sets what the client was set to. */
    public Builder configuredMode(@Nullable DataConnectionMode configuredMode) {
      this.configuredMode = configuredMode;
      return this;
    }

    /** Sets what was observed, and how many nanoseconds after the first setup command. */
    public Builder observed(
        ConnectionDirection direction, Endpoint local, Endpoint peer, long setupNanos) {
      this.direction = direction;
      this.local = local;
      this.peer = peer;
      this.setupNanos = setupNanos;
      return this;
    }

    /** Sets whether forced passive was at work. */
    public Builder forced(boolean forced) {
      this.forced = forced;
      return this;
    }

    /** Sets whether PROT P was in force. */
    public Builder protectedByTls(boolean protectedByTls) {
      this.protectedByTls = protectedByTls;
      return this;
    }

    /** Sets the setups tried. */
    public Builder attempts(List<String> attempts) {
      this.attempts = attempts;
      return this;
    }

    /** Makes the value. */
    public DataConnection build() {
      return new DataConnection(this);
    }
  }
}
