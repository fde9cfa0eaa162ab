package io.ftplens.core.hook;

import java.io.IOException;

/** Where the class files of the agent's own classes come from. */
interface ClassFiles {
  /** Reads the class file of a class, by its name. */
  byte[] read(String className) throws IOException;
}
