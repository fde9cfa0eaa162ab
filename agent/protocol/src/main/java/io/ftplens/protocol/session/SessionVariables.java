package io.ftplens.protocol.session;

import io.ftplens.protocol.event.TransferType;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The transfer parameters in force (RFC 959, 5.1; RFC 4217, 9); each changes when the reply accepts
 * the command that asks for it.
 */
final class SessionVariables {
  /** MODE of RFC 959, 3.4: only in stream mode the end of the file closes the data connection. */
  enum TransmissionMode {
    STREAM,
    BLOCK,
    COMPRESSED
  }

  /** No REST is in force. */
  static final long NO_RESTART = -1;

  private final boolean implicitTls;
  private TransferType type = TransferType.ASCII;
  private TransmissionMode mode = TransmissionMode.STREAM;
  private boolean dataProtected;
  private boolean controlProtected;
  private boolean everProtected;
  private long restartOffset = NO_RESTART;
  private @Nullable String userName;

  SessionVariables(boolean implicitTls) {
    this.implicitTls = implicitTls;
    controlProtected = implicitTls;
    everProtected = implicitTls;
    reset();
  }

  /** A command was accepted; {@code argument} is empty if it had none. */
  void accepted(Verb verb, String argument) {
    String value = argument.trim().toUpperCase(Locale.ROOT);
    switch (verb) {
      case TYPE:
        type = type(value, type);
        break;
      case MODE:
        mode = mode(value, mode);
        break;
      case REST:
        restartOffset = offset(value);
        break;
      case PROT:
        // RFC 2228, 3: C and S leave the data in clear text; P and E do not.
        dataProtected = value.startsWith("P") || value.startsWith("E");
        break;
      case AUTH:
        dataProtected = implicitTls;
        break;
      case REIN:
        reset();
        break;
      default:
        break;
    }
  }

  /** REIN (RFC 959, 4.1.1): all parameters return to their defaults. */
  private void reset() {
    type = TransferType.ASCII;
    mode = TransmissionMode.STREAM;
    // RFC 4217 says clear until PROT P, but implicit servers predate it and protect at once.
    dataProtected = implicitTls;
    restartOffset = NO_RESTART;
    userName = null;
  }

  private static TransferType type(String value, TransferType current) {
    switch (value.isEmpty() ? ' ' : value.charAt(0)) {
      case 'A':
        return TransferType.ASCII;
      case 'E':
        return TransferType.EBCDIC;
      case 'I':
        return TransferType.IMAGE;
      case 'L':
        return TransferType.LOCAL;
      default:
        return current;
    }
  }

  private static TransmissionMode mode(String value, TransmissionMode current) {
    switch (value.isEmpty() ? ' ' : value.charAt(0)) {
      case 'S':
      case 'Z':
        // MODE Z, deflate, ends with the connection too (draft-preston-ftpext-deflate).
        return TransmissionMode.STREAM;
      case 'B':
        return TransmissionMode.BLOCK;
      case 'C':
        return TransmissionMode.COMPRESSED;
      default:
        return current;
    }
  }

  /** A marker that is no offset (block mode, RFC 959, 3.5) restarts at a place we cannot know. */
  private static long offset(String value) {
    try {
      return Math.max(NO_RESTART, Long.parseLong(value));
    } catch (NumberFormatException marker) {
      return NO_RESTART;
    }
  }

  TransferType type() {
    return type;
  }

  /** True if the data connection may outlive a transfer. */
  boolean dataMayStayOpen() {
    return mode != TransmissionMode.STREAM;
  }

  boolean dataProtected() {
    return dataProtected;
  }

  boolean controlProtected() {
    return controlProtected;
  }

  void controlProtected(boolean protectedByTls) {
    controlProtected = protectedByTls;
    everProtected |= protectedByTls;
  }

  boolean everProtected() {
    return everProtected;
  }

  /** The offset of a REST, which holds for one transfer (RFC 959, 4.1.3). */
  long takeRestartOffset() {
    long offset = restartOffset;
    restartOffset = NO_RESTART;
    return offset;
  }

  @Nullable String userName() {
    return userName;
  }

  void userName(@Nullable String name) {
    userName = name;
  }
}
