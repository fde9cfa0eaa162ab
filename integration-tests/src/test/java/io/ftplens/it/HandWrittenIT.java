package io.ftplens.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.ftplens.it.jvm.ChildJvm;
import io.ftplens.it.jvm.Jdks;
import io.ftplens.it.otlp.OtlpReceiver;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Clients that are no library at all: only the sockets can tell what they do. */
class HandWrittenIT {
  static final List<Integer> JDKS = Jdks.SUPPORTED;
  static final List<Integer> JDKS_WITH_VIRTUAL_THREADS = List.of(21, 25);

  private static final String BLOCKING = "io.ftplens.it.app.BlockingClient";
  private static final String NON_BLOCKING = "io.ftplens.it.app.NioClient";

  @ParameterizedTest(name = "blocking sockets on JDK {0}")
  @FieldSource("JDKS")
  void blockingSockets(int jdk) {
    blocking(jdk, "platform", "socket", everything());
  }

  @ParameterizedTest(name = "blocking sockets of the old implementation on JDK {0}")
  @FieldSource("JDK_17")
  void blockingSocketsOfTheOldImplementation(int jdk) {
    blocking(
        jdk,
        "platform",
        "socket",
        List.of("PORT,plain,4", "EPSV,plain,6"),
        "-Djdk.net.usePlainSocketImpl=true");
  }

  static final List<Integer> JDK_17 = List.of(17);

  @ParameterizedTest(name = "sockets of channels on JDK {0}")
  @FieldSource("JDKS")
  void socketsOfChannels(int jdk) {
    blocking(
        jdk,
        "platform",
        "adaptor",
        List.of("PORT,plain,4", "PASV,plain,4", "EPRT,tls-p,6", "EPSV,tls-p,6"));
  }

  @ParameterizedTest(name = "sockets of channels with time-outs on JDK {0}")
  @FieldSource("JDKS")
  void socketsOfChannelsWithTimeOuts(int jdk) {
    blocking(jdk, "platform", "adaptor_timed", List.of("EPRT,plain,6", "PASV,plain,4"));
  }

  @ParameterizedTest(name = "virtual threads on JDK {0}")
  @FieldSource("JDKS_WITH_VIRTUAL_THREADS")
  void virtualThreads(int jdk) {
    blocking(jdk, "virtual", "socket", everything());
  }

  @ParameterizedTest(name = "non-blocking channels on JDK {0}")
  @FieldSource("JDKS")
  void nonBlockingChannels(int jdk) {
    try (Servers servers = new Servers();
        OtlpReceiver receiver = OtlpReceiver.start()) {
      ChildJvm.Exit exit =
          ChildJvm.on(jdk)
              .agent("")
              .otlp(receiver.endpoint())
              .main(
                  "NioApp",
                  servers.session("PORT", "plain", "4"),
                  servers.session("PASV", "plain", "4"),
                  servers.session("EPRT", "plain", "6"),
                  servers.session("EPSV", "plain", "6"))
              .run()
              .expectSuccess();
      assertThat(servers.transfers()).hasSize(16);
      check("by hand, non-blocking", jdk, servers, exit, receiver, NON_BLOCKING);
    }
  }

  /** Every setup command, network and protection. */
  private static List<String> everything() {
    return List.of(
        "PORT,plain,4",
        "PASV,plain,4",
        "EPRT,plain,4",
        "EPSV,plain,4",
        "EPRT,plain,6",
        "EPSV,plain,6",
        "PORT,tls-p,4",
        "EPSV,tls-p,6",
        "EPRT,tls-c,6",
        "PASV,tls-c,4",
        "PORT,implicit,implicit",
        "EPSV,implicit,implicit");
  }

  private static void blocking(
      int jdk, String threads, String plumbing, List<String> sessions, String... jvmArgs) {
    try (Servers servers = new Servers();
        OtlpReceiver receiver = OtlpReceiver.start()) {
      List<String> arguments = new ArrayList<>(List.of(threads, plumbing));
      for (String session : sessions) {
        String[] parts = session.split(",", -1);
        arguments.add(servers.session(parts[0], parts[1], parts[2]));
      }
      ChildJvm.Exit exit =
          ChildJvm.on(jdk)
              .jvmArgs(jvmArgs)
              .agent("")
              .otlp(receiver.endpoint())
              .main("BlockingApp", arguments)
              .run()
              .expectSuccess();
      assertThat(servers.transfers()).hasSize(sessions.size() * 8);
      check("by hand, " + threads + " " + plumbing, jdk, servers, exit, receiver, BLOCKING);
    }
  }

  private static void check(
      String what,
      int jdk,
      Servers servers,
      ChildJvm.Exit exit,
      OtlpReceiver receiver,
      String library) {
    Output.isRight(exit);
    Report.of(exit, receiver)
        .matches(
            servers.transfers(), transfer -> new Expected.Client(servers.name(transfer), library));
    Tally.add(what, jdk, servers.transfers().size());
  }
}
