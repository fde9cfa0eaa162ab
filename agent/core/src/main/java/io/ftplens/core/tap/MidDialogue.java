package io.ftplens.core.tap;

import io.ftplens.protocol.session.FtpSession;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/**
 * Tells from the middle of a dialogue whether it is FTP and this side its client: it writes FTP's
 * commands and reads the replies that only FTP gives to them. Whoever reads commands and writes
 * replies is a server.
 */
final class MidDialogue {
  /** A reply of many lines may stand between a command and the verdict. */
  static final int MOST_BYTES = 64 * 1024;

  /** Replies that do not fit the commands before the connection is given up. */
  private static final int MOST_MISFITS = 4;

  private static final int MOST_PENDING = 32;
  private static final int LONGEST_VERB = 16;
  private static final int CODE_LENGTH = 3;

  private final boolean knownPort;
  private final SeenBytes seen = new SeenBytes(MOST_BYTES);
  private final StringBuilder verb = new StringBuilder(LONGEST_VERB);
  private final Deque<String> pending = new ArrayDeque<>(2);
  private boolean restOfCommand;
  private int column;
  private int code;

  /** The code of a reply of several lines that is not at its end; 0 outside. */
  private int openCode;

  private int misfits;

  /**
   * Begins in the middle.
   *
   * @param knownPort true if the settings say that this server port is FTP: then any verb will do
   */
  MidDialogue(boolean knownPort) {
    this.knownPort = knownPort;
  }

  /** Judges bytes the application is about to send. */
  Recognizer.Verdict sent(byte[] source, int offset, int length, long nanoTime) {
    if (!seen.keep(source, offset, length, false, nanoTime)) {
      return Recognizer.Verdict.NOT_FTP;
    }
    for (int i = 0; i < length; i++) {
      if (!command(source[offset + i] & 0xff)) {
        return Recognizer.Verdict.NOT_FTP;
      }
    }
    return Recognizer.Verdict.UNDECIDED;
  }

  private boolean command(int c) {
    if (restOfCommand) {
      restOfCommand = c != '\n';
      return true;
    }
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
      verb.append((char) c);
      return verb.length() <= LONGEST_VERB;
    }
    if (c != ' ' && c != '\r' && c != '\n') {
      return false;
    }
    restOfCommand = c != '\n';
    String word = verb.toString().toUpperCase(Locale.ROOT);
    verb.setLength(0);
    if (word.isEmpty()) {
      return true;
    }
    pending.add(word);
    return pending.size() <= MOST_PENDING && (knownPort || MidDialogueVerbs.known(word));
  }

  /** Judges bytes the application received. */
  Recognizer.Verdict received(byte[] source, int offset, int length, long nanoTime) {
    if (!seen.keep(source, offset, length, true, nanoTime)) {
      return Recognizer.Verdict.NOT_FTP;
    }
    Recognizer.Verdict verdict = Recognizer.Verdict.UNDECIDED;
    for (int i = 0; i < length && verdict == Recognizer.Verdict.UNDECIDED; i++) {
      verdict = reply(source[offset + i] & 0xff);
    }
    return verdict;
  }

  private Recognizer.Verdict reply(int c) {
    if (c == '\n') {
      boolean complete = column >= CODE_LENGTH || openCode != 0;
      column = 0;
      return complete ? Recognizer.Verdict.UNDECIDED : Recognizer.Verdict.NOT_FTP;
    }
    int at = column++;
    if (at < CODE_LENGTH) {
      if (c >= '0' && c <= '9' && code >= 0) {
        code = (at == 0 ? 0 : 10 * code) + (c - '0');
        return Recognizer.Verdict.UNDECIDED;
      }
      return noCode();
    }
    if (at > CODE_LENGTH || code < 0) {
      code = 0;
      return Recognizer.Verdict.UNDECIDED;
    }
    int found = code;
    code = 0;
    return afterCode(found, c);
  }

  /** A line that does not begin with a code stands only within a reply of several lines. */
  private Recognizer.Verdict noCode() {
    column = CODE_LENGTH + 1;
    code = 0;
    return openCode != 0 ? Recognizer.Verdict.UNDECIDED : Recognizer.Verdict.NOT_FTP;
  }

  private Recognizer.Verdict afterCode(int found, int c) {
    if (openCode != 0) {
      if (found == openCode && c != '-') {
        openCode = 0;
        return judge(found);
      }
      return Recognizer.Verdict.UNDECIDED;
    }
    if (found < 100 || found > 599 || (c != ' ' && c != '-' && c != '\r')) {
      return Recognizer.Verdict.NOT_FTP;
    }
    if (c == '-') {
      openCode = found;
      return Recognizer.Verdict.UNDECIDED;
    }
    return judge(found);
  }

  private Recognizer.Verdict judge(int reply) {
    if (pending.isEmpty()) {
      // It answers a command that was written before anybody looked.
      return misfit();
    }
    if (knownPort || fits(reply)) {
      return Recognizer.Verdict.FTP;
    }
    if (reply >= 400) {
      // Every protocol refuses so.
      pending.poll();
    }
    return misfit();
  }

  private boolean fits(int reply) {
    for (String written : pending) {
      if (MidDialogueVerbs.tell(written, reply)) {
        return true;
      }
    }
    return false;
  }

  private Recognizer.Verdict misfit() {
    return ++misfits > MOST_MISFITS ? Recognizer.Verdict.NOT_FTP : Recognizer.Verdict.UNDECIDED;
  }

  /** Whether nothing was seen. */
  boolean silent() {
    return seen.isEmpty();
  }

  /** Feeds all that was seen, in order, to the session that it turned out to be. */
  void replay(FtpSession session, SessionClock clock) {
    seen.replay(session, clock);
  }
}
