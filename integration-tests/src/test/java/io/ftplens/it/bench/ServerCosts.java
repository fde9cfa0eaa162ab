package io.ftplens.it.bench;

import static io.ftplens.it.bench.Variant.FTPLENS;
import static io.ftplens.it.bench.Variant.NONE;

import io.ftplens.it.bench.Comparison.Unit;
import io.ftplens.it.jvm.Artifacts;
import io.ftplens.it.jvm.ChildJvm;
import java.util.List;

/** What other protocols pay, client and server in one JVM: requests a second. */
final class ServerCosts {
  private static final int ROUNDS = 5;

  private final Lab lab;

  ServerCosts(Lab lab) {
    this.lab = lab;
  }

  List<Measurement> all() {
    return List.of(
        rate("HttpURLConnection", "HTTP, HttpURLConnection", "HttpRequests"),
        rate("java.net.http", "HTTP, java.net.http", "HttpClientRequests"),
        rate("H2", "H2 over TCP", "DatabaseQueries"));
  }

  private Measurement rate(String name, String what, String program) {
    return Measurement.of(
        name,
        new Rounds(lab, ROUNDS, variant -> child(program), NONE, FTPLENS).inTurns(),
        outcome -> rate(what, outcome));
  }

  private List<Row> rate(String what, Outcome outcome) {
    return List.of(
        new Comparison(what + ", throughput", lab.ownJdk(), Unit.PER_SECOND)
            .ratioAtLeast(0.99, outcome.of(NONE, "rate"), outcome.of(FTPLENS, "rate")),
        new Comparison(what + ", CPU of the process", lab.ownJdk(), Unit.MICROSECONDS)
            .ratioAtMost(
                1.02, outcome.of(NONE, "process.cpu"), outcome.of(FTPLENS, "process.cpu")));
  }

  private ChildJvm child(String program) {
    return lab.onOneCore(lab.program(program))
        // Otherwise each answer waits for the 40 ms of a delayed acknowledgement.
        .property("sun.net.httpserver.nodelay", "true")
        .classPath(List.of(Artifacts.target().resolve("test-classes").toString()));
  }
}
