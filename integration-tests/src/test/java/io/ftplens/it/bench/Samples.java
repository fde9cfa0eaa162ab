package io.ftplens.it.bench;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;

/**
 * One figure, measured once in each round.
 *
 * @param values in the order of the rounds
 */
record Samples(double... values) {
  Samples {
    if (values.length == 0) {
      throw new AssertionError("no figure was measured");
    }
  }

  double median() {
    double[] sorted = sorted();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  double min() {
    return sorted()[0];
  }

  double max() {
    return sorted()[values.length - 1];
  }

  private double[] sorted() {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted;
  }

  /** In another unit. */
  Samples times(double factor) {
    return new Samples(Arrays.stream(values).map(value -> value * factor).toArray());
  }

  /** Round by round, so that what disturbs a round disturbs both sides of it. */
  Samples over(Samples other) {
    return with(other, (mine, theirs) -> mine / theirs);
  }

  /** Round by round. */
  Samples minus(Samples other) {
    return with(other, (mine, theirs) -> mine - theirs);
  }

  private Samples with(Samples other, DoubleBinaryOperator operator) {
    double[] result = new double[Math.min(values.length, other.values.length)];
    for (int i = 0; i < result.length; i++) {
      result[i] = operator.applyAsDouble(values[i], other.values[i]);
    }
    return new Samples(result);
  }
}
