package io.ftplens.it.bench;

import io.ftplens.it.jvm.ChildJvm;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Runs a program with each variant in turn, round after round, each time in a new JVM. */
final class Rounds {
  private final Lab lab;
  private final int rounds;
  private final List<Variant> variants;

  Rounds(Lab lab, int rounds, Variant... variants) {
    this.lab = lab;
    this.rounds = lab.rounds(rounds);
    this.variants = List.of(variants);
  }

  /** Children print their figures themselves, as {@code name value} lines. */
  Outcome run(Function<Variant, ChildJvm> child) {
    return run(child, Rounds::printed);
  }

  /** Figures are made of how each child ended. */
  Outcome run(
      Function<Variant, ChildJvm> child, Function<ChildJvm.Exit, Map<String, Double>> figures) {
    Outcome outcome = new Outcome();
    for (int round = 0; round < rounds; round++) {
      List<Variant> order = new ArrayList<>(variants);
      Collections.rotate(order, round);
      for (Variant variant : order) {
        ChildJvm jvm = child.apply(variant);
        variant.addTo(jvm, lab.programs());
        figures
            .apply(jvm.run().expectSuccess())
            .forEach((name, value) -> outcome.add(variant, name, value));
      }
    }
    return outcome;
  }

  private static Map<String, Double> printed(ChildJvm.Exit exit) {
    Map<String, Double> figures = new java.util.LinkedHashMap<>();
    exit.stdout()
        .lines()
        .map(line -> line.split(" ", -1))
        .filter(words -> words.length == 2)
        .forEach(words -> figures.put(words[0], Double.valueOf(words[1])));
    return figures;
  }
}
