package io.ftplens.it.suites;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static java.util.concurrent.CompletableFuture.supplyAsync;
import static org.assertj.core.api.Assertions.assertThat;

import io.ftplens.it.jvm.Jdks;
import io.ftplens.it.suites.Suite.Run;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Commons Net's own tests end in the same way with and without the agent, test by test.
 *
 * <p>Each suite is run once with the agent and once without. Where a test ends differently both are
 * repeated, and the difference must not show again, unless it was seen without the agent too. Tests
 * that ended in several ways are counted as unstable.
 */
class PublishedSuitesIT {
  private static final List<String> VERSIONS =
      List.of("3.3", "3.6", "3.8.0", "3.9.0", "3.11.1", "3.13.0");

  private static final List<Integer> OTHER_JDKS = List.of(8, 25);

  /** On the other JDKs, unless {@code -Dsuites=all}. */
  private static final List<String> OLDEST_AND_NEWEST = List.of("3.3", "3.13.0");

  /** From this version on the suite transfers files by FTPS. */
  private static final int FIRST_WITH_TRANSFERS = VERSIONS.indexOf("3.8.0");

  private static final int MOST_ROUNDS = 4;

  private static final List<String> ISOLATION = OwnNetwork.words();

  /**
   * The tests wait for most of their time; fixed ports allow but one where there is one network.
   */
  private static final ExecutorService RUNS =
      Executors.newFixedThreadPool(
          ISOLATION.isEmpty() ? 1 : 5 * Runtime.getRuntime().availableProcessors());

  private static final Map<Suite, CompletableFuture<Comparison>> COMPARISONS =
      new LinkedHashMap<>();

  /** All runs of a suite. */
  private static final class Comparison {
    private final Map<String, Set<String>> outcomes = new TreeMap<>();
    private final Map<String, Set<String>> without = new TreeMap<>();
    final List<Run> runs = new ArrayList<>();

    Comparison add(Run without, Run with) {
      add(without, this.without);
      add(without, outcomes);
      add(with, outcomes);
      runs.add(with);
      return this;
    }

    private static void add(Run run, Map<String, Set<String>> all) {
      run.outcomes()
          .byTest()
          .forEach(
              (test, outcome) -> all.computeIfAbsent(test, each -> new TreeSet<>()).add(outcome));
    }

    /** What the last run with the agent has, and none without it, by test. */
    Map<String, String> differences() {
      Map<String, String> differences = new TreeMap<>(last().outcomes().byTest());
      differences
          .entrySet()
          .removeIf(
              each -> without.getOrDefault(each.getKey(), Set.of()).contains(each.getValue()));
      without
          .keySet()
          .forEach(
              test -> {
                if (!last().outcomes().byTest().containsKey(test)) {
                  differences.put(test, "missing");
                }
              });
      return differences;
    }

    long unstable() {
      return outcomes.values().stream().filter(ends -> ends.size() > 1).count();
    }

    Run last() {
      return runs.get(runs.size() - 1);
    }
  }

  static Stream<Arguments> suites() {
    return matrix().map(suite -> Arguments.of(suite.version(), suite.jdk()));
  }

  private static Stream<Suite> matrix() {
    boolean all = "all".equals(System.getProperty("ftplens.it.suites"));
    return Stream.concat(
        VERSIONS.stream().map(version -> new Suite(version, Jdks.own())),
        OTHER_JDKS.stream()
            .flatMap(
                jdk ->
                    (all ? VERSIONS : OLDEST_AND_NEWEST)
                        .stream().map(version -> new Suite(version, jdk))));
  }

  @BeforeAll
  static void startAll() {
    matrix()
        .filter(suite -> Jdks.found().containsKey(suite.jdk()))
        .forEach(suite -> COMPARISONS.put(suite, compare(suite, new Comparison())));
  }

  @AfterAll
  static void stop() {
    RUNS.shutdownNow();
  }

  private static CompletableFuture<Comparison> compare(Suite suite, Comparison soFar) {
    String round = String.valueOf(soFar.runs.size() + 1);
    CompletableFuture<Run> without =
        supplyAsync(() -> suite.run(false, ISOLATION, "without-" + round), RUNS);
    CompletableFuture<Run> with =
        supplyAsync(() -> suite.run(true, ISOLATION, "with-" + round), RUNS);
    return without
        .thenCombine(with, soFar::add)
        .thenCompose(
            comparison ->
                comparison.differences().isEmpty() || comparison.runs.size() == MOST_ROUNDS
                    ? completedFuture(comparison)
                    : compare(suite, comparison));
  }

  @ParameterizedTest(name = "Commons Net {0} on JDK {1}")
  @MethodSource("suites")
  void testsEndAsTheyDoWithoutTheAgent(String version, int jdk)
      throws InterruptedException, ExecutionException {
    Jdks.home(jdk);
    Suite suite = new Suite(version, jdk);
    Comparison comparison = COMPARISONS.get(suite).get();
    Outcomes outcomes = comparison.last().outcomes();
    System.out.printf(
        "CHECKED: %s: %d tests, %d passed, %d failed, %d skipped, %d unstable; %d transfers%n",
        suite,
        outcomes.byTest().size(),
        outcomes.count(Outcomes.PASSED),
        outcomes.failed(),
        outcomes.count("skipped"),
        comparison.unstable(),
        comparison.last().transfers());
    assertThat(comparison.differences()).isEmpty();
    assertThat(outcomes.count(Outcomes.PASSED)).isGreaterThan(150);
    assertThat(comparison.last().log())
        .as("nothing went wrong in the agent")
        .doesNotContain("WARN", "Exception");
    if (VERSIONS.indexOf(version) >= FIRST_WITH_TRANSFERS) {
      assertThat(comparison.last().transfers()).isPositive();
    }
  }
}
