package io.ftplens.core.force;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

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

  /** Hears how a substituted command was answered. */
  interface Outcome {
    /** The reply was read to its end. */
    void answered(ForcedSetup setup, boolean accepted);
  }

  private final Outcome outcome;
  private final ArrayDeque<Awaited> awaited = new ArrayDeque<>(2);
  private final int[] code = new int[3];
  private Mode mode = Mode.PASS;
  private int column;
  private int separator;
  private int multiLineCode;
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

  /** Edits bytes that were read, and returns how many of them are left. */
  int edit(byte[] bytes, int offset, int count) {
    int to = offset;
    for (int from = offset; from < offset + count; from++) {
      int original = bytes[from] & 0xff;
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
    if (column == 0 && !replyBegun) {
      begin(c);
    }
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
    for (int i = 0; multiLineCode != 0 && i <= column; i++) {
      if (code[i] != String.valueOf(multiLineCode).charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private void begin(int firstDigit) {
    replyBegun = true;
    Awaited head = awaited.peek();
    mode = Mode.PASS;
    if (head != null && head.repliesBefore == 0) {
      if (firstDigit == '2') {
        mode = Mode.SUBSTITUTE;
      } else if ((firstDigit == '4' || firstDigit == '5') && !head.keepRefusal) {
        mode = Mode.SWALLOW;
      }
    }
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

  private void completed(int number) {
    Awaited head = awaited.peek();
    boolean own = head != null && head.repliesBefore == 0;
    if (own) {
      awaited.remove();
    }
    List<Awaited> others = new ArrayList<>(awaited);
    for (Awaited other : others) {
      other.repliesBefore = Math.max(0, other.repliesBefore - 1);
    }
    if (own && head != null) {
      mode = Mode.PASS;
      outcome.answered(head.setup, number < 300);
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
