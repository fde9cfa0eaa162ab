package io.ftplens.it.force;

import static org.assertj.core.api.Assertions.assertThat;

import io.ftplens.it.jvm.Artifacts;
import io.ftplens.it.jvm.ChildJvm;
import io.ftplens.it.jvm.Jdks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The proof: a firewall that lets nobody connect to the client. */
class FirewallIT {
  private static final int PORT = 2121;
  private static final List<String> ACTIVE =
      List.of("commons-net", "edt", "AFTER_150", "BEFORE_150", "CHANNEL", "ADAPTOR", "SELECTOR");

  /** Long enough for a connection over the cable, short enough for a test. */
  private static final String TIMEOUT = "3000";

  @TempDir Path directory;
  private Namespaces namespaces;
  private ChildJvm.Running server;

  @BeforeEach
  void start() throws IOException {
    namespaces = Namespaces.orSkip();
    Path root = Files.createDirectories(directory.resolve("root"));
    server =
        ChildJvm.on(namespaces.serverJdk(Jdks.home(17), directory))
            .classPath(Artifacts.jars("(ftpserver|ftplet|mina|slf4j).*\\.jar"))
            .main("NamespaceServerApp", Namespaces.SERVER, "" + PORT, root.toString())
            .start();
    Awaitility.await().until(() -> server.stdoutSoFar().contains("up"));
  }

  /** The server is killed: in the midst of connecting in vain, it would not end for minutes. */
  @AfterEach
  void stop() {
    if (server != null) {
      server.kill();
    }
    if (namespaces != null) {
      namespaces.close();
    }
  }

  private ChildJvm client(String setup, List<String> clients) {
    List<String> arguments = new ArrayList<>(List.of("test", TIMEOUT));
    for (String each : clients) {
      arguments.add(each + "=f," + setup + ",plain," + Namespaces.SERVER + "," + PORT);
    }
    List<String> path = new ArrayList<>(Artifacts.commonsNet("3.9.0"));
    path.addAll(Artifacts.jars("edtFTPj-.*\\.jar"));
    return ChildJvm.on(namespaces.clientJdk(Jdks.home(17), directory))
        .classPath(path)
        .main("AnyClientApp", arguments);
  }

  @Test
  void activeFailsWithAndWithoutTheAgentAndIsDiagnosed() {
    // All of them have a time-out; without one they would wait as long as the server tries.
    List<String> clients = List.of("commons-net", "AFTER_150", "SELECTOR");
    ChildJvm.Exit without = client("PORT", clients).run().expectSuccess();
    assertThat(without.stdout().lines()).hasSize(3).allMatch(line -> line.contains(" failed "));
    long dropped = namespaces.dropped();
    assertThat(dropped).as("packets the firewall dropped").isPositive();
    ChildJvm.Exit with = client("PORT", clients).agent("otel=none").run().expectSuccess();
    assertThat(with.stdout()).isEqualTo(without.stdout());
    assertThat(namespaces.dropped()).isGreaterThan(dropped);
    assertThat(with.stderr().lines().filter(line -> line.contains("name=active_unreachable")))
        .hasSize(3)
        .allMatch(line -> line.contains("remedy: ") && line.contains("passive"));
    assertThat(with.transferLines())
        .hasSize(3)
        .allMatch(line -> line.get("mode").equals("active"))
        .allMatch(line -> line.get("diagnosis").contains("active_unreachable"));
  }

  @Test
  void forcedPassiveGetsThrough() {
    List<String> clients = new ArrayList<>(ACTIVE);
    ChildJvm.Exit exit =
        client("PORT", clients)
            .agent("otel=none")
            .property("ftplens.force-passive", "true")
            .run()
            .expectSuccess();
    assertThat(exit.stdout().lines())
        .containsExactlyElementsOf(clients.stream().map(each -> each + " f same").toList());
    assertThat(exit.transferLines())
        .isNotEmpty()
        .allMatch(line -> "true".equals(line.get("forced")))
        .allMatch(line -> line.get("data.peer").startsWith(Namespaces.SERVER + ":"))
        .allMatch(line -> line.get("data.local").startsWith(Namespaces.CLIENT + ":"));
    assertThat(namespaces.dropped()).as("the server never tried to connect").isZero();
    System.out.printf(
        "CHECKED: forced passive through a firewall: %d transfers of %d clients%n",
        exit.transferLines().size(), clients.size());
  }

  @Test
  void theJdksClientGetsThroughByItself() {
    ChildJvm.Exit exit =
        client("PORT", List.of("jdk"))
            .agent("otel=none")
            .property("ftplens.force-passive", "true")
            .run()
            .expectSuccess();
    assertThat(exit.stdout()).isEqualTo("jdk f same\n");
    assertThat(namespaces.dropped()).isZero();
  }
}
