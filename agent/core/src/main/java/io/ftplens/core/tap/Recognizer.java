package io.ftplens.core.tap;

import io.ftplens.protocol.session.FtpSession;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Tells from the first bytes of a connection that the application opened whether it is FTP: the
 * server greets with 220 (or 120, RFC 959, 5.4), and the first command is one of FTP's. Keeps what
 * it has seen, so that nothing is lost to the session that follows.
 */
final class Recognizer {
  /** What the bytes so far amount to. */
  enum Verdict {
    UNDECIDED,
    FTP,
    NOT_FTP,
    /** The client began with a TLS handshake: what is inside it is another layer's matter. */
    TLS
  }

  /** A greeting, and whatever undecided commands come before the telling one, are shorter. */
  static final int MOST_BYTES = 64 * 1024;

  /** No verb of any RFC is longer than this by far. */
  private static final int LONGEST_VERB = 16;

  private static final int TLS_HANDSHAKE = 0x16;
  private static final int TLS_MAJOR_VERSION = 3;

  private final boolean knownPort;

  /** Null until there is something to keep, as with most connections, each of which has one. */
  private @Nullable SeenBytes seen;

  /** The first word of the line so far; a string, since most connections never get that far. */
  private String verb = "";

  private int greetingBytes;
  private boolean greeted;

  /** The client did not wait for the greeting with a verb of FTP: now the greeting decides. */
  private boolean spokeFirst;

  private boolean restOfLine;

  /**
   * Begins with a new connection.
   *
   * @param knownPort true if the settings say that this server port is FTP: then any verb will do,
   *     even before the greeting
   */
  Recognizer(boolean knownPort) {
    this.knownPort = knownPort;
  }

  /** Judges bytes the server sent. */
  Verdict received(byte[] source, int offset, int length, long nanoTime) {
    for (int i = 0; i < length && greetingBytes < 3; i++) {
      int c = source[offset + i] & 0xff;
      if (!fitsGreeting(greetingBytes++, c)) {
        return Verdict.NOT_FTP;
      }
    }
    greeted = greetingBytes >= 3;
    if (!keep(source, offset, length, true, nanoTime)) {
      return Verdict.NOT_FTP;
    }
    return greeted && spokeFirst ? Verdict.FTP : Verdict.UNDECIDED;
  }

  private boolean fitsGreeting(int index, int c) {
    switch (index) {
      case 0:
        return c == '2' || c == '1' || (knownPort && (c == '4' || c == '5'));
      case 1:
        return c == '2' || (knownPort && c >= '0' && c <= '5');
      default:
        return c == '0' || (knownPort && c >= '0' && c <= '9');
    }
  }

  /** Judges bytes the application is about to send. */
  Verdict sent(byte[] source, int offset, int length, long nanoTime) {
    if (length == 0) {
      return Verdict.UNDECIDED;
    }
    if ((seen == null || seen.isEmpty()) && (source[offset] & 0xff) == TLS_HANDSHAKE) {
      boolean tls = length < 2 || source[offset + 1] == TLS_MAJOR_VERSION;
      return tls ? Verdict.TLS : Verdict.NOT_FTP;
    }
    if (!keep(source, offset, length, false, nanoTime)) {
      return Verdict.NOT_FTP;
    }
    for (int i = 0; i < length && !spokeFirst; i++) {
      Verdict verdict = next(source[offset + i] & 0xff);
      if (verdict == Verdict.FTP && !greeted && !knownPort) {
        spokeFirst = true;
        return Verdict.UNDECIDED;
      }
      if (verdict != Verdict.UNDECIDED) {
        return verdict;
      }
    }
    return Verdict.UNDECIDED;
  }

  private boolean keep(byte[] source, int offset, int length, boolean received, long nanoTime) {
    if (seen == null) {
      seen = new SeenBytes(MOST_BYTES);
    }
    return seen.keep(source, offset, length, received, nanoTime);
  }

  private Verdict next(int c) {
    if (restOfLine) {
      restOfLine = c != '\n';
      return Verdict.UNDECIDED;
    }
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
      verb += (char) c;
      return verb.length() > LONGEST_VERB ? Verdict.NOT_FTP : Verdict.UNDECIDED;
    }
    if (c != ' ' && c != '\r' && c != '\n') {
      return Verdict.NOT_FTP;
    }
    String word = verb.toUpperCase(Locale.ROOT);
    verb = "";
    restOfLine = c != '\n';
    if (word.isEmpty()) {
      return Verdict.UNDECIDED;
    }
    Verdict verdict = FirstVerbs.judge(word);
    return verdict == Verdict.NOT_FTP && knownPort ? Verdict.FTP : verdict;
  }

  /** Feeds all that was seen, in order, to the session that it turned out to be. */
  void replay(FtpSession session, SessionClock clock) {
    if (seen != null) {
      seen.replay(session, clock);
    }
  }
}
