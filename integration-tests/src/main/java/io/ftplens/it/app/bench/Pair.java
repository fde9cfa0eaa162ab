package io.ftplens.it.app.bench;

import java.io.IOException;

/** A connection of which one thread holds both ends; it is not FTP. */
interface Pair {
  /** What the kernel's buffers must hold, since nobody reads while this thread writes. */
  int BUFFER = 256 * 1024;

  /** The server's end writes this much and the client's reads it, then the other way round. */
  void exchange(int size) throws IOException;

  /** The server greets, as servers do, so that it is known not to speak FTP. */
  void greet() throws IOException;
}
