package io.ftplens.it.bench;

import java.util.List;
import java.util.function.Function;

/**
 * Something to measure, round by round, which may fail without harm to the others.
 *
 * @param name for the one who watches, and for {@code bench.only}
 * @param rounds what is run; a round of the measurement is one of each
 * @param rows makes the rows of the table once all rounds are over
 */
record Measurement(String name, List<Rounds> rounds, Rows rows) {
  /** Makes rows of the table. */
  interface Rows {
    List<Row> make() throws Exception;
  }

  /** One of a single program. */
  static Measurement of(String name, Rounds rounds, Function<Outcome, List<Row>> rows) {
    return new Measurement(name, List.of(rounds), () -> rows.apply(rounds.outcome()));
  }

  /** Whether all rounds have been run that are wanted. */
  boolean over() {
    return rounds.stream().allMatch(Rounds::over);
  }

  void round() {
    rounds.stream().filter(each -> !each.over()).forEach(Rounds::round);
  }
}
