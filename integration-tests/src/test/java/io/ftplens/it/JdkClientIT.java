package io.ftplens.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.ftplens.it.jvm.ChildJvm;
import io.ftplens.it.jvm.Jdks;
import io.ftplens.it.otlp.OtlpReceiver;
import io.ftplens.it.server.Misbehaviour;
import io.ftplens.it.server.ServedTransfer;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The FTP client that every JDK carries: behind {@code ftp://} URLs, and used directly. */
class JdkClientIT {
  static final List<Integer> JDKS = Jdks.SUPPORTED;

  @ParameterizedTest(name = "ftp:// URLs on JDK {0}")
  @FieldSource("JDKS")
  void urlsAreReportedAsTheyWere(int jdk) {
    try (Servers servers = new Servers();
        OtlpReceiver receiver = OtlpReceiver.start()) {
      ChildJvm.Exit exit =
          ChildJvm.on(jdk)
              .agent("")
              .otlp(receiver.endpoint())
              .main(
                  "JdkUrlApp",
                  servers.session("test", "plain", "4"),
                  servers.session("test", "plain", "6"),
                  servers.session(Misbehaviour.USER_REFUSES_EXTENDED, "plain", "4"))
              .run()
              .expectSuccess();
      check("URL", jdk, servers, exit, receiver, 9);
      assertThat(servers.transfers())
          .as("a fallback within passive is a transfer with two attempts")
          .anyMatch(transfer -> transfer.setup.equals("PASV") && transfer.attempts.size() == 2);
    }
  }

  @ParameterizedTest(name = "sun.net.ftp on JDK {0}")
  @FieldSource("JDKS")
  void theInternalClientIsReportedAsItWas(int jdk) {
    try (Servers servers = new Servers();
        OtlpReceiver receiver = OtlpReceiver.start()) {
      ChildJvm child = ChildJvm.on(jdk).agent("").otlp(receiver.endpoint());
      if (jdk > 8) {
        child.jvmArgs("--add-exports=java.base/sun.net.ftp=ALL-UNNAMED");
      }
      ChildJvm.Exit exit =
          child
              .main(
                  "SunNetFtpApp",
                  servers.session("test", "plain", "4"),
                  servers.session(Misbehaviour.USER_REFUSES_PASSIVE, "plain", "4"),
                  servers.session("test", "plain", "6"),
                  servers.session(Misbehaviour.USER_REFUSES_PASSIVE, "plain", "6"))
              .run()
              .expectSuccess();
      check("sun.net.ftp", jdk, servers, exit, receiver, 16);
      assertThat(servers.transfers())
          .extracting(ServedTransfer::mode)
          .contains("active", "passive");
    }
  }

  private static void check(
      String what, int jdk, Servers servers, ChildJvm.Exit exit, OtlpReceiver receiver, int count) {
    assertThat(servers.transfers()).hasSize(count);
    Output.isRight(exit);
    Report.of(exit, receiver)
        .matches(
            servers.transfers(),
            transfer ->
                new Expected.Client(
                    servers.name(transfer), "jdk", (jdk == 8 ? "1\\.8" : jdk) + "(\\..*)?"));
    Tally.add("JDK " + what, jdk, count);
  }
}
