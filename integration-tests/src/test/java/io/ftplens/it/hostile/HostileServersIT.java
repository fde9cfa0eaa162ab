package io.ftplens.it.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.ftplens.it.jvm.ChildJvm;
import io.ftplens.it.jvm.LogLine;
import io.ftplens.it.otlp.OtlpReceiver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The application sees of hostile servers what it sees without the agent; what is told of them is
 * right, or says what is not known.
 */
class HostileServersIT {
  /** The SDK and the classes of the application take 20; a server sends 48. */
  private static final String HEAP = "-Xmx40m";

  /** The last step at which a server can stall: QUIT. */
  private static final int LAST_STEP = 6;

  private static final String OWN_ERRORS = "own errors 0\n";

  private static final byte[] OTHER_HOST = {127, 0, 0, 2};

  private static final List<String> KINDS =
      List.of(
          "endless-line",
          "endless-reply",
          "replies",
          "controls",
          "inject",
          "bytewise",
          "tls-garbage",
          "http",
          "privileged");

  @ParameterizedTest(name = "on JDK {0}")
  @ValueSource(ints = {8, 17})
  void applicationSeesTheSame(int jdk) throws IOException {
    List<HostileServer> servers = new ArrayList<>();
    try (OtlpReceiver receiver = OtlpReceiver.start();
        ServerSocket otherHost = new ServerSocket(0, 8, InetAddress.getByAddress(OTHER_HOST))) {
      Thread victim = new Thread(() -> closeAll(otherHost), "other host");
      victim.setDaemon(true);
      victim.start();
      for (String kind : KINDS) {
        servers.add(new HostileServer(kind, 0));
      }
      servers.add(new HostileServer("bounce", otherHost.getLocalPort()));
      int otlp = Integer.parseInt(receiver.endpoint().replaceAll(".*:", ""));
      servers.add(new HostileServer("otlp", otlp));
      for (int step = 0; step <= LAST_STEP; step++) {
        servers.add(new HostileServer("stall-" + step, 0));
        servers.add(new HostileServer("reset-" + step, 0));
      }
      List<String> arguments = servers.stream().map(HostileServer::argument).toList();
      ChildJvm.Exit without =
          ChildJvm.on(jdk).jvmArgs(HEAP).main("HostileApp", arguments).run().expectSuccess();
      ChildJvm.Exit with =
          ChildJvm.on(jdk)
              .jvmArgs(HEAP)
              .agent("log.level=debug")
              .otlp(receiver.endpoint())
              .main("HostileApp", arguments)
              .run()
              .expectSuccess();
      assertThat(with.stdout()).endsWith(OWN_ERRORS);
      assertThat(steady(with.stdout().replace(OWN_ERRORS, ""))).isEqualTo(steady(without.stdout()));
      assertThat(with.stdout()).contains("endless-line: then -1", "replies: reply ", "Timeout");
      check(with.stderr());
      List<LogLine> lines = transferLines(with.stderr());
      SoftAssertions softly = new SoftAssertions();
      servers.forEach(server -> HostileRow.of(server).check(softly, lines, receiver.ftpSpans()));
      softly.assertThat(receiver.ftpSpans()).hasSameSizeAs(lines);
      softly.assertAll();
    } finally {
      servers.forEach(HostileServer::close);
    }
  }

  /**
   * When a reset arrives is a matter of luck: what was read before it, and which call it fails.
   * That it fails, and with which exception, is not.
   */
  private static String steady(String output) {
    return output
        .lines()
        .filter(line -> !line.startsWith("reset-") || line.contains("Exception: "))
        .map(line -> line.startsWith("reset-") ? line.replaceFirst("Exception: .*", "") : line)
        .collect(Collectors.joining("\n"));
  }

  /** Without those lines of the dialogue in which a server says what such a line says. */
  private static List<LogLine> transferLines(String log) {
    return LogLine.transfers(
        log.lines()
            .filter(line -> line.matches("\\S+Z INFO  io\\.ftplens - ftp transfer .*"))
            .collect(Collectors.joining("\n")));
  }

  private static void check(String log) {
    assertThat(log.lines())
        .as("every line is ours")
        .allMatch(line -> line.matches("\\d{4}-\\S+Z (DEBUG|INFO |WARN ) io\\.ftplens.*"))
        .noneMatch(line -> line.chars().anyMatch(c -> c < ' ' || (c >= 0x7f && c <= 0x9f)));
    assertThat(log.lines().filter(line -> line.contains("FORGED")))
        .isNotEmpty()
        .allMatch(
            line -> line.matches(".*Z DEBUG io\\.ftplens - (\\[\\d+\\] <--- |ftp anomaly ).*"));
    assertThat(log.lines().filter(line -> line.contains(" ftp transfer ")))
        .anyMatch(line -> line.contains("size=1000") && line.contains("reply=226"))
        .anyMatch(line -> line.contains("command=PASV") && line.contains("ConnectException"))
        .anyMatch(line -> line.contains("command=RETR") && line.contains("error="));
    assertThat(log)
        .contains("name=advertised_address_mismatch")
        .contains("name=passive_unreachable")
        .contains("name=line_too_long", "name=reply_too_long", "name=unexpected_reply");
  }

  private static void closeAll(ServerSocket listener) {
    while (!listener.isClosed()) {
      try (Socket socket = listener.accept()) {
        socket.getOutputStream().write('!');
      } catch (IOException e) {
        // The test is over.
      }
    }
  }
}
