package io.ftplens.protocol.message;

import io.ftplens.protocol.event.Anomaly;
import io.ftplens.protocol.event.FtpReply;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes replies of lines (RFC 959, 4.2): {@code 226 text}, or {@code 230-text} up to the line that
 * begins with the same code and a space.
 *
 * <p>Lines in between may begin with anything, other codes included.
 */
public final class ReplyAssembler {
  private static final int CODE_LENGTH = 3;
  private static final int NO_CODE = 0;

  private final int mostLines;
  private final int mostCharacters;
  private final BiConsumer<Anomaly, String> anomalies;
  private final List<String> lines = new ArrayList<>(1);
  private int openCode = NO_CODE;
  private int characters;
  private int droppedLines;

  /**
   * Makes an assembler for the replies of one session.
   *
   * @param mostLines the lines of a reply that are kept
   * @param mostCharacters the characters of a reply that are kept, but for its last line
   * @param anomalies is told what was wrong
   */
  public ReplyAssembler(int mostLines, int mostCharacters, BiConsumer<Anomaly, String> anomalies) {
    this.mostLines = mostLines;
    this.mostCharacters = mostCharacters;
    this.anomalies = anomalies;
  }

  /** Takes a line; returns the reply that it completes, else null. */
  public @Nullable FtpReply line(String line) {
    int code = code(line);
    if (openCode != NO_CODE) {
      if (code == openCode && !continues(line)) {
        return complete(line);
      }
      keep(line);
      return null;
    }
    if (code == NO_CODE) {
      anomalies.accept(Anomaly.MALFORMED_REPLY, "no reply code: " + line);
      return null;
    }
    openCode = code;
    if (continues(line)) {
      keep(line);
      return null;
    }
    return complete(line);
  }

  /**
   * The client goes on. If the last line of a multi-line reply looks like a final one with another
   * code, client and server agree that it was (servers that end {@code 220-} with {@code 230 }):
   * returns that reply, under the code of its first line, as clients see it. Else null.
   */
  public @Nullable FtpReply clientWentOn() {
    if (openCode == NO_CODE || lines.size() < 2) {
      return null;
    }
    String last = lines.get(lines.size() - 1);
    if (code(last) == NO_CODE || continues(last)) {
      return null;
    }
    anomalies.accept(
        Anomaly.MALFORMED_REPLY, "multi-line reply " + openCode + " ended by: " + last);
    lines.remove(lines.size() - 1);
    return complete(last);
  }

  /** Forgets a reply that was begun. */
  public void reset() {
    openCode = NO_CODE;
    characters = 0;
    droppedLines = 0;
    lines.clear();
  }

  private void keep(String line) {
    if (lines.size() < mostLines - 1 && characters + line.length() <= mostCharacters) {
      lines.add(line);
      characters += line.length();
      return;
    }
    if (droppedLines++ == 0) {
      anomalies.accept(
          Anomaly.REPLY_TOO_LONG, "reply " + openCode + " has over " + lines.size() + " lines");
    }
  }

  private FtpReply complete(String last) {
    lines.add(last);
    FtpReply reply = new FtpReply(openCode, lines);
    reset();
    return reply;
  }

  /** The code a line begins with, 100 to 599; {@link #NO_CODE} without one. */
  private static int code(String line) {
    if (line.length() < CODE_LENGTH) {
      return NO_CODE;
    }
    int code = 0;
    for (int i = 0; i < CODE_LENGTH; i++) {
      int digit = line.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return NO_CODE;
      }
      code = 10 * code + digit;
    }
    // A bare code is a reply of servers that forget the text; more digits are no code at all.
    boolean alone = line.length() == CODE_LENGTH || !letterOrDigit(line.charAt(CODE_LENGTH));
    return alone && code >= 100 && code <= 599 ? code : NO_CODE;
  }

  private static boolean continues(String line) {
    return line.length() > CODE_LENGTH && line.charAt(CODE_LENGTH) == '-';
  }

  private static boolean letterOrDigit(char c) {
    return Character.isLetterOrDigit(c);
  }
}
