package io.ftplens.it.bench;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The figures that the children of all rounds printed. */
final class Outcome {
  private final Map<Variant, Map<String, List<Double>>> figures = new EnumMap<>(Variant.class);

  void add(Variant variant, String name, double value) {
    figures
        .computeIfAbsent(variant, key -> new LinkedHashMap<>())
        .computeIfAbsent(name, key -> new ArrayList<>())
        .add(value);
  }

  /** One figure of one variant. */
  Samples of(Variant variant, String name) {
    List<Double> values = figures.getOrDefault(variant, Map.of()).get(name);
    if (values == null) {
      throw new AssertionError("no figure " + name + " with " + variant.label + ": " + figures);
    }
    return new Samples(values.stream().mapToDouble(Double::doubleValue).toArray());
  }
}
