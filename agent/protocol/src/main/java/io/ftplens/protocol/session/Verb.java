package io.ftplens.protocol.session;

import io.ftplens.protocol.event.FtpCommand;
import io.ftplens.protocol.event.IoDirection;
import io.ftplens.protocol.event.SetupCommand;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of each verb: its part in a transfer, and the positive replies that end it (RFC
 * 959, 5.4; those of later verbs as their RFC says, and a few that servers are known to send).
 */
enum Verb {
  /** Not a command: what the greeting replies to. */
  OPENING(Role.OPENING, 220),

  // RFC 959: access control.
  USER(Role.PLAIN, 230, 232, 331, 332, 336),
  PASS(Role.PLAIN, 202, 230, 232, 332),
  ACCT(Role.PLAIN, 202, 230),
  CWD(Role.PLAIN, 200, 250),
  CDUP(Role.PLAIN, 200, 250),
  SMNT(Role.PLAIN, 202, 250),
  REIN(Role.PLAIN, 220),
  QUIT(Role.PLAIN, 221),

  // RFC 959: transfer parameters; RFC 1639 and 2428 add to them.
  PORT(SetupCommand.PORT, 200),
  EPRT(SetupCommand.EPRT, 200),
  LPRT(SetupCommand.LPRT, 200),
  PASV(SetupCommand.PASV, 227, 228, 229),
  EPSV(SetupCommand.EPSV, 227, 228, 229),
  LPSV(SetupCommand.LPSV, 227, 228, 229),
  /** {@code EPSV ALL} (RFC 2428, 4) prepares nothing: it promises to use EPSV only. */
  EPSV_ALL(Role.PLAIN, 200, 229),
  TYPE(Role.PLAIN, 200),
  STRU(Role.PLAIN, 200),
  MODE(Role.PLAIN, 200),

  // RFC 959 and, for MLSD, RFC 3659: the verbs that use a data connection.
  RETR(IoDirection.RECEIVE, 226, 250),
  STOR(IoDirection.TRANSMIT, 226, 250),
  STOU(IoDirection.TRANSMIT, 226, 250),
  APPE(IoDirection.TRANSMIT, 226, 250),
  LIST(IoDirection.RECEIVE, 226, 250),
  NLST(IoDirection.RECEIVE, 226, 250),
  MLSD(IoDirection.RECEIVE, 226, 250),

  // RFC 959: the other service commands; X forms as in RFC 775.
  ALLO(Role.PLAIN, 200, 202),
  REST(Role.PLAIN, 350),
  RNFR(Role.PLAIN, 350),
  RNTO(Role.PLAIN, 250),
  ABOR(Role.PLAIN, 225, 226),
  DELE(Role.PLAIN, 200, 250),
  RMD(Role.PLAIN, 200, 250),
  MKD(Role.PLAIN, 250, 257),
  PWD(Role.PLAIN, 257),
  SYST(Role.PLAIN, 215),
  STAT(Role.PLAIN, 211, 212, 213),
  HELP(Role.PLAIN, 211, 214),
  NOOP(Role.PLAIN, 200, 220, 250),

  // RFC 2228, 4217: security.
  AUTH(Role.PLAIN, 234, 334),
  ADAT(Role.PLAIN, 235, 335),
  PBSZ(Role.PLAIN, 200),
  PROT(Role.PLAIN, 200),
  CCC(Role.PLAIN, 200),

  // RFC 2389, 2640, 3659, 7151, and widespread drafts.
  FEAT(Role.PLAIN, 211),
  OPTS(Role.PLAIN, 200, 202),
  LANG(Role.PLAIN, 200),
  MDTM(Role.PLAIN, 213, 253),
  SIZE(Role.PLAIN, 213),
  MLST(Role.PLAIN, 250),
  HOST(Role.PLAIN, 220),
  MFMT(Role.PLAIN, 213),
  CLNT(Role.PLAIN, 200),

  /** Any other verb, and SITE: any reply ends it, and it may use a data connection. */
  OTHER(Role.OTHER);

  /** The part of a verb in a transfer. */
  enum Role {
    /** Stands for the connection itself. */
    OPENING,
    /** Prepares a data connection. */
    SETUP,
    /** Uses a data connection. */
    TRANSFER,
    /** Never uses a data connection. */
    PLAIN,
    /** Uses a data connection if it is answered by a 1yz while one is prepared. */
    OTHER
  }

  private static final int READY_LATER = 120;

  private static final Map<String, Verb> BY_NAME = new HashMap<>();

  static {
    for (Verb verb : values()) {
      if (verb != OPENING && verb != OTHER) {
        BY_NAME.put(verb.name(), verb);
      }
    }
    BY_NAME.put("XCWD", CWD);
    BY_NAME.put("XCUP", CDUP);
    BY_NAME.put("XRMD", RMD);
    BY_NAME.put("XMKD", MKD);
    BY_NAME.put("XPWD", PWD);
  }

  private final Role role;
  private final @Nullable SetupCommand setup;
  private final IoDirection direction;

  @SuppressWarnings("ImmutableEnumChecker") // The array is never written to.
  private final int[] completions;

  Verb(Role role, int... completions) {
    this(role, null, IoDirection.RECEIVE, completions);
  }

  Verb(SetupCommand setup, int... completions) {
    this(Role.SETUP, setup, IoDirection.RECEIVE, completions);
  }

  Verb(IoDirection direction, int... completions) {
    this(Role.TRANSFER, null, direction, completions);
  }

  Verb(Role role, @Nullable SetupCommand setup, IoDirection direction, int[] completions) {
    this.role = role;
    this.setup = setup;
    this.direction = direction;
    this.completions = completions;
  }

  /** The verb of a command. */
  static Verb of(FtpCommand command) {
    Verb verb = BY_NAME.getOrDefault(command.verb(), OTHER);
    String argument = command.argument();
    if (verb == EPSV
        && argument != null
        && argument.trim().toUpperCase(Locale.ROOT).equals("ALL")) {
      return EPSV_ALL;
    }
    return verb;
  }

  Role role() {
    return role;
  }

  /** The setup command; null but for {@link Role#SETUP}. */
  @Nullable SetupCommand setup() {
    return setup;
  }

  /** Which way data flows; {@code RECEIVE} unless the verb is known to send. */
  IoDirection direction() {
    return direction;
  }

  /** True if this 1yz may come before the reply that ends the verb (RFC 959, 5.4). */
  boolean acceptsPreliminary(int code) {
    if (this == OPENING || this == REIN) {
      return code == READY_LATER;
    }
    return role == Role.TRANSFER || role == Role.OTHER;
  }

  /** True if this reply is one that may end the verb, so that no other need be looked for. */
  boolean accepts(int code, boolean running) {
    if (code >= 400) {
      return acceptsNegative(code, running);
    }
    if (role == Role.OTHER) {
      return true;
    }
    for (int completion : completions) {
      if (completion == code) {
        return true;
      }
    }
    return false;
  }

  private boolean acceptsNegative(int code, boolean running) {
    switch (role) {
      case OPENING:
        return code == 421;
      case TRANSFER:
        // After the 1yz the command itself can no longer be wrong (RFC 959, 5.4).
        return !running || !refusesCommand(code);
      default:
        return this != ABOR || refusesCommand(code) || code == 421;
    }
  }

  /** Replies about the command as such: unknown, not implemented, out of order, no login. */
  private static boolean refusesCommand(int code) {
    return (code >= 500 && code <= 504) || code == 530;
  }
}
