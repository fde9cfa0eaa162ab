package io.ftplens.it.bench;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The figures that the children of all rounds printed. */
final class Outcome {
  private final Map<Variant, Map<String, List<double[]>>> figures = new EnumMap<>(Variant.class);

  /** Of a round: once, or for each batch. */
  void add(Variant variant, String name, double... batches) {
    figures
        .computeIfAbsent(variant, key -> new LinkedHashMap<>())
        .computeIfAbsent(name, key -> new ArrayList<>())
        .add(batches);
  }

  /** One figure of one variant. */
  Samples of(Variant variant, String name) {
    List<double[]> rounds = figures.getOrDefault(variant, Map.of()).get(name);
    if (rounds == null) {
      throw new AssertionError("no figure " + name + " with " + variant.label);
    }
    return new Samples(rounds);
  }
}
