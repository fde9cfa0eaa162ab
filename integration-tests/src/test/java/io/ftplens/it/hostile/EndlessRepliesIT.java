package io.ftplens.it.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.ftplens.it.jvm.ChildJvm;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In the middle of a line, a reply, or a flood of replies without end: what a session holds. */
class EndlessRepliesIT {
  private static final int BEFORE = 3;
  private static final int SESSIONS = 60;

  /** What is kept of a reply, 64 Ki characters of two bytes, and as much again for all else. */
  private static final int MOST_BYTES = 256 << 10;

  @ParameterizedTest(name = "{1} on JDK {0}")
  @CsvSource({"8, endless-reply", "17, endless-line", "17, endless-reply", "17, replies"})
  void sessionStaysBelowItsCap(int jdk, String kind) {
    List<HostileServer> servers = new ArrayList<>();
    try {
      List<String> arguments = new ArrayList<>(List.of(String.valueOf(BEFORE)));
      for (int i = 0; i < BEFORE + SESSIONS; i++) {
        HostileServer server = new HostileServer(kind, 0);
        servers.add(server);
        arguments.add(server.argument().replaceAll(".*:", ""));
      }
      ChildJvm.Exit exit =
          ChildJvm.on(jdk)
              // whose collections leave nothing that is dead
              .jvmArgs("-XX:+UseSerialGC")
              // whose start would be measured too
              .agent("otel=none")
              .main("EndlessApp", arguments)
              .run()
              .expectSuccess();
      assertThat(Long.parseLong(exit.stdout().trim())).as(kind).isLessThan(MOST_BYTES);
      assertThat(exit.stderr().lines().filter(line -> line.contains("ftp session ")))
          .hasSize(BEFORE + SESSIONS);
    } finally {
      servers.forEach(HostileServer::close);
    }
  }
}
