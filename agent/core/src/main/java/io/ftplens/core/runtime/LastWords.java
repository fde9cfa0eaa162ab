package io.ftplens.core.runtime;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What is said where the agent, and with it its log, cannot be. */
final class LastWords {
  private LastWords() {}

  /** One line on standard error, by its descriptor, which is the application's and stays open. */
  static void say(String what, Throwable cause) {
    String line = "ftplens " + what + " and leaves the application alone: " + cause + '\n';
    try {
      new FileOutputStream(FileDescriptor.err).write(line.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // There is nothing left to say it with.
    }
  }
}
