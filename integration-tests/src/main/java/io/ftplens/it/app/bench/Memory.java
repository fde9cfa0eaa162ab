package io.ftplens.it.app.bench;

import java.io.FileInputStream;
import java.io.IOException;

/** Prints what the system knows of this process's memory, and uses hardly a class for it. */
public final class Memory {
  private Memory() {}

  /** Takes nothing; Linux alone has the file. */
  public static void main(String[] args) throws IOException {
    byte[] buffer = new byte[8192];
    try (FileInputStream in = new FileInputStream("/proc/self/smaps_rollup")) {
      for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
        System.out.write(buffer, 0, n);
      }
    }
    System.out.flush();
  }
}
