package io.ftplens.it.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Measures what the agent costs, prints a table of ratios and writes it into the documentation.
 *
 * <p>{@code bench.scale} makes everything shorter, {@code bench.only} is a regular expression that
 * names measurements; with either, the documentation is left alone. Ends with 1 if a measurement
 * failed, but not if a target was missed.
 */
public final class Bench {
  private final List<Row> rows = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();
  private final long start = System.nanoTime();

  private Bench() {}

  /** Takes system properties only. */
  public static void main(String[] args) throws Exception {
    System.exit(new Bench().run() ? 0 : 1);
  }

  private boolean run() throws Exception {
    String only = System.getProperty("bench.only", "");
    Pattern wanted = Pattern.compile(only.isEmpty() ? ".*" : only);
    boolean full;
    try (Lab lab = new Lab()) {
      full = lab.isFullSize() && only.isEmpty();
      for (Measurement measurement : measurements(lab)) {
        if (wanted.matcher(measurement.name()).find()) {
          measure(measurement);
        }
      }
    }
    System.out.println();
    new Report(System.out).table(rows);
    System.out.println(took() + " s, " + Machine.load());
    failures.forEach(System.out::println);
    if (full && failures.isEmpty()) {
      Path page = Path.of(System.getProperty("bench.page"));
      new Page(page).write(Machine.describe(), rows);
      System.out.println("written to " + page.getFileName());
    } else {
      System.out.println("The documentation stays as it is: not all was measured at full size.");
    }
    return failures.isEmpty();
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

  private void measure(Measurement measurement) {
    System.out.println(took() + " s, " + Machine.load() + ": " + measurement.name());
    try {
      List<Row> measured = measurement.body().measure();
      new Report(System.out).brief(measured);
      rows.addAll(measured);
    } catch (Exception | AssertionError failed) {
      rows.add(Row.failed(measurement.name(), failed));
      failures.add("FAILED: " + measurement.name() + ": " + failed);
    }
  }

  private long took() {
    return Duration.ofNanos(System.nanoTime() - start).toSeconds();
  }
}
