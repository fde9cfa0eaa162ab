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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The proof: a firewall that lets nobody connect to the client. What is active comes last, because
 * servers go on trying for minutes.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FirewallIT {
  private static final int PORT = 2121;
  private static final String BY_HAND =
      "AFTER_150 BEFORE_150 BLOCKED SELECTOR CHANNEL ADAPTOR ADAPTOR_TIMED PIPELINED PIPELINED_FIRST";

  /** Passive, nobody waits in vain. */
  private static final String PATIENT = "60000";

  /**
   * Active, everybody does: shorter than the 15 s after which servers give up. A channel's accept
   * has no time-out: whoever is in it is interrupted.
   */
  private static final String WAITING_IN_VAIN = "4000/CHANNEL,ADAPTOR";

  private static final List<FirewalledServer> SERVERS = new ArrayList<>();

  @TempDir static Path directory;
  private static Namespaces namespaces;
  private static ChildJvm.Running apache;
  private static Path clientJdk;

  @BeforeAll
  static void start() throws IOException {
    namespaces = Namespaces.orSkip();
    clientJdk = namespaces.clientJdk(Jdks.home(Jdks.own()), directory);
    Path root = Files.createDirectories(directory.resolve("root"));
    apache =
        ChildJvm.on(namespaces.serverJdk(Jdks.home(Jdks.own()), directory))
            .classPath(Artifacts.jars("(ftpserver|ftplet|mina|slf4j).*\\.jar"))
            .main("NamespaceServerApp", Namespaces.SERVER, "" + PORT, root.toString())
            .start();
    Awaitility.await().until(() -> apache.stdoutSoFar().contains("up"));
    SERVERS.add(new FirewalledServer("Apache", "test", PORT));
    SERVERS.addAll(FirewalledServer.others(namespaces));
  }

  /** The server is killed: in the midst of connecting in vain, it would not end for minutes. */
  @AfterAll
  static void stop() {
    if (apache != null) {
      apache.kill();
    }
    if (namespaces != null) {
      if (SERVERS.size() > 1) {
        FirewalledServer.stopOthers(namespaces);
      }
      namespaces.close();
    }
  }

  private static List<String> clients() {
    List<String> clients = new ArrayList<>(AnyClients.libraries());
    clients.addAll(List.of(BY_HAND.split(" ")));
    return clients;
  }

  private static ChildJvm run(String waiting, List<String> clients) {
    List<String> arguments = new ArrayList<>(List.of(waiting));
    for (FirewalledServer server : SERVERS) {
      for (String client : clients) {
        arguments.add(server.session(client));
      }
    }
    return ChildJvm.on(clientJdk)
        .classPath(AnyClients.classPath())
        // Else jglobus announces what the host's name leads to, which is 127.0.0.1.
        .property("org.globus.ip", Namespaces.CLIENT)
        .main("AnyClientApp", arguments);
  }

  @Test
  @Order(1)
  void forcedPassiveGetsThroughWithEveryClient() {
    List<String> clients = clients();
    clients.add("jdk");
    ChildJvm.Exit exit =
        run(PATIENT, clients)
            .agent("otel=none")
            .property("ftplens.force-passive", "true")
            .run()
            .expectSuccess();
    assertThat(exit.stdout().lines())
        .hasSize(clients.size() * SERVERS.size())
        .allMatch(line -> line.endsWith(" same"));
    assertThat(exit.transferLines())
        .hasSizeGreaterThanOrEqualTo(2 * clients.size() * SERVERS.size())
        .allMatch(line -> line.get("mode").equals("passive"))
        .allMatch(line -> line.get("data.peer").startsWith(Namespaces.SERVER + ":"))
        .allMatch(line -> line.get("data.local").startsWith(Namespaces.CLIENT + ":"))
        .allMatch(line -> "true".equals(line.get("forced")) || line.get("client").equals("jdk"));
    assertThat(namespaces.dropped()).as("no server ever tried to connect").isZero();
    System.out.printf(
        "CHECKED: forced passive through a firewall: %d transfers of %d clients with %d servers%n",
        exit.transferLines().size(), clients.size(), SERVERS.size());
  }

  @Test
  @Order(2)
  void theDoctorSaysThatPassiveWorksAndActiveIsDropped() throws IOException {
    Path password = Files.writeString(directory.resolve("password"), "s3cret\n");
    List<ChildJvm.Running> doctors = new ArrayList<>();
    for (FirewalledServer server : SERVERS) {
      doctors.add(doctor(server, password));
    }
    for (ChildJvm.Running doctor : doctors) {
      ChildJvm.Exit exit = doctor.await();
      assertThat(exit.code()).as(exit.toString()).isZero();
      assertThat(exit.stdout())
          .containsPattern("EPSV +yes .* -> 192\\.0\\.2\\.1:")
          .containsPattern("PASV +yes .* -> 192\\.0\\.2\\.1:")
          .containsPattern("EPRT +no ")
          .containsPattern("PORT +no ")
          .containsPattern(
              "verdict +plain: use passive; active is dropped before it reaches"
                  + " 192\\.0\\.2\\.2:\\d+");
    }
    System.out.printf("CHECKED: the doctor behind a firewall: %d servers%n", doctors.size());
  }

  private static ChildJvm.Running doctor(FirewalledServer server, Path password)
      throws IOException {
    return ChildJvm.on(clientJdk)
        .jvmArgs(
            "-jar",
            Artifacts.agent().toString(),
            "doctor",
            server.url(),
            "--password-file",
            password.toString(),
            "--timeout",
            "2",
            "--insecure")
        .start();
  }

  @Test
  @Order(3)
  void activeFailsWithAndWithoutTheAgentAndIsDiagnosed() {
    List<String> clients = clients();
    int sessions = clients.size() * SERVERS.size();
    namespaces.awaitNoAttempt();
    long before = namespaces.dropped();
    ChildJvm.Exit without = run(WAITING_IN_VAIN, clients).run().expectSuccess();
    assertThat(without.stdout().lines())
        .hasSize(sessions)
        .allMatch(line -> line.contains(" failed "));
    long dropped = namespaces.dropped();
    assertThat(dropped).as("packets the firewall dropped").isGreaterThan(before);
    namespaces.awaitNoAttempt();
    ChildJvm.Exit with = run(WAITING_IN_VAIN, clients).agent("otel=none").run().expectSuccess();
    assertThat(with.stdout()).isEqualTo(without.stdout());
    assertThat(namespaces.dropped()).isGreaterThan(dropped);
    assertThat(with.transferLines())
        .hasSize(sessions)
        .allMatch(line -> line.get("mode").equals("active"))
        .allMatch(line -> line.get("diagnosis").contains("active_unreachable"));
    assertThat(with.stderr().lines().filter(line -> line.contains("name=active_unreachable")))
        .hasSize(sessions)
        .allMatch(line -> line.contains("remedy: ") && line.contains("passive"));
    System.out.printf(
        "CHECKED: active behind a firewall: %d sessions of %d clients with %d servers%n",
        sessions, clients.size(), SERVERS.size());
  }
}
