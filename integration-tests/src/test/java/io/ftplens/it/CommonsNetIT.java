package io.ftplens.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.ftplens.it.jvm.Artifacts;
import io.ftplens.it.jvm.ChildJvm;
import io.ftplens.it.jvm.Jdks;
import io.ftplens.it.otlp.OtlpReceiver;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Commons Net from 2005 to today, in every mode, over every network, with and without TLS. */
class CommonsNetIT {
  private static final List<String> VERSIONS =
      List.of("1.4.1", "2.2", "3.3", "3.6", "3.9.0", "3.13.0");
  private static final List<String> OLDEST_AND_NEWEST = List.of("1.4.1", "3.13.0");
  private static final int TRANSFERS_PER_SESSION = 8;

  /** All versions on the JDK that builds; the two ends on the others. */
  static Stream<Arguments> matrix() {
    return Jdks.SUPPORTED.stream()
        .flatMap(
            jdk ->
                (jdk == Jdks.own() ? VERSIONS : OLDEST_AND_NEWEST)
                    .stream().map(version -> Arguments.of(version, jdk)));
  }

  @ParameterizedTest(name = "Commons Net {0} on JDK {1}")
  @MethodSource("matrix")
  void everyTransferIsReportedAsItWas(String version, int jdk) {
    try (Servers servers = new Servers();
        OtlpReceiver receiver = OtlpReceiver.start()) {
      List<String> sessions = sessions(servers, version);
      ChildJvm.Exit exit =
          ChildJvm.on(jdk)
              .agent("")
              .otlp(receiver.endpoint())
              .classPath(Artifacts.commonsNet(version))
              .main("CommonsNetApp", sessions)
              .run()
              .expectSuccess();
      assertThat(servers.transfers()).hasSize(sessions.size() * TRANSFERS_PER_SESSION);
      Output.isRight(exit);
      Report.of(exit, receiver)
          .matches(
              servers.transfers(),
              transfer -> new Expected.Client(servers.name(transfer), "commons-net", version));
      Tally.add("commons-net " + version, jdk, servers.transfers().size());
    }
  }

  /** Commons Net 1.4.1 knows neither IPv6 nor TLS. */
  private static List<String> sessions(Servers servers, String version) {
    List<String> sessions = new ArrayList<>();
    for (String mode : List.of("active", "passive")) {
      sessions.add(servers.session(mode, "plain", "4"));
      if (!version.startsWith("1.")) {
        sessions.add(servers.session(mode, "plain", "6"));
        for (String security : List.of("tls-p", "tls-c")) {
          sessions.add(servers.session(mode, security, "4"));
          sessions.add(servers.session(mode, security, "6"));
        }
        sessions.add(servers.session(mode, "implicit", "implicit"));
      }
    }
    return sessions;
  }
}
