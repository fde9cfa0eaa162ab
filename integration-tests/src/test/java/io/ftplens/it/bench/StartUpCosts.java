package io.ftplens.it.bench;

import static io.ftplens.it.bench.Variant.EMPTY_PREMAIN;
import static io.ftplens.it.bench.Variant.FTPLENS;
import static io.ftplens.it.bench.Variant.NONE;
import static io.ftplens.it.bench.Variant.OFFICIAL;

import io.ftplens.it.bench.Comparison.Unit;
import io.ftplens.it.jvm.ChildJvm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What the start of a JVM pays: CPU time, user and system, of the whole process. */
final class StartUpCosts {
  private static final int ROUNDS = 15;

  /** It takes seconds each time. */
  private static final int OFFICIAL_ROUNDS = 3;

  private static final Map<String, String> MAINS =
      Map.of("Empty", "an empty main", "OpensSocket", "a main with a socket");

  private final Lab lab;

  StartUpCosts(Lab lab) {
    this.lab = lab;
  }

  List<Measurement> all() {
    List<Measurement> all = new ArrayList<>();
    for (int jdk : lab.jdks()) {
      for (String main : List.of("Empty", "OpensSocket")) {
        all.add(startUp(jdk, main));
      }
    }
    return all;
  }

  private Measurement startUp(int jdk, String main) {
    Rounds light = rounds(ROUNDS, jdk, main, NONE, EMPTY_PREMAIN, FTPLENS).afterPractice();
    Rounds heavy = rounds(OFFICIAL_ROUNDS, jdk, main, OFFICIAL);
    return new Measurement(
        "start-up " + jdk + " " + main,
        List.of(light, heavy),
        () -> startUp(jdk, main, light.outcome(), heavy.outcome()));
  }

  private static List<Row> startUp(int jdk, String main, Outcome light, Outcome heavy) {
    String what = "start-up of " + MAINS.get(main);
    Samples floor = light.of(EMPTY_PREMAIN, "cpu");
    Samples ours = light.of(FTPLENS, "cpu");
    double added = ours.minus(floor).median();
    Samples officialAdds =
        new Samples(
            Arrays.stream(heavy.of(OFFICIAL, "cpu").values())
                .map(cpu -> cpu - floor.median())
                .toArray());
    return List.of(
        new Comparison(what + ", CPU over an empty premain", jdk, Unit.MILLIS)
            .differenceAtMost(60, floor, ours),
        new Comparison(what + ", wall over an empty premain", jdk, Unit.MILLIS)
            .difference(light.of(EMPTY_PREMAIN, "wall"), light.of(FTPLENS, "wall")),
        new Comparison(what + ", an empty premain over no agent", jdk, Unit.MILLIS)
            .difference(light.of(NONE, "cpu"), floor),
        fraction(what, jdk, added, officialAdds));
  }

  /** What we add as a part of what the official agent adds. */
  private static Row fraction(String what, int jdk, double added, Samples officialAdds) {
    double part = officialAdds.median() / added;
    return new Row(
        what + ", added by the official agent and by ftplens",
        String.valueOf(jdk),
        Comparison.number(officialAdds.median()) + " ms",
        Comparison.number(added) + " ms",
        "1/" + Comparison.number(part),
        "1/"
            + Comparison.number(officialAdds.min() / added)
            + " to 1/"
            + Comparison.number(officialAdds.max() / added),
        "≤ 1/40",
        Comparison.yes(part >= 40));
  }

  private Rounds rounds(int wanted, int jdk, String main, Variant... variants) {
    return new Rounds(
        lab,
        wanted,
        variant -> timed(lab.bare(jdk, main)),
        (variant, exit) -> times(exit),
        variants);
  }

  /** A process's own time ends with it, so its parent is asked, and bash is one that tells. */
  private static ChildJvm timed(ChildJvm jvm) {
    return jvm.startedBy(
        "bash", "-c", "TIMEFORMAT='times %R %U %S'; time \"$@\" 2>/dev/null", "bash");
  }

  private static Map<String, double[]> times(ChildJvm.Exit exit) {
    String[] words =
        exit.stderr()
            .lines()
            .filter(line -> line.startsWith("times "))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no times\n" + exit))
            // Where the locale has it so, the shell writes a comma.
            .replace(',', '.')
            .split(" ", -1);
    double cpu = Double.parseDouble(words[2]) + Double.parseDouble(words[3]);
    double wall = Double.parseDouble(words[1]);
    return Map.of("wall", new double[] {wall * 1000}, "cpu", new double[] {cpu * 1000});
  }
}
