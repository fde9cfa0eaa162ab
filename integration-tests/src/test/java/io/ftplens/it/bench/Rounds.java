package io.ftplens.it.bench;

import io.ftplens.it.jvm.ChildJvm;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Runs a program with each variant in turn, round after round, each time in a new JVM. */
final class Rounds {
  private final Lab lab;
  private final int wanted;
  private final List<Variant> variants;
  private final Function<Variant, ChildJvm> child;
  private final Figures figures;
  private final Outcome outcome = new Outcome();
  private boolean practised = true;
  private int done;

  /** Takes from a child that has ended what it tells. */
  interface Figures {
    Map<String, Double> of(Variant variant, ChildJvm.Exit exit);
  }

  /**
   * Prepares them.
   *
   * @param wanted how many at full size, if there is time
   * @param child makes the program, without its variant
   */
  Rounds(
      Lab lab,
      int wanted,
      Function<Variant, ChildJvm> child,
      Figures figures,
      Variant... variants) {
    this.lab = lab;
    this.wanted = lab.rounds(wanted);
    this.child = child;
    this.figures = figures;
    this.variants = List.of(variants);
  }

  /** Children print their figures themselves, as {@code name value} lines. */
  Rounds(Lab lab, int wanted, Function<Variant, ChildJvm> child, Variant... variants) {
    this(lab, wanted, child, (variant, exit) -> printed(exit), variants);
  }

  /**
   * With a round before the first that does not count, so that the system has the files at hand.
   */
  Rounds afterPractice() {
    practised = false;
    return this;
  }

  boolean over() {
    return done == wanted;
  }

  void round() {
    if (!practised) {
      practised = true;
      run(new Outcome());
    }
    run(outcome);
    done++;
  }

  private void run(Outcome into) {
    List<Variant> order = new ArrayList<>(variants);
    Collections.rotate(order, done);
    for (Variant variant : order) {
      ChildJvm jvm = child.apply(variant);
      variant.addTo(jvm, lab.programs());
      figures
          .of(variant, jvm.run().expectSuccess())
          .forEach((name, value) -> into.add(variant, name, value));
    }
  }

  Outcome outcome() {
    return outcome;
  }

  static Map<String, Double> printed(ChildJvm.Exit exit) {
    Map<String, Double> figures = new LinkedHashMap<>();
    exit.stdout()
        .lines()
        .map(line -> line.split(" ", -1))
        .filter(words -> words.length == 2)
        .forEach(words -> figures.put(words[0], Double.valueOf(words[1])));
    return figures;
  }
}
