package io.ftplens.it.app.bench;

import java.io.EOFException;
import java.io.IOException;

/**
 * Lets other JVMs go on between two batches, if {@code bench.turns} is set, so that what disturbs
 * the machine disturbs all of them. Standard output says that a turn is over, and a byte of
 * standard input that the next one begins.
 */
final class Turns {
  private static final boolean TAKEN = Boolean.getBoolean("bench.turns");

  private Turns() {}

  /** Ends a turn, and waits for the next. */
  static void next() throws IOException {
    if (!TAKEN) {
      return;
    }
    System.out.println("turn");
    if (System.in.read() < 0) {
      throw new EOFException("there is no other turn");
    }
  }

  /** Ends the last turn. */
  static void end() {
    if (TAKEN) {
      System.out.println("end");
    }
  }
}
