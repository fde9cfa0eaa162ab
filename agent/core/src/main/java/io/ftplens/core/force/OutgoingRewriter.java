package io.ftplens.core.force;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Puts other lines in place of PORT, EPRT and LPRT in what an application writes to its control
 * connection, however it cuts its writes.
 *
 * <p>The beginning of such a line is held back until its end is written: the server can do nothing
 * with half a line. What follows a line that was replaced is held back until the owner says to go
 * on, since it depends on the reply what is to be written first. Not safe for several threads.
 */
final class OutgoingRewriter {
  /** A set-up command is shorter by far; a longer line is none and passes. */
  static final int LONGEST_HELD = 512;

  /** An application that has so much to say before it reads a reply is not waiting for this one. */
  static final int MOST_WAITING = 8192;

  private static final byte[] NOTHING = {};

  /** Says what becomes of complete lines. */
  interface Rules {
    /** What to write in place of a set-up line, without its end; null leaves it as it is. */
    @Nullable String replace(String line, int linesBefore);

    /** Another line passes. */
    void passed(String line);
  }

  private final Rules rules;
  private final Held held = new Held();
  private boolean middleOfLine;

  /** From a line that was replaced on, until the owner says to go on. */
  private boolean waiting;

  OutgoingRewriter(Rules rules) {
    this.rules = rules;
  }

  /** What is to be written in place of these bytes; null if they are to be written as they are. */
  byte @Nullable [] rewrite(byte[] bytes, int offset, int length) {
    boolean changed = held.size() > 0;
    held.write(bytes, offset, length);
    if (waiting && held.size() <= MOST_WAITING) {
      return NOTHING;
    }
    waiting = false;
    byte[] all = held.toByteArray();
    held.forget();
    ByteArrayOutputStream out = new ByteArrayOutputStream(all.length);
    int lines = 0;
    int start = 0;
    for (int i = 0; i < all.length && !waiting; i++) {
      if (all[i] == '\n') {
        waiting = line(all, start, i + 1, lines++, out);
        start = i + 1;
      }
    }
    changed |= waiting;
    if (waiting) {
      held.write(all, start, all.length - start);
    } else if (start < all.length) {
      if (!middleOfLine && mayBecomeSetup(all, start, all.length)) {
        held.write(all, start, all.length - start);
        changed = true;
      } else {
        out.write(all, start, all.length - start);
        middleOfLine = true;
      }
    }
    return changed ? out.toByteArray() : null;
  }

  /** Whether lines are held back behind one that was replaced. */
  boolean holdsLines() {
    return waiting && held.size() > 0;
  }

  /** Whether nothing is held back. */
  boolean idle() {
    return held.size() == 0 && !waiting;
  }

  /** What was held back is to be written now; null if that is nothing. */
  byte @Nullable [] goOn() {
    waiting = false;
    return rewrite(NOTHING, 0, 0);
  }

  /** Returns whether something else is written than the line. */
  private boolean line(byte[] all, int start, int end, int before, ByteArrayOutputStream out) {
    boolean whole = !middleOfLine;
    middleOfLine = false;
    if (whole) {
      String line = text(all, start, end);
      boolean setup = end - start <= LONGEST_HELD && isSetup(line);
      String replacement = setup ? rules.replace(line, before) : null;
      if (replacement != null) {
        byte[] bytes = (replacement + "\r\n").getBytes(StandardCharsets.US_ASCII);
        out.write(bytes, 0, bytes.length);
        return true;
      }
      rules.passed(line);
    }
    out.write(all, start, end - start);
    return false;
  }

  private static String text(byte[] all, int start, int end) {
    int last = end;
    while (last > start && (all[last - 1] == '\n' || all[last - 1] == '\r')) {
      last--;
    }
    return new String(all, start, last - start, StandardCharsets.ISO_8859_1);
  }

  /** Whether a line begins as PORT, EPRT and LPRT do. */
  static boolean isSetup(String line) {
    String upper = line.trim().toUpperCase(Locale.ROOT);
    return upper.startsWith("PORT ") || upper.startsWith("EPRT ") || upper.startsWith("LPRT ");
  }

  private static boolean mayBecomeSetup(byte[] all, int start, int end) {
    if (end - start > LONGEST_HELD) {
      return false;
    }
    int first = start;
    while (first < end && all[first] >= 0 && all[first] <= ' ') {
      first++;
    }
    String begun = text(all, first, end).toUpperCase(Locale.ROOT);
    for (String verb : new String[] {"PORT ", "EPRT ", "LPRT "}) {
      if (begun.startsWith(verb) || verb.startsWith(begun)) {
        return true;
      }
    }
    return false;
  }

  /** A buffer that keeps nothing of what has been taken out of it: passwords go through. */
  private static final class Held extends ByteArrayOutputStream {
    synchronized void forget() {
      Arrays.fill(buf, 0, count, (byte) 0);
      reset();
    }
  }
}
