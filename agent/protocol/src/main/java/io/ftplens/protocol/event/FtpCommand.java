package io.ftplens.protocol.event;

import org.jspecify.annotations.Nullable;

/**
 * A command the application wrote (RFC 959, 4.1); the arguments of PASS, ACCT, ADAT are not in it.
 */
public final class FtpCommand {
  /** What stands in place of a secret. */
  public static final String MASK = "XXXX";

  private final String verb;
  private final @Nullable String argument;

  /**
   * Makes a command.
   *
   * @param verb upper case
   * @param argument as written; {@code "XXXX"} in place of a secret; null if there was none
   */
  public FtpCommand(String verb, @Nullable String argument) {
    this.verb = verb;
    this.argument = argument;
  }

  /** The verb, upper case. */
  public String verb() {
    return verb;
  }

  /** The argument; {@code "XXXX"} in place of a secret; null if there was none. */
  public @Nullable String argument() {
    return argument;
  }

  @Override
  public String toString() {
    return argument == null ? verb : verb + " " + argument;
  }
}
