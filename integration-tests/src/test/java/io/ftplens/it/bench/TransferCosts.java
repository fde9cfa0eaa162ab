package io.ftplens.it.bench;

import static io.ftplens.it.bench.Variant.FTPLENS;
import static io.ftplens.it.bench.Variant.NONE;

import io.ftplens.it.bench.Comparison.Unit;
import io.ftplens.it.jvm.ChildJvm;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What FTP pays: large transfers, many small ones, the first of a JVM. */
final class TransferCosts {
  private static final int ROUNDS = 5;

  private static final int PLAIN_ROUNDS = 7;

  private static final int TLS_ROUNDS = 5;

  private static final int SMALL = 10_000;

  /** Transfers before those that are measured: while the compiler is at work, and after. */
  private static final int YOUNG = 5_000;

  private static final int OLD = 30_000;

  private static final int IN_A_ROW = 100_000;

  private final Lab lab;

  TransferCosts(Lab lab) {
    this.lab = lab;
  }

  List<Measurement> all() {
    return List.of(
        large("plain", PLAIN_ROUNDS),
        large("tls", TLS_ROUNDS),
        small("small young", "small transfer of a young JVM", YOUNG),
        small("small", "small transfer", OLD),
        first(),
        sessions(),
        inARow());
  }

  private Measurement large(String security, int wanted) {
    Rounds rounds =
        new Rounds(
                lab,
                wanted,
                variant ->
                    exportingSoon(
                        lab.onOneCore(lab.program("LargeTransfers", lab.ftpPort(), security))),
                NONE,
                FTPLENS)
            .inTurns();
    return Measurement.of("large " + security, rounds, outcome -> large(security, outcome));
  }

  private List<Row> large(String security, Outcome outcome) {
    List<Row> rows = new ArrayList<>();
    for (String verb : List.of("RETR", "STOR")) {
      rows.add(
          row(verb + " of 64 MiB, " + security.replace("tls", "TLS"), Unit.MILLISECONDS)
              .ratioAtMost(
                  1.02, outcome.of(NONE, verb + ".cpu"), outcome.of(FTPLENS, verb + ".cpu")));
    }
    return rows;
  }

  private Measurement small(String name, String what, int warmUpAtFullSize) {
    int warmUp = lab.scaled(warmUpAtFullSize);
    int times = lab.scaled(SMALL);
    Rounds rounds =
        new Rounds(
            lab,
            ROUNDS,
            variant -> {
              lab.spans().takeCount();
              return smallTransfers(warmUp, times);
            },
            (variant, exit) -> {
              if (variant == FTPLENS) {
                exported(even(warmUp) + 10L * even(Math.max(2, times / 10)));
              }
              return Rounds.printed(exit);
            },
            NONE,
            FTPLENS);
    return Measurement.of(name, rounds, outcome -> small(what, outcome));
  }

  private void exported(long expected) {
    long exported = lab.spans().takeCount();
    if (exported != expected) {
      throw new AssertionError(exported + " of " + expected + " spans were exported");
    }
  }

  private List<Row> small(String what, Outcome outcome) {
    return List.of(
        compare(what + ", CPU of the process", Unit.MICROSECONDS, outcome, "process.cpu")
            .differenceAtMost(100),
        compare(what + ", CPU of its thread", Unit.MICROSECONDS, outcome, "thread.cpu")
            .differenceAtMost(100),
        compare(what + ", allocated by its thread", Unit.KIBIBYTES, outcome, "allocated")
            .differenceAtMost(8));
  }

  /** A listing and a file are made together. */
  private static long even(int times) {
    return times + (long) (times % 2);
  }

  private ChildJvm smallTransfers(int warmUp, int times, String... more) {
    List<String> arguments = new ArrayList<>();
    Collections.addAll(arguments, lab.ftpPort(), String.valueOf(warmUp), String.valueOf(times));
    Collections.addAll(arguments, more);
    return lab.program("SmallTransfers", arguments.toArray(new String[0]));
  }

  private Measurement first() {
    Rounds rounds =
        new Rounds(lab, 11, variant -> lab.program("FirstTransfer", lab.ftpPort()), NONE, FTPLENS);
    return Measurement.of(
        "first transfer",
        rounds,
        outcome ->
            List.of(
                compare("first transfer of a JVM, wall", Unit.MILLISECONDS, outcome, "wall")
                    .differenceAtMost(60)));
  }

  private Measurement sessions() {
    String sessions = String.valueOf(lab.scaled(1_000));
    Rounds rounds =
        new Rounds(
                lab,
                3,
                variant -> lab.program("ManySessions", lab.ftpPort(), sessions, "8"),
                NONE,
                FTPLENS)
            .inTurns();
    return Measurement.of("sessions", rounds, this::sessions);
  }

  private List<Row> sessions(Outcome outcome) {
    return List.of(
        compare("idle FTP session, heap", Unit.KIBIBYTES, outcome, "heap").differenceAtMost(4),
        row("added to a transfer with 1,000 sessions open against 1, CPU", Unit.MICROSECONDS)
            .ratioAtMost(1.1, added(outcome, "one.cpu"), added(outcome, "all.cpu")),
        row("the same transfers without the agent", Unit.MICROSECONDS)
            .ratio(outcome.of(NONE, "one.cpu"), outcome.of(NONE, "all.cpu")));
  }

  private static Samples added(Outcome outcome, String name) {
    return outcome.of(FTPLENS, name).minus(outcome.of(NONE, name));
  }

  /** What happened before is exported before something else is measured. */
  private static ChildJvm exportingSoon(ChildJvm jvm) {
    return jvm.property("otel.bsp.schedule.delay", "500")
        .property("otel.blrp.schedule.delay", "500");
  }

  private Measurement inARow() {
    int times = lab.scaled(IN_A_ROW);
    Rounds rounds =
        new Rounds(
            lab, 1, variant -> exportingSoon(smallTransfers(times / 10, times, "heap")), FTPLENS);
    return Measurement.of("in a row", rounds, this::inARow);
  }

  private List<Row> inARow(Outcome outcome) {
    return List.of(
        row("last tenth of 100,000 transfers against the first, CPU", Unit.MICROSECONDS)
            .ratioAtMost(1.05, outcome.of(FTPLENS, "first.cpu"), outcome.of(FTPLENS, "last.cpu")),
        row("heap that 100,000 transfers leave behind, each", Unit.BYTES)
            // The smallest object has 16.
            .atMost(8, outcome.of(FTPLENS, "heap.growth")));
  }

  private Comparison row(String what, Unit unit) {
    return new Comparison(what, lab.ownJdk(), unit);
  }

  private Pair compare(String what, Unit unit, Outcome outcome, String name) {
    return new Pair(row(what, unit), outcome.of(NONE, name), outcome.of(FTPLENS, name));
  }

  private record Pair(Comparison row, Samples without, Samples with) {
    Row differenceAtMost(double limit) {
      return row.differenceAtMost(limit, without, with);
    }
  }
}
