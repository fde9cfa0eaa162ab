package io.ftplens.it.bench;

import static io.ftplens.it.bench.Variant.CONTROL;
import static io.ftplens.it.bench.Variant.FTPLENS;
import static io.ftplens.it.bench.Variant.NONE;

import io.ftplens.it.bench.Comparison.Unit;
import io.ftplens.it.jvm.ChildJvm;
import io.ftplens.it.server.Tls;
import java.util.ArrayList;
import java.util.List;

/** What connections pay that are not FTP: CPU time and memory of the thread that has both ends. */
final class ConnectionCosts {
  private static final int ROUNDS = 5;

  private final Lab lab;

  ConnectionCosts(Lab lab) {
    this.lab = lab;
  }

  List<Measurement> all() {
    List<Measurement> all = new ArrayList<>();
    for (String kind : List.of("socket", "channel", "non-blocking", "tls")) {
      all.add(exchange(kind));
    }
    for (String kind : List.of("socket", "channel")) {
      all.add(greeting(kind));
    }
    return all;
  }

  private Measurement exchange(String kind) {
    boolean control = kind.equals("socket");
    Rounds rounds =
        new Rounds(
                lab,
                ROUNDS,
                variant -> lab.program("Exchange", kind, Tls.keyStore().toString(), Tls.PASSWORD),
                control ? new Variant[] {NONE, FTPLENS, CONTROL} : new Variant[] {NONE, FTPLENS})
            .inTurns();
    return Measurement.of("exchange " + kind, rounds, outcome -> exchange(kind, control, outcome));
  }

  private List<Row> exchange(String kind, boolean control, Outcome outcome) {
    List<Row> rows = new ArrayList<>();
    for (String size : List.of("1B", "64KiB")) {
      String what = label(kind) + ", " + size.replaceFirst("(\\d)([BK])", "$1 $2");
      String name = kind + "." + size;
      rows.add(cpu("read and write, " + what, outcome, name, 1.02));
      if (control) {
        rows.add(
            new Comparison("noise: the same, no agent in either", lab.ownJdk(), Unit.MICROSECONDS)
                .ratio(outcome.of(NONE, name + ".cpu"), outcome.of(CONTROL, name + ".cpu")));
      }
      rows.add(
          new Comparison("allocated, " + what, lab.ownJdk(), Unit.BYTES)
              .leastDifferenceAtMost(
                  0,
                  outcome.of(NONE, name + ".allocated"),
                  outcome.of(FTPLENS, name + ".allocated")));
    }
    return rows;
  }

  private Measurement greeting(String kind) {
    String what = "connect, greet, close, " + label(kind);
    return Measurement.of(
        "greeting " + kind,
        new Rounds(lab, ROUNDS, variant -> greetings(kind), NONE, FTPLENS).inTurns(),
        outcome ->
            List.of(
                cpu(what + ", of a young JVM", outcome, "young", 1.05),
                cpu(what, outcome, "connection", 1.05)));
  }

  private ChildJvm greetings(String kind) {
    return lab.onOneCore(lab.program("Greetings", kind));
  }

  private Row cpu(String what, Outcome outcome, String name, double limit) {
    return new Comparison(what, lab.ownJdk(), Unit.MICROSECONDS)
        .ratioAtMost(limit, outcome.of(NONE, name + ".cpu"), outcome.of(FTPLENS, name + ".cpu"));
  }

  private static String label(String kind) {
    return switch (kind) {
      case "non-blocking" -> "non-blocking channel";
      case "tls" -> "SSLSocket";
      default -> kind;
    };
  }
}
