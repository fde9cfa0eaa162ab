package io.ftplens.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.ftplens.it.jvm.Artifacts;
import io.ftplens.it.jvm.ChildJvm;
import io.ftplens.it.otlp.OtlpReceiver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An application that a security manager allows to open sockets and little else. The agent's jar
 * has all permissions, as any agent needs; what it does in the application's calls, it does with
 * its own.
 */
class SecurityManagerIT {
  private static final String POLICY =
      """
      grant codeBase "file:%s" { permission java.security.AllPermission; };
      grant codeBase "file:%s/-" {
        permission java.net.SocketPermission "*", "connect,accept,listen,resolve";
        permission java.util.PropertyPermission "*", "read";
      };
      """;

  @TempDir Path directory;

  @ParameterizedTest(name = "on JDK {0}")
  @ValueSource(ints = {8, 11, 17})
  void transfersAreToldAndTheApplicationIsDeniedNothingMore(int jdk) throws IOException {
    Path policy = directory.resolve("policy");
    Files.writeString(policy, POLICY.formatted(Artifacts.agent(), Artifacts.applications()));
    try (Servers servers = new Servers();
        OtlpReceiver receiver = OtlpReceiver.start()) {
      ChildJvm.Exit exit =
          ChildJvm.on(jdk)
              .jvmArgs("-Djava.security.manager", "-Djava.security.policy==" + policy)
              .agent("")
              .otlp(receiver.endpoint())
              .main(
                  "BlockingApp",
                  "platform",
                  "socket",
                  servers.session("PORT", "plain", "4"),
                  servers.session("EPSV", "plain", "6"))
              .run()
              .expectSuccess();
      Output.isRight(exit);
      assertThat(exit.stderr()).doesNotContain("AccessControlException", "stepped aside");
      Report.of(exit, receiver)
          .matches(
              servers.transfers(),
              transfer ->
                  new Expected.Client(servers.name(transfer), "io.ftplens.it.app.BlockingClient"));
    }
  }
}
