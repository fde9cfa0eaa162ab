package io.ftplens.it.bench;

import io.ftplens.it.jvm.ChildJvm;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** Runs a program with each variant in turn, round after round, each time in a new JVM. */
final class Rounds {
  private final Lab lab;
  private final int wanted;
  private final List<Variant> variants;
  private final Function<Variant, ChildJvm> child;
  private final Figures figures;
  private final Outcome outcome = new Outcome();
  private boolean practised = true;
  private boolean inTurns;
  private int done;

  /** Takes from a child that has ended what it tells. */
  interface Figures {
    /** Each figure, once or for each batch. */
    Map<String, double[]> of(Variant variant, ChildJvm.Exit exit);
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

  /** Children print their figures themselves, as {@code name value...} lines. */
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

  /** With the JVMs of a round side by side, a batch of one after a batch of another. */
  Rounds inTurns() {
    inTurns = true;
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
    if (inTurns) {
      List<ChildJvm.Exit> exits = InTurns.run(order.stream().map(this::jvm).toList());
      for (int i = 0; i < exits.size(); i++) {
        take(order.get(i), exits.get(i), into);
      }
    } else {
      order.forEach(variant -> take(variant, jvm(variant).run().expectSuccess(), into));
    }
  }

  private ChildJvm jvm(Variant variant) {
    ChildJvm jvm = child.apply(variant);
    variant.addTo(jvm, lab.programs());
    return jvm;
  }

  private void take(Variant variant, ChildJvm.Exit exit, Outcome into) {
    figures.of(variant, exit).forEach((name, values) -> into.add(variant, name, values));
  }

  Outcome outcome() {
    return outcome;
  }

  static Map<String, double[]> printed(ChildJvm.Exit exit) {
    Map<String, double[]> figures = new LinkedHashMap<>();
    exit.stdout()
        .lines()
        .map(line -> line.split(" ", -1))
        .filter(words -> words.length > 1)
        .forEach(
            words ->
                figures.put(
                    words[0], Stream.of(words).skip(1).mapToDouble(Double::parseDouble).toArray()));
    return figures;
  }
}
