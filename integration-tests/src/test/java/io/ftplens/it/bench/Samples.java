package io.ftplens.it.bench;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.DoubleStream;

/** One figure, measured in each round: once, or in batches that took turns with another's. */
final class Samples {
  private final List<double[]> rounds;

  /** In the order of the rounds, and in each of the batches. */
  Samples(List<double[]> rounds) {
    if (rounds.isEmpty()) {
      throw new AssertionError("no figure was measured");
    }
    this.rounds = List.copyOf(rounds);
  }

  /** Measured once in each round. */
  Samples(double... values) {
    this(DoubleStream.of(values).mapToObj(value -> new double[] {value}).toList());
  }

  /** The medians of the rounds, in their order. */
  double[] values() {
    return rounds.stream().mapToDouble(Samples::median).toArray();
  }

  double median() {
    return median(values());
  }

  private static double median(double[] values) {
    double[] sorted = sorted(values);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  double min() {
    return sorted(values())[0];
  }

  double max() {
    return sorted(values())[rounds.size() - 1];
  }

  private static double[] sorted(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted;
  }

  /** In another unit. */
  Samples times(double factor) {
    return new Samples(
        rounds.stream()
            .map(batches -> DoubleStream.of(batches).map(value -> value * factor).toArray())
            .toList());
  }

  /** Batch by batch, so that what disturbs a moment disturbs both sides of it. */
  Samples over(Samples other) {
    return with(other, (mine, theirs) -> mine / theirs);
  }

  /** Batch by batch. */
  Samples minus(Samples other) {
    return with(other, (mine, theirs) -> mine - theirs);
  }

  private Samples with(Samples other, DoubleBinaryOperator operator) {
    double[] result = new double[Math.min(rounds.size(), other.rounds.size())];
    for (int i = 0; i < result.length; i++) {
      result[i] = median(with(rounds.get(i), other.rounds.get(i), operator));
    }
    return new Samples(result);
  }

  private static double[] with(double[] mine, double[] theirs, DoubleBinaryOperator operator) {
    double[] result = new double[Math.min(mine.length, theirs.length)];
    Arrays.setAll(result, i -> operator.applyAsDouble(mine[i], theirs[i]));
    return result;
  }
}
