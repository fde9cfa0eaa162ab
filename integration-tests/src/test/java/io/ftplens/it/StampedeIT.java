package io.ftplens.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.ftplens.it.jvm.Artifacts;
import io.ftplens.it.jvm.ChildJvm;
import io.ftplens.it.otlp.OtlpReceiver;
import io.ftplens.it.server.ServedTransfer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two hundred threads use FTP, and with it the agent, for the first time at the same moment. */
class StampedeIT {
  private static final int SESSIONS = 200;

  @ParameterizedTest(name = "on JDK {0}")
  @ValueSource(ints = {8, 17, 25})
  void everyTransferIsToldOnceAndNoThreadIsStuck(int jdk) {
    try (Servers servers = new Servers();
        OtlpReceiver receiver = OtlpReceiver.start()) {
      List<String> arguments = new ArrayList<>(List.of("platform", "0"));
      for (int i = 0; i < SESSIONS; i++) {
        arguments.add(servers.session(i % 4 < 2 ? "active" : "passive", "plain", "4"));
      }
      ChildJvm.Exit exit =
          ChildJvm.on(jdk)
              .agent("")
              .otlp(receiver.endpoint())
              .classPath(Artifacts.commonsNet("3.13.0"))
              .main("StampedeApp", arguments)
              .run()
              .expectSuccess();
      assertThat(exit.stdout()).isEqualTo("deadlocked 0\nall done\n");
      assertThat(exit.stderr()).doesNotContain(" WARN ", " ERROR ", "Exception");
      assertThat(servers.transfers()).hasSize(SESSIONS);
      Report.of(exit, receiver).matches(servers.transfers(), StampedeIT::client);
    }
  }

  /** The first session has number 1 in its tag, and 0 in the application. */
  private static Expected.Client client(ServedTransfer transfer) {
    int number = Integer.parseInt(transfer.path.replaceAll("^/\\w+/s(\\d+)-.*", "$1"));
    return number % 2 == 1
        ? new Expected.Client("localhost", "commons-net", "3.13.0")
        : new Expected.Client("localhost", "io.ftplens.it.app.BlockingClient");
  }
}
