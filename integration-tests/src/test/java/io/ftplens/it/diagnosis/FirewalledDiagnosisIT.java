package io.ftplens.it.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.ftplens.it.force.Namespaces;
import io.ftplens.it.jvm.Artifacts;
import io.ftplens.it.jvm.ChildJvm;
import io.ftplens.it.jvm.Jdks;
import io.ftplens.it.jvm.LogLine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What it takes two hosts and a firewall for: the client's lets nobody in, and lets it out to the
 * ports of servers only.
 */
class FirewalledDiagnosisIT {
  /** Those that a server on the same host does not deserve. */
  static final List<String> ONLY_THERE =
      List.of("cleartext_credentials", "advertised_address_private");

  /** By the server's port. */
  private static final List<String> NAMES =
      List.of(
          "accept_pending",
          "cleartext_credentials",
          "active_unreachable",
          "advertised_address_private",
          "blocked_passive");

  private static final int FIRST_PORT = 2121;

  @TempDir Path directory;

  @Test
  void firewallsAreDiagnosed() throws Exception {
    try (Namespaces namespaces = Namespaces.orSkip()) {
      namespaces.blockServerPort(40_000);
      List<String> ports = new ArrayList<>();
      for (int i = 0; i < NAMES.size(); i++) {
        ports.add(NAMES.get(i) + "=" + (FIRST_PORT + i));
      }
      List<String> arguments = new ArrayList<>(List.of(Namespaces.SERVER));
      arguments.addAll(ports);
      ChildJvm.Running server =
          ChildJvm.on(namespaces.serverJdk(Jdks.home(17), directory))
              .main("SickFtpServer", arguments)
              .start();
      try {
        Awaitility.await().until(() -> server.stdoutSoFar().contains("up"));
        check(client(namespaces, arguments));
      } finally {
        server.kill();
      }
    }
  }

  /** Ends the application once it hangs and that was told. */
  private ChildJvm.Exit client(Namespaces namespaces, List<String> arguments)
      throws IOException, InterruptedException {
    CountDownLatch hanging = new CountDownLatch(2);
    ChildJvm.Running client =
        ChildJvm.on(namespaces.clientJdk(Jdks.home(17), directory))
            .agent("")
            .env("OTEL_TRACES_EXPORTER", "console")
            .env("OTEL_LOGS_EXPORTER", "console")
            .env("OTEL_METRICS_EXPORTER", "none")
            .classPath(Artifacts.commonsNet("3.13.0"))
            .main("DiagnosedApp", arguments)
            .onStdout(line -> count(hanging, line.equals("hanging")))
            .onStderr(line -> count(hanging, line.contains("ftp diagnosis name=accept_pending")))
            .start();
    assertThat(hanging.await(60, TimeUnit.SECONDS)).as(client.stderrSoFar()).isTrue();
    client.closeStdin();
    return client.await().expectSuccess();
  }

  private static void count(CountDownLatch latch, boolean met) {
    if (met) {
      latch.countDown();
    }
  }

  private static void check(ChildJvm.Exit exit) {
    List<LogLine> lines = LogLine.diagnoses(exit.stderr());
    assertThat(lines)
        .as(exit.toString())
        .extracting(line -> port(line) + " " + line.get("name"))
        .containsExactlyInAnyOrder(
            // Told once a host, by whichever session is the first.
            port(lines.get(0)) + " cleartext_credentials",
            port("accept_pending") + " accept_pending",
            // At the end it has not been reached, either.
            port("accept_pending") + " active_unreachable",
            port("active_unreachable") + " active_unreachable",
            port("advertised_address_private") + " advertised_address_private",
            port("blocked_passive") + " passive_unreachable");
    List<LogLine> records = console(exit, "log ");
    List<LogLine> spans = console(exit, "span ");
    for (LogLine line : lines) {
      String name = line.get("name");
      assertThat(line.toString()).contains(" WARN ");
      assertThat(line.get("message")).matches(".+; cause: .+; remedy: .+");
      assertThat(records)
          .filteredOn(record -> line.get("message").equals(record.get("body")))
          .singleElement()
          .satisfies(record -> assertThat(record.get("event")).isEqualTo("ftp.diagnosis." + name))
          .satisfies(record -> assertThat(record.get("severity")).isEqualTo("WARN"));
      if (!name.equals("cleartext_credentials")) {
        assertThat(spans)
            .filteredOn(span -> span.get("server.port").equals("" + port(line)))
            .singleElement()
            .satisfies(span -> assertThat(span.get("ftp.diagnosis")).contains(name));
      }
    }
    System.out.println("CHECKED: " + lines.size() + " diagnoses between two hosts with firewalls");
  }

  /** What the console exporters wrote. */
  private static List<LogLine> console(ChildJvm.Exit exit, String kind) {
    String lines =
        exit.stderr()
            .lines()
            .filter(line -> line.startsWith(kind))
            .collect(Collectors.joining("\n"));
    return LogLine.all(lines, kind);
  }

  private static int port(String name) {
    return FIRST_PORT + NAMES.indexOf(name);
  }

  private static int port(LogLine line) {
    String peer = line.get("control.peer");
    return Integer.parseInt(peer.substring(peer.lastIndexOf(':') + 1));
  }
}
