package io.ftplens.it.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Measures what the agent costs, prints a table of ratios and writes it into the documentation.
 *
 * <p>Everything has a first round, then everything a second, so that no figure is that of a single
 * bad minute; after {@link #LEAST_ROUNDS} those go on for which there is time, in turn whichever
 * has had the least of it: a slow machine measures less often, and not longer.
 *
 * <p>{@code bench.scale} makes everything shorter, {@code bench.only} is a regular expression that
 * names measurements; with either, the documentation is left alone. Ends with 1 if a measurement
 * failed, but not if a target was missed.
 */
public final class Bench {
  /** With the build before and what is counted once after, a quarter of an hour. */
  private static final Duration TIME = Duration.ofMinutes(13);

  private static final int LEAST_ROUNDS = 2;

  private final Map<Measurement, Spent> spent = new HashMap<>();
  private final Map<Measurement, Throwable> failed = new LinkedHashMap<>();
  private final Report report = new Report(System.out);
  private final long start = System.nanoTime();

  private Bench() {}

  /** Takes system properties only. */
  public static void main(String[] args) throws Exception {
    System.exit(new Bench().run() ? 0 : 1);
  }

  private boolean run() throws Exception {
    String only = System.getProperty("bench.only", "");
    Pattern wanted = Pattern.compile(only.isEmpty() ? ".*" : only);
    List<Row> rows = new ArrayList<>();
    boolean full;
    try (Lab lab = new Lab()) {
      full = lab.isFullSize() && only.isEmpty();
      List<Measurement> all = new ArrayList<>(measurements(lab));
      all.removeIf(measurement -> !wanted.matcher(measurement.name()).find());
      measure(all);
      all.forEach(measurement -> rows.addAll(rows(measurement)));
    }
    System.out.println();
    report.table(rows);
    System.out.println(took().toSeconds() + " s, " + Machine.load());
    failed.forEach(
        (measurement, why) -> System.out.println("FAILED: " + measurement.name() + ": " + why));
    if (full && failed.isEmpty()) {
      Path page = Path.of(System.getProperty("bench.page"));
      new Page(page).write(Machine.describe(), rows);
      System.out.println("written to " + page.getFileName());
    } else {
      System.out.println("The documentation stays as it is: not all was measured at full size.");
    }
    return failed.isEmpty();
  }

  private static List<Measurement> measurements(Lab lab) {
    List<Measurement> all = new ArrayList<>();
    all.addAll(new ConnectionCosts(lab).all());
    all.addAll(new ServerCosts(lab).all());
    all.addAll(new TransferCosts(lab).all());
    all.addAll(new StartUpCosts(lab).all());
    all.addAll(new FootprintCosts(lab).all());
    return all;
  }

  private void measure(List<Measurement> all) {
    for (int i = 0; i < LEAST_ROUNDS; i++) {
      all.stream().filter(this::goesOn).forEach(this::round);
    }
    for (Optional<Measurement> next = next(all); next.isPresent(); next = next(all)) {
      round(next.get());
    }
  }

  private boolean goesOn(Measurement measurement) {
    return !measurement.over() && !failed.containsKey(measurement);
  }

  private Optional<Measurement> next(List<Measurement> all) {
    return all.stream()
        .filter(measurement -> goesOn(measurement) && timeFor(measurement))
        .min(Comparator.comparing(measurement -> spent.get(measurement).inAll));
  }

  private boolean timeFor(Measurement measurement) {
    return took().plus(spent.get(measurement).lastRound).compareTo(TIME) < 0;
  }

  private void round(Measurement measurement) {
    Duration before = took();
    try {
      measurement.round();
    } catch (RuntimeException | AssertionError e) {
      failed.put(measurement, e);
      return;
    }
    Spent time = spent.computeIfAbsent(measurement, key -> new Spent());
    time.add(took().minus(before));
    System.out.printf(
        "%d s, %s: %s, round %d%n",
        took().toSeconds(), Machine.load(), measurement.name(), time.rounds);
  }

  private List<Row> rows(Measurement measurement) {
    if (!failed.containsKey(measurement)) {
      try {
        return measurement.rows().make();
      } catch (Exception | AssertionError e) {
        failed.put(measurement, e);
      }
    }
    return List.of(Row.failed(measurement.name(), failed.get(measurement)));
  }

  private Duration took() {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** The time that a measurement has had. */
  private static final class Spent {
    private int rounds;
    private Duration lastRound = Duration.ZERO;
    private Duration inAll = Duration.ZERO;

    void add(Duration round) {
      rounds++;
      lastRound = round;
      inAll = inAll.plus(round);
    }
  }
}
