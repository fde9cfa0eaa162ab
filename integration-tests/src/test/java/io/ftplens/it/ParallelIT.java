package io.ftplens.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.ftplens.it.jvm.Artifacts;
import io.ftplens.it.jvm.ChildJvm;
import io.ftplens.it.otlp.OtlpReceiver;
import io.ftplens.it.server.ServedTransfer;
import io.opentelemetry.proto.metrics.v1.Metric;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two hundred sessions at the same time, by two kinds of client, in both modes. */
class ParallelIT {
  private static final int SESSIONS = 200;

  @ParameterizedTest(name = "on JDK {0}")
  @ValueSource(ints = {8, 17, 25})
  void everyTransferIsReportedOnceAndNoneMixedUp(int jdk) {
    try (Servers servers = new Servers();
        OtlpReceiver receiver = OtlpReceiver.start()) {
      List<String> sessions = new ArrayList<>();
      for (int i = 0; i < SESSIONS; i++) {
        String mode = i % 4 < 2 ? "active" : "passive";
        sessions.add(servers.session(mode, "plain", "4"));
      }
      ChildJvm.Exit exit =
          ChildJvm.on(jdk)
              .agent("")
              .otlp(receiver.endpoint())
              .classPath(Artifacts.commonsNet("3.13.0"))
              .main("ParallelApp", sessions)
              .run()
              .expectSuccess();
      assertThat(servers.transfers()).hasSize(2 * SESSIONS);
      Report.of(exit, receiver).matches(servers.transfers(), ParallelIT::client);
      assertThat(counted(receiver.metrics(), "ftp.client.transfer.duration"))
          .isEqualTo(2L * SESSIONS);
      assertThat(counted(receiver.metrics(), "ftp.client.transfer.size")).isEqualTo(2L * SESSIONS);
      Tally.add("200 sessions in parallel", jdk, 2 * SESSIONS);
    }
  }

  /** The first session has number 1 in its tag, and 0 in the application. */
  private static Expected.Client client(ServedTransfer transfer) {
    int number = Integer.parseInt(transfer.path.replaceAll("^/\\w+/s(\\d+)-.*", "$1"));
    return number % 2 == 1
        ? new Expected.Client("localhost", "commons-net", "3.13.0")
        : new Expected.Client("localhost", "io.ftplens.it.app.BlockingClient");
  }

  /** The count of a cumulative histogram, as last reported. */
  private static long counted(List<Metric> metrics, String name) {
    return metrics.stream()
        .filter(metric -> metric.getName().equals(name))
        .reduce((earlier, later) -> later)
        .map(
            metric ->
                metric.getHistogram().getDataPointsList().stream()
                    .mapToLong(point -> point.getCount())
                    .sum())
        .orElse(0L);
  }
}
