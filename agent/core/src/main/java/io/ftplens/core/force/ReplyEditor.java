package io.ftplens.core.force;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Makes the reply to a substituted set-up command look like the reply to the command that the
 * application wrote: of a 227, 228 or 229 the code becomes 200, digit by digit and in place; a
 * refusal is taken out. Works on bytes as they are read, however the reads are cut.
 *
 * <p>Follows all replies of the connection, to know which is which. Not safe for several threads.
 */
final class ReplyEditor {
  /** What happens to the bytes of the reply that is being read. */
  private enum Mode {
    PASS,
    SUBSTITUTE,
    SWALLOW
  }

  /** How a substituted command was answered. */
  enum Answer {
    /** With an endpoint; the application reads 200. */
    ACCEPTED,
    /** With a refusal that the application reads. */
    REFUSED,
    /** With a refusal that was taken out: the application waits for its reply. */
    REFUSED_UNREAD
  }

  /** Hears how a substituted command was answered, and of the other replies. */
  interface Outcome {
    /** The reply was read to its end. */
    void answered(ForcedSetup setup, Answer answer);

    /** A reply to another command was read to its end. */
    void otherReply(int code);
  }

  /** The line begins like a reply and is none. */
  private static final int NO_CODE = -1;

  private final Outcome outcome;
  private final ArrayDeque<Awaited> awaited = new ArrayDeque<>(2);
  private final int[] code = new int[3];
  private Mode mode = Mode.PASS;
  private int column;
  private int separator;
  private int multiLineCode;

  /** What the current line begins with; 0 if that was not all there when it began. */
  private int lineCode;

  private boolean replyBegun;

  ReplyEditor(Outcome outcome) {
    this.outcome = outcome;
  }

  /**
   * A substituted command is about to be written.
   *
   * @param repliesBefore how many final replies come before its own
   * @param keepRefusal whether the application is to read a refusal
   */
  void await(ForcedSetup setup, int repliesBefore, boolean keepRefusal) {
    awaited.add(new Awaited(setup, repliesBefore, keepRefusal));
  }

  /**
   * The line that is read next, or its rest, is known to announce the endpoint of the substituted
   * command that was written first: even if other commands were never answered.
   *
   * @return whose endpoint it is; null if no command was substituted
   */
  @Nullable ForcedSetup announced() {
    Awaited head = awaited.peek();
    if (head == null) {
      return null;
    }
    int unanswered = head.repliesBefore;
    for (Awaited other : awaited) {
      other.repliesBefore -= unanswered;
    }
    return head.setup;
  }

  /** Whether the reply to a substituted command is still to come. */
  boolean awaiting() {
    return !awaited.isEmpty();
  }

  /** Edits bytes that were read, and returns how many of them are left. */
  int edit(byte[] bytes, int offset, int count) {
    int to = offset;
    int end = offset + count;
    for (int from = offset; from < end; from++) {
      int original = bytes[from] & 0xff;
      if (column == 0) {
        lineCode = number(bytes, from, end);
        if (!replyBegun) {
          begin(original, lineCode);
        }
      }
      int edited = next(original);
      if (edited >= 0) {
        bytes[to++] = (byte) edited;
      }
      if (original == '\n') {
        endOfLine();
      }
    }
    return to - offset;
  }

  /** Returns the byte the application is given; -1 for none. */
  private int next(int c) {
    int edited = c;
    if (column < 3) {
      code[column] = c;
      if (mode == Mode.SUBSTITUTE && column > 0 && code[1] == '2' && startsLikeReply()) {
        edited = '0';
      }
    } else if (column == 3) {
      separator = c;
    }
    column++;
    return mode == Mode.SWALLOW ? -1 : edited;
  }

  /** Of a multi-line reply, the lines in between may be any text. */
  private boolean startsLikeReply() {
    if (code[0] != '2') {
      return false;
    }
    if (multiLineCode != 0 && lineCode != 0) {
      return lineCode == multiLineCode;
    }
    for (int i = 0; multiLineCode != 0 && i <= column; i++) {
      if (code[i] != String.valueOf(multiLineCode).charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /**
   * A reply begins.
   *
   * @param known its code; 0 if not all of it has been read, {@link #NO_CODE} if it has none
   */
  private void begin(int firstDigit, int known) {
    replyBegun = true;
    Awaited head = awaited.peek();
    mode = Mode.PASS;
    if (head != null && head.repliesBefore == 0) {
      if (firstDigit == '2' && (known == 0 || announces(known))) {
        mode = Mode.SUBSTITUTE;
      } else if ((firstDigit == '4' || firstDigit == '5')
          && known != NO_CODE
          && !head.keepRefusal
          && !closing(known)) {
        mode = Mode.SWALLOW;
      }
    }
  }

  /** RFC 959, 4.2.2; RFC 1639, 4; RFC 2428, 3. */
  private static boolean announces(int number) {
    return number >= 227 && number <= 229;
  }

  /** RFC 959, 4.2.2: 421 may come in reply to any command, and the connection ends. */
  private static boolean closing(int number) {
    return number == 421;
  }

  private void endOfLine() {
    int number = column > 3 ? number() : 0;
    boolean last = separator != '-';
    column = 0;
    if (multiLineCode == 0 && number > 0 && !last) {
      multiLineCode = number;
    } else if (multiLineCode == 0 || (number == multiLineCode && last)) {
      multiLineCode = 0;
      replyBegun = false;
      if (number >= 200) {
        completed(number);
      } else if (number >= 100) {
        outcome.otherReply(number);
      }
    }
    separator = 0;
  }

  private int number() {
    int number = 0;
    for (int digit : code) {
      if (digit < '0' || digit > '9') {
        return 0;
      }
      number = number * 10 + (digit - '0');
    }
    return number;
  }

  /** The code that begins here; 0 if not all of it has been read, {@link #NO_CODE} if none does. */
  private static int number(byte[] bytes, int offset, int end) {
    int number = 0;
    for (int i = offset; i < offset + 3; i++) {
      if (i == end) {
        return 0;
      }
      if (bytes[i] < '0' || bytes[i] > '9') {
        return NO_CODE;
      }
      number = number * 10 + (bytes[i] - '0');
    }
    return number;
  }

  private void completed(int number) {
    Awaited head = awaited.peek();
    Mode read = mode;
    mode = Mode.PASS;
    // A 2yz that announces nothing is the reply to something else, whatever was counted.
    if (head != null && head.repliesBefore == 0 && (number >= 300 || announces(number))) {
      awaited.remove();
      outcome.answered(
          head.setup,
          number < 300
              ? Answer.ACCEPTED
              : read == Mode.SWALLOW && !closing(number) ? Answer.REFUSED_UNREAD : Answer.REFUSED);
      number = 0;
    }
    for (Awaited other : awaited) {
      other.repliesBefore = Math.max(0, other.repliesBefore - 1);
    }
    if (number != 0) {
      outcome.otherReply(number);
    }
  }

  /** A substituted command whose reply has not been read to its end. */
  private static final class Awaited {
    final ForcedSetup setup;
    final boolean keepRefusal;
    int repliesBefore;

    Awaited(ForcedSetup setup, int repliesBefore, boolean keepRefusal) {
      this.setup = setup;
      this.repliesBefore = repliesBefore;
      this.keepRefusal = keepRefusal;
    }
  }
}
