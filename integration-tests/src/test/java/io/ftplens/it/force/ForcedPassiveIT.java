package io.ftplens.it.force;

import static org.assertj.core.api.Assertions.assertThat;

import io.ftplens.it.jvm.ChildJvm;
import io.ftplens.it.jvm.Jdks;
import io.ftplens.it.otlp.OtlpReceiver;
import io.ftplens.it.server.TinyProxy;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients written by hand insist on active mode, and passive mode is what the server sees. */
class ForcedPassiveIT {
  static final List<Integer> JDKS = Jdks.SUPPORTED;

  private static final String ALL =
      "AFTER_150+BEFORE_150+BLOCKED+BLOCKED_AND_JOINED+SPLIT+BUFFERED+PIPELINED+CHANNEL+ADAPTOR"
          + "+ADAPTOR_TIMED+SELECTOR+SELECTOR_FIRST+WILDCARD+PIPELINED_FIRST+PIPELINED_TWICE"
          + "+PIPELINED_BLOCKED+PIPELINED_SELECTOR";

  /** Where the addresses may matter. */
  private static final String OVER_IPV6 =
      "AFTER_150+BEFORE_150+BLOCKED+CHANNEL+ADAPTOR+SELECTOR+WILDCARD+PIPELINED_FIRST"
          + "+PIPELINED_TWICE";

  private static final String OVER_TLS =
      "AFTER_150+BEFORE_150+BLOCKED+SPLIT+PIPELINED+PIPELINED_FIRST+ADAPTOR";

  private final WireServer v4 = WireServer.on("127.0.0.1");
  private final WireServer v6 = WireServer.on("::1");
  private final OtlpReceiver receiver = OtlpReceiver.start();

  @AfterEach
  void stop() {
    v4.close();
    v6.close();
    receiver.close();
  }

  private String v4(String tag, String setup, String security) {
    return tag + "," + setup + "," + security + ",127.0.0.1," + v4.port();
  }

  private String v6(String tag, String setup, String security) {
    return tag + "," + setup + "," + security + ",::1," + v6.port();
  }

  private ChildJvm child(int jdk, String force, String user, String... sessions) {
    List<String> arguments = new java.util.ArrayList<>(List.of(user));
    arguments.addAll(List.of(sessions));
    return ChildJvm.on(jdk)
        .agent("")
        .property("ftplens.force-passive", force)
        .otlp(receiver.endpoint())
        .main("ForcedShapesApp", arguments);
  }

  @ParameterizedTest(name = "every shape on JDK {0}")
  @FieldSource("JDKS")
  void everyShapeIsPassive(int jdk) {
    ChildJvm.Exit exit =
        child(
                jdk,
                "true",
                "test",
                v4("a", "PORT", "plain") + "/" + ALL + "+ABANDONED+REUSED+ABOR",
                v4("b", "EPRT", "plain") + "/AFTER_150+CHANNEL",
                v4("c", "LPRT", "plain") + "/AFTER_150+SELECTOR",
                v4("d", "PORT", "tls-p") + "/" + OVER_TLS + "+TLS_LISTENER",
                v4("e", "PORT", "tls-c") + "/" + OVER_TLS,
                v6("f", "EPRT", "plain") + "/" + OVER_IPV6,
                v6("g", "EPRT", "tls-p") + "/AFTER_150+ADAPTOR+TLS_LISTENER")
            .run()
            .expectSuccess();
    Told.applicationSaw(exit, v4, v6);
    Told.forced(exit, receiver, v4.served());
    Told.forced(exit, receiver, v6.served());
    noneWasActive(v4);
    noneWasActive(v6);
    assertThat(exit.stdout())
        .contains("a-abandoned nobody\na-abandoned 550 no such file\na-abandoned nobody\n")
        .contains("a-abor began true\n")
        .doesNotContain("somebody");
    assertThat(exit.stderr())
        .containsOnlyOnce("ftp forced passive: the application asked 127.0.0.1:" + v4.port())
        .doesNotContain("WARN");
    System.out.printf(
        "CHECKED: forced passive by hand on JDK %d: %d transfers%n",
        jdk, v4.served().size() + v6.served().size());
  }

  /** Until JDK 12 available() holds a monitor that our own reading and writing enters. */
  @ParameterizedTest(name = "who asks all the time whether there is a reply, on JDK {0}")
  @ValueSource(ints = {8, 11, 17, 25})
  void whoAsksAllTheTimeIsAnswered(int jdk) {
    String often = String.join("+", Collections.nCopies(20, "PIPELINED_TWICE"));
    ChildJvm.Exit exit =
        child(jdk, "true", "test", v4("p", "PORT", "plain") + "/" + often).run().expectSuccess();
    assertThat(exit.transferLines())
        .hasSameSizeAs(v4.served())
        .hasSize(60)
        .allMatch(line -> line.get("mode").equals("passive"));
    noneWasActive(v4);
  }

  private static void noneWasActive(WireServer server) {
    assertThat(server.commands())
        .noneMatch(line -> line.matches("(PORT|EPRT|LPRT) .*"))
        .noneMatch(line -> line.startsWith("session ended"));
  }

  @Test
  void aPortThatNamesAnotherHostIsLeftAlone() {
    ChildJvm.Exit exit =
        child(17, "true", "test", v4("x", "PORT", "plain") + "/FOREIGN+AFTER_150")
            .run()
            .expectSuccess();
    assertThat(v4.commands()).containsSequence("PORT 10,1,2,3,4,5", "PORT 10,1,2,3,4,5", "PASV");
    assertThat(exit.stdout()).contains("x-foreign 200 PORT ok\nx-foreign 200 PORT ok\n");
    assertThat(exit.stderr()).containsOnlyOnce("left alone, because it names no listener");
  }

  @ParameterizedTest(name = "on JDK {0}")
  @FieldSource("JDKS")
  void aServerThatRefusesPassiveGetsTheApplicationsOwnPort(int jdk) {
    ChildJvm.Exit exit =
        child(
                jdk,
                "true",
                WireServer.USER_REFUSED_PASSIVE,
                v4("r", "PORT", "plain")
                    + "/SETUP+AFTER_150+BEFORE_150+SPLIT+SELECTOR+ADAPTOR+PIPELINED+PIPELINED_FIRST",
                v4("s", "PORT", "tls-p") + "/AFTER_150")
            .run()
            .expectSuccess();
    Told.applicationSaw(exit, v4);
    assertThat(exit.stdout()).contains("r-setup 200 PORT ok\n").doesNotContain("no PASV");
    assertThat(v4.served()).hasSize(24).allMatch(each -> each.setup().equals("PORT"));
    List<String> setups =
        v4.commands().stream()
            .map(line -> line.split(" ", -1)[0])
            .filter(verb -> verb.equals("PASV") || verb.equals("PORT"))
            .toList();
    assertThat(setups).hasSize(50);
    for (int i = 0; i < setups.size(); i++) {
      assertThat(setups.get(i)).isEqualTo(i % 2 == 0 ? "PASV" : "PORT");
    }
    assertThat(exit.transferLines())
        .filteredOn(line -> line.get("path") != null)
        .hasSize(24)
        .allMatch(line -> line.get("mode").equals("active") && line.get("forced") == null)
        .allMatch(line -> "PASV 502,PORT 200".equals(line.get("attempts")));
  }

  @ParameterizedTest(name = "on JDK {0}")
  @FieldSource("JDKS")
  void whoeverReachesTheServerThroughSocksDoesSoForItsData(int jdk) {
    try (TinyProxy proxy = TinyProxy.start()) {
      ChildJvm.Exit exit =
          child(
                  jdk,
                  "true",
                  "test",
                  v4("x", "PORT", "plain") + "/AFTER_150+BLOCKED+PIPELINED_FIRST")
              .property("socksProxyHost", "127.0.0.1")
              .property("socksProxyPort", "" + proxy.port())
              .property("socksNonProxyHosts", "")
              .run()
              .expectSuccess();
      assertThat(v4.served())
          .hasSize(9)
          .allMatch(each -> each.setup().equals("PASV"))
          .allMatch(each -> each.client().getHostString().equals(TinyProxy.OUTSIDE));
      assertThat(exit.transferLines())
          .hasSize(9)
          .allMatch(line -> "true".equals(line.get("forced")))
          .extracting(line -> line.get("data.peer") + " " + line.get("size"))
          .containsExactlyElementsOf(
              v4.served().stream()
                  .map(each -> Told.text(each.server()) + " " + each.size())
                  .toList());
    }
  }

  @ParameterizedTest(name = "on JDK {0}")
  @FieldSource("JDKS")
  void whoeverWaitsInVainIsReleasedAsWithoutUs(int jdk) {
    String session = v4("w", "PORT", "plain") + "/STUCK";
    ChildJvm.Exit without =
        ChildJvm.on(jdk)
            .main("ForcedShapesApp", WireServer.USER_UNANSWERED, session)
            .run()
            .expectSuccess();
    assertThat(without.stdout())
        .contains("w-stuck accept java.net.SocketTimeoutException: ")
        .contains("w-stuck read java.net.SocketTimeoutException: ")
        .contains("w-stuck closed accept java.net.SocketException: ")
        .contains("w-stuck closed read java.net.SocketException: ");
    ChildJvm.Exit exit =
        child(jdk, "true", WireServer.USER_UNANSWERED, session).run().expectSuccess();
    assertThat(exit.stdout()).isEqualTo(without.stdout());
    assertThat(v4.commands()).contains("PASV");
  }

  @ParameterizedTest(name = "on JDK {0}")
  @ValueSource(ints = {17, 25})
  void whoeverReadsIntoSeveralBuffersGetsWhatWasReadInItsPlace(int jdk) {
    ChildJvm.Exit exit =
        ChildJvm.on(jdk)
            .agent("otel=none")
            .property("ftplens.force-passive", "true")
            .main("ScatterApp", v4("s", "PORT", "plain"))
            .run()
            .expectSuccess();
    assertThat(exit.stdout().lines()).hasSize(3).allMatch(line -> line.startsWith("5000 bytes "));
    assertThat(v4.served()).hasSize(3).allMatch(each -> each.setup().equals("PASV"));
    assertThat(exit.transferLines())
        .hasSize(3)
        .allMatch(line -> "true".equals(line.get("forced")) && "5000".equals(line.get("size")));
  }

  @Test
  void strictLetsTheApplicationReadTheRefusal() {
    ChildJvm.Exit exit =
        child(
                17,
                "strict",
                WireServer.USER_REFUSED_PASSIVE,
                v4("t", "PORT", "plain") + "/SETUP+SETUP")
            .run()
            .expectSuccess();
    assertThat(exit.stdout()).isEqualTo("t-setup 502 no PASV here\nt-setup 502 no PASV here\n");
    noneWasActive(v4);
  }

  @ParameterizedTest(name = "2,000 transfers on JDK {0}")
  @ValueSource(ints = {8, 17, 25})
  void nothingIsLeftOfManyTransfers(int jdk) {
    int transfers = 2_000;
    ChildJvm.Exit exit =
        ChildJvm.on(jdk)
            .agent("otel=none")
            .property("ftplens.force-passive", "true")
            .main("ForcedLeakApp", v4("l", "PORT", "plain"), String.valueOf(transfers))
            .run()
            .expectSuccess();
    assertThat(v4.served()).hasSize(transfers + 200).allMatch(s -> s.setup().equals("PASV"));
    int[] before = counts(exit, "before");
    int[] after = counts(exit, "after");
    assertThat(after[0]).as("descriptors").isLessThanOrEqualTo(before[0] + 2);
    assertThat(after[1]).as("threads").isLessThanOrEqualTo(before[1] + 1);
    assertThat(exit.stderr()).doesNotContain("WARN");
    System.out.printf(
        "CHECKED: %d forced transfers on JDK %d: %d descriptors and %d threads before, %d and %d"
            + " after%n",
        transfers, jdk, before[0], before[1], after[0], after[1]);
  }

  private static int[] counts(ChildJvm.Exit exit, String when) {
    String line = exit.stdout().lines().filter(l -> l.startsWith(when)).findFirst().orElseThrow();
    String[] parts = line.split(" ", -1);
    return new int[] {Integer.parseInt(parts[1]), Integer.parseInt(parts[2])};
  }
}
