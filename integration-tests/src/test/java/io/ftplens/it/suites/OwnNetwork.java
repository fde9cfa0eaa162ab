package io.ftplens.it.suites;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A network of its own for each run, with nothing in it but the loopback interface: suites with
 * fixed ports run at the same time, and none reaches the internet.
 */
final class OwnNetwork {
  private static final List<String> WORDS =
      List.of("unshare", "--net", "sh", "-c", "ip link set lo up && exec \"$@\"", "suite");

  private OwnNetwork() {}

  /** The words to put before a command line; none where that is not allowed. */
  static List<String> words() {
    List<String> trial = new ArrayList<>(WORDS);
    trial.add("true");
    try {
      return new ProcessBuilder(trial).start().waitFor() == 0 ? WORDS : List.of();
    } catch (IOException e) {
      return List.of();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
