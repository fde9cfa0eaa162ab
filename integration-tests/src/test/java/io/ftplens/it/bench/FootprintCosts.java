package io.ftplens.it.bench;

import static io.ftplens.it.bench.Variant.EMPTY_PREMAIN;
import static io.ftplens.it.bench.Variant.FTPLENS;

import io.ftplens.it.bench.Comparison.Unit;
import io.ftplens.it.jvm.Artifacts;
import io.ftplens.it.jvm.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a JVM without FTP holds: classes, memory, its archive of classes; and the jar's size. */
final class FootprintCosts {
  private final Lab lab;

  FootprintCosts(Lab lab) {
    this.lab = lab;
  }

  List<Measurement> all() {
    List<Measurement> all = new ArrayList<>();
    for (int jdk : lab.jdks()) {
      all.add(classes(jdk));
    }
    for (int jdk : lab.jdks()) {
      all.add(memory(jdk));
    }
    for (int jdk : lab.jdks()) {
      if (jdk >= 17) {
        all.add(new Measurement("archive " + jdk, List.of(), () -> archive(jdk)));
      }
    }
    all.add(new Measurement("jar", List.of(), this::jar));
    return all;
  }

  private Measurement classes(int jdk) {
    Rounds rounds =
        new Rounds(
            lab,
            3,
            variant -> lab.bare(jdk, "Empty").jvmArgs(LoadedClasses.option(jdk)),
            (variant, exit) -> counts(exit),
            EMPTY_PREMAIN,
            FTPLENS);
    return Measurement.of("classes " + jdk, rounds, outcome -> classes(jdk, outcome));
  }

  private static List<Row> classes(int jdk, Outcome outcome) {
    String what = "classes loaded, empty main, ";
    return List.of(
        compare(what + "all", jdk, outcome, "all").differenceAtMost(60),
        compare(what + "of ftplens", jdk, outcome, "ours").difference(),
        compare(what + "of ASM", jdk, outcome, "asm").difference(),
        compare(what + "of Byte Buddy, the SDK and what it needs", jdk, outcome, "ftp")
            .differenceAtMost(0));
  }

  private static Map<String, double[]> counts(ChildJvm.Exit exit) {
    LoadedClasses loaded = LoadedClasses.in(exit.stdout());
    return Map.of(
        "all", new double[] {loaded.count()},
        "ours", new double[] {loaded.count(LoadedClasses::isOurs)},
        "asm", new double[] {loaded.count(LoadedClasses::isAsm)},
        "ftp", new double[] {loaded.count(LoadedClasses::isForFtp)});
  }

  private Measurement memory(int jdk) {
    Rounds rounds =
        new Rounds(
            lab,
            9,
            variant -> lab.bare(jdk, "Memory"),
            (variant, exit) -> sizes(exit),
            EMPTY_PREMAIN,
            FTPLENS);
    return Measurement.of("memory " + jdk, rounds, outcome -> memory(jdk, outcome));
  }

  private static List<Row> memory(int jdk, Outcome outcome) {
    return List.of(
        new Comparison("resident memory, empty main", jdk, Unit.MEBIBYTES)
            .differenceAtMost(4, outcome.of(EMPTY_PREMAIN, "Rss"), outcome.of(FTPLENS, "Rss")),
        new Comparison("its proportional share (PSS)", jdk, Unit.MEBIBYTES)
            .difference(outcome.of(EMPTY_PREMAIN, "Pss"), outcome.of(FTPLENS, "Pss")));
  }

  private static Map<String, double[]> sizes(ChildJvm.Exit exit) {
    return Map.of("Rss", size(exit, "Rss"), "Pss", size(exit, "Pss"));
  }

  private static double[] size(ChildJvm.Exit exit, String name) {
    Matcher matcher =
        Pattern.compile("^" + name + ": +(\\d+) kB", Pattern.MULTILINE).matcher(exit.stdout());
    if (!matcher.find()) {
      throw new AssertionError("no " + name + " in " + exit);
    }
    return new double[] {Double.parseDouble(matcher.group(1)) * 1024};
  }

  private List<Row> archive(int jdk) throws IOException {
    Path archive = lab.programs().scratch("application-" + jdk + ".jsa");
    Files.deleteIfExists(archive);
    // Without an agent, as an application's build makes it.
    application(jdk, "-XX:ArchiveClassesAtExit=" + archive).run().expectSuccess();
    Set<String> floor = shared(EMPTY_PREMAIN, jdk, archive);
    Set<String> ours = shared(FTPLENS, jdk, archive);
    Set<String> lost = new TreeSet<>(floor);
    lost.removeAll(ours);
    return List.of(
        new Row(
            "AppCDS, classes from the archives, HTTP, against an empty premain",
            String.valueOf(jdk),
            Comparison.number(floor.size()),
            Comparison.number(ours.size()),
            lost.size() + " lost",
            lost.isEmpty() ? "one run" : String.join(", ", lost.stream().limit(3).toList()),
            "0 lost",
            Comparison.yes(lost.isEmpty())));
  }

  private Set<String> shared(Variant variant, int jdk, Path archive) {
    ChildJvm jvm =
        application(
            jdk, "-Xshare:auto", "-XX:SharedArchiveFile=" + archive, LoadedClasses.option(jdk));
    variant.addTo(jvm, lab.programs());
    return LoadedClasses.in(jvm.run().expectSuccess().stdout()).shared();
  }

  private ChildJvm application(int jdk, String... options) {
    return lab.bare(jdk, "HttpRequests", "once").jvmArgs(options);
  }

  private List<Row> jar() throws IOException {
    double ours = Files.size(Artifacts.agent());
    double official = Files.size(Variant.officialAgent());
    String[] mebibytes = {
      Comparison.number(official / 1024 / 1024) + " MiB",
      Comparison.number(ours / 1024 / 1024) + " MiB"
    };
    return List.of(
        new Row(
            "size of the jar; without: the official agent's",
            "",
            mebibytes[0],
            mebibytes[1],
            mebibytes[1],
            "",
            "≤ 8 MiB",
            Comparison.yes(ours <= 8 * 1024 * 1024)));
  }

  private record Difference(Comparison row, Samples without, Samples with) {
    Row differenceAtMost(double limit) {
      return row.differenceAtMost(limit, without, with);
    }

    Row difference() {
      return row.difference(without, with);
    }
  }

  private static Difference compare(String what, int jdk, Outcome outcome, String name) {
    return new Difference(
        new Comparison(what, jdk, Unit.COUNT),
        outcome.of(EMPTY_PREMAIN, name),
        outcome.of(FTPLENS, name));
  }
}
