package io.ftplens.it;

/** Says how many transfers were checked, for those who read the build's output. */
final class Tally {
  private Tally() {}

  static void add(String client, int jdk, int transfers) {
    System.out.printf("CHECKED: %s on JDK %d: %d transfers%n", client, jdk, transfers);
  }
}
