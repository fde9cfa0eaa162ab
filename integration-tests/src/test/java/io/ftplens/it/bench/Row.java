package io.ftplens.it.bench;

import java.util.List;

/**
 * One line of the table.
 *
 * @param what is measured
 * @param jdk the version it was measured on
 * @param without the median without the agent
 * @param with the median with it
 * @param figure the ratio or difference of the two, its median
 * @param spread the least and the greatest of all rounds
 * @param target what the figure should be; empty if there is no such thing
 * @param met {@code yes}, {@code no}, or empty
 */
record Row(
    String what,
    String jdk,
    String without,
    String with,
    String figure,
    String spread,
    String target,
    String met) {
  static final List<String> HEADINGS =
      List.of("what", "JDK", "without", "with", "figure", "min to max", "target", "met");

  /** In the order of the headings. */
  List<String> cells() {
    return List.of(what, jdk, without, with, figure, spread, target, met);
  }

  /** A measurement that failed. */
  static Row failed(String what, Throwable why) {
    String reason = String.valueOf(why.getMessage()).lines().findFirst().orElse("");
    return new Row(
        what, "", "", "", "failed", why.getClass().getSimpleName() + ": " + reason, "", "no");
  }
}
