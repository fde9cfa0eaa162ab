package io.ftplens.it.bench;

import java.util.Locale;
import java.util.OptionalDouble;

/** Makes rows: two figures in a unit, what they are compared by, and the target. */
final class Comparison {
  private final String what;
  private final int jdk;
  private final Unit unit;

  /**
   * Begins a row.
   *
   * @param unit of the two figures, and of their difference
   */
  Comparison(String what, int jdk, Unit unit) {
    this.what = what;
    this.jdk = jdk;
    this.unit = unit;
  }

  /** A unit, by how much of what was measured makes one of it. */
  enum Unit {
    NANOSECONDS("ns", 1),
    MICROSECONDS("µs", 1e-3),
    MILLISECONDS("ms", 1e-6),
    /** For what is measured in them. */
    MILLIS("ms", 1),
    BYTES("B", 1),
    KIBIBYTES("KiB", 1.0 / 1024),
    MEBIBYTES("MiB", 1.0 / 1024 / 1024),
    PER_SECOND("/s", 1),
    COUNT("", 1);

    private final String symbol;
    private final double factor;

    Unit(String symbol, double factor) {
      this.symbol = symbol;
      this.factor = factor;
    }

    private String of(double value) {
      return symbol.isEmpty() ? number(value) : number(value) + " " + symbol;
    }
  }

  /** With over without, at most this. */
  Row ratioAtMost(double limit, Samples without, Samples with) {
    Samples ratio = with.over(without);
    return row(without, with, ratio, "≤ " + limit, yes(ratio.median() <= limit));
  }

  /** With over without, which nobody limits. */
  Row ratio(Samples without, Samples with) {
    return row(without, with, with.over(without), "", "");
  }

  /** With over without, at least this. */
  Row ratioAtLeast(double limit, Samples without, Samples with) {
    Samples ratio = with.over(without);
    return row(without, with, ratio, "≥ " + limit, yes(ratio.median() >= limit));
  }

  /** With minus without, at most so many units. */
  Row differenceAtMost(double limit, Samples without, Samples with) {
    return difference(OptionalDouble.of(limit), without, with);
  }

  /**
   * The least with minus the least without, at most so many units: for what differs between equal
   * runs only because the compiler has luck in some of them.
   */
  Row leastDifferenceAtMost(double limit, Samples without, Samples with) {
    Samples least = new Samples(with.min()).minus(new Samples(without.min())).times(unit.factor);
    Samples rounds = with.minus(without).times(unit.factor);
    return difference(OptionalDouble.of(limit), without, with, least.median(), rounds);
  }

  /** With minus without, which nobody limits. */
  Row difference(Samples without, Samples with) {
    return difference(OptionalDouble.empty(), without, with);
  }

  private Row difference(OptionalDouble limit, Samples without, Samples with) {
    Samples rounds = with.minus(without).times(unit.factor);
    return difference(limit, without, with, rounds.median(), rounds);
  }

  private Row difference(
      OptionalDouble limit, Samples without, Samples with, double figure, Samples rounds) {
    return new Row(
        what,
        String.valueOf(jdk),
        unit.of(without.median() * unit.factor),
        unit.of(with.median() * unit.factor),
        (figure > 0 ? "+" : "") + unit.of(figure),
        spread(rounds, Comparison::number),
        limit.isPresent() ? atMost(limit.getAsDouble()) : "",
        limit.isPresent() ? yes(round(figure) <= limit.getAsDouble()) : "");
  }

  private Row row(Samples without, Samples with, Samples ratio, String target, String met) {
    return new Row(
        what,
        String.valueOf(jdk),
        unit.of(without.median() * unit.factor),
        unit.of(with.median() * unit.factor),
        ratio(ratio.median()),
        spread(ratio, Comparison::ratio),
        target,
        met);
  }

  /** A figure that stands alone, at most so many units. */
  Row atMost(double limit, Samples with) {
    Samples figure = with.times(unit.factor);
    return new Row(
        what,
        String.valueOf(jdk),
        "",
        unit.of(figure.median()),
        unit.of(figure.median()),
        spread(figure, Comparison::number),
        atMost(limit),
        yes(round(figure.median()) <= limit));
  }

  private String atMost(double limit) {
    return limit == 0 ? "0" : "≤ " + unit.of(limit);
  }

  private static String spread(Samples samples, java.util.function.DoubleFunction<String> format) {
    if (samples.values().length == 1) {
      return "one run";
    }
    return format.apply(samples.min()) + " to " + format.apply(samples.max());
  }

  static String yes(boolean met) {
    return met ? "yes" : "**no**";
  }

  static String ratio(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  /** A hundredth of a unit is nothing. */
  private static double round(double value) {
    return Math.round(value * 100) / 100.0;
  }

  /** Three digits that matter, or all before the point. */
  static String number(double value) {
    double size = Math.abs(value);
    String format = size >= 100 || size == Math.rint(size) ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f";
    String text = String.format(Locale.ROOT, format, value);
    return text.matches("-0(\\.0+)?") ? "0" : text;
  }
}
