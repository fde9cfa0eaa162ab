package io.ftplens.it.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ftplens.it.jvm.ChildJvm;
import io.ftplens.it.jvm.Jdks;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every transfer that a packet capture shows, and no other, is told by the agent as it was. */
class CaptureIT {
  private static final Coverage COVERAGE = new Coverage();

  @BeforeAll
  static void captures() {
    String reason = Sniffer.unavailable();
    if (reason != null) {
      System.out.println("SKIPPED: no packet capture: " + reason);
    }
    assumeTrue(reason == null, reason);
  }

  @AfterAll
  static void writeTable() {
    COVERAGE.write();
  }

  @ParameterizedTest(name = "corners: {0}")
  @ValueSource(
      strings = {
        "user:test:PORT user:test:EPRT user:test:PASV user:test:EPSV",
        "user:early:PORT user:early:EPRT",
        "user:fixed-port:PORT",
        "noop:test:PASV noop:late-noop:PORT",
        "abort:PASV abort:PORT",
        "long:LPRT long:LPSV",
        "pipelined",
        "interleaved:PORT interleaved:PASV",
        "threads:PORT threads:PASV",
        "ccc:PORT ccc:PASV",
        "deflate:PASV",
        "unused:PORT unused:PASV",
        "fxp",
        "idle-close:PASV",
      })
  void corners(String steps) {
    try (OddFtpServer server = OddFtpServer.start()) {
      List<String> arguments =
          new java.util.ArrayList<>(List.of(server.host(), "" + server.port()));
      arguments.addAll(List.of(steps.split(" ", -1)));
      CaptureRun.Result result =
          CaptureRun.run(
              ChildJvm.on(Jdks.own()).main("OddApp", arguments),
              Set.of(server.port()),
              server::transfers);
      COVERAGE.add(steps, Jdks.own(), "scripted", result.comparison());
      result.exit().expectSuccess();
      assertThat(server.surprises()).isEmpty();
      assertThat(result.seen()).isNotEmpty();
      assertThat(result.comparison().problems()).as(result.exit().toString()).isEmpty();
    }
  }
}
