package io.ftplens.it.force;

import static org.assertj.core.api.Assertions.assertThat;

import io.ftplens.it.jvm.Artifacts;
import io.ftplens.it.jvm.ChildJvm;
import io.ftplens.it.jvm.Jdks;
import io.ftplens.it.jvm.LogLine;
import io.ftplens.it.server.RecordingFtpServer;
import io.ftplens.it.server.ServedTransfer;
import io.ftplens.it.server.TinyProxy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Libraries, and the clients of the other tests, told to be active and forced to be passive. */
class ForcedLibrariesIT {
  private static final List<String> VERSIONS =
      List.of("1.4.1", "2.2", "3.3", "3.6", "3.9.0", "3.13.0");

  private final RecordingFtpServer v4 = RecordingFtpServer.on("127.0.0.1");
  private final RecordingFtpServer v6 = RecordingFtpServer.on("::1");
  private final RecordingFtpServer implicit = RecordingFtpServer.implicitTlsOn("127.0.0.1");
  private final WireServer wire = WireServer.on("127.0.0.1");
  @TempDir Path directory;

  @AfterEach
  void stop() {
    v4.close();
    v6.close();
    implicit.close();
    wire.close();
  }

  private String session(String setup, String security, String network) {
    String server =
        switch (network) {
          case "4" -> "localhost," + v4.port();
          case "6" -> "::1," + v6.port();
          default -> "127.0.0.1," + implicit.port();
        };
    return String.join("-", setup, security, network) + "," + setup + "," + security + "," + server;
  }

  private static ChildJvm child(int jdk) {
    return ChildJvm.on(jdk).agent("otel=none").property("ftplens.force-passive", "true");
  }

  /** All that the servers saw was passive, and each transfer is told as forced, and rightly. */
  private void allWasForced(ChildJvm.Exit exit, int expected, String what) {
    List<ServedTransfer> all = new ArrayList<>();
    for (RecordingFtpServer server : List.of(v4, v6, implicit)) {
      assertThat(server.surprises()).isEmpty();
      all.addAll(server.transfers());
    }
    assertThat(all).hasSize(expected);
    for (ServedTransfer transfer : all) {
      assertThat(transfer.setup).isIn("PASV", "EPSV");
      assertThat(transfer.attempts).noneMatch(attempt -> attempt.matches("(PORT|EPRT).*"));
      List<LogLine> own =
          exit.transferLines().stream()
              .filter(line -> line.get("command").equals(transfer.command))
              .filter(line -> String.valueOf(transfer.path).equals(line.get("path")))
              .filter(line -> Told.text(transfer.controlClient).equals(line.get("control.local")))
              .toList();
      assertThat(own).as(transfer.key()).hasSize(1);
      LogLine line = own.get(0);
      assertThat(line.get("forced")).as(line.toString()).isEqualTo("true");
      assertThat(line.get("mode")).isEqualTo("passive");
      assertThat(line.get("direction")).isEqualTo("outbound");
      assertThat(line.get("data.local")).isEqualTo(Told.text(transfer.dataClient));
      assertThat(line.get("data.peer")).isEqualTo(Told.text(transfer.dataServer));
      assertThat(line.get("size")).isEqualTo("" + transfer.size);
    }
    assertThat(exit.stdout()).doesNotContain("false").doesNotContain("null");
    assertThat(exit.stderr()).doesNotContain("WARN");
    System.out.printf("CHECKED: forced passive, %s: %d transfers%n", what, expected);
  }

  static Stream<Arguments> commonsNet() {
    return Stream.concat(
        VERSIONS.stream().map(version -> Arguments.of(version, 17)),
        Stream.of(
            Arguments.of("1.4.1", 8),
            Arguments.of("3.13.0", 8),
            Arguments.of("3.9.0", 11),
            Arguments.of("3.13.0", 21),
            Arguments.of("3.13.0", 25)));
  }

  @ParameterizedTest(name = "Commons Net {0} on JDK {1}")
  @MethodSource("commonsNet")
  void commonsNetIsPassive(String version, int jdk) {
    ForcedLibrariesIT plain = new ForcedLibrariesIT();
    try {
      ChildJvm.Exit without =
          commonsNetChild(ChildJvm.on(jdk), version, plain.commonsNetSessions(version));
      List<String> sessions = commonsNetSessions(version);
      ChildJvm.Exit exit = commonsNetChild(child(jdk), version, sessions);
      allWasForced(exit, sessions.size() * 8, "Commons Net " + version + " on JDK " + jdk);
      assertThat(exit.stdout()).as("what the application sees").isEqualTo(without.stdout());
    } finally {
      plain.stop();
    }
  }

  private List<String> commonsNetSessions(String version) {
    List<String> sessions = new ArrayList<>();
    sessions.add(session("active", "plain", "4"));
    if (!version.startsWith("1.")) {
      sessions.add(session("active", "plain", "6"));
      sessions.add(session("active", "tls-p", "4"));
      sessions.add(session("active", "tls-c", "6"));
    }
    return sessions;
  }

  private static ChildJvm.Exit commonsNetChild(
      ChildJvm child, String version, List<String> sessions) {
    return child
        .classPath(Artifacts.commonsNet(version))
        .main("CommonsNetApp", sessions)
        .run()
        .expectSuccess();
  }

  @ParameterizedTest(name = "as {0}")
  @ValueSource(strings = {"shaded/org/apache/commons/net", "com/acme/transfer"})
  void aRelocatedCommonsNetIsPassive(String newPackage) throws IOException {
    Path jar = Relocated.jar("3.9.0", newPackage, directory.resolve("relocated.jar"));
    ChildJvm.Exit exit =
        child(17)
            .classPath(List.of(jar.toString()))
            .main(
                "relocated.CommonsNetApp",
                session("active", "plain", "4"),
                session("active", "tls-p", "6"))
            .run()
            .expectSuccess();
    allWasForced(exit, 16, "Commons Net as " + newPackage);
  }

  @ParameterizedTest(name = "edtFTPj on JDK {0}")
  @ValueSource(ints = {8, 17, 25})
  void edtFtpjIsPassive(int jdk) {
    ChildJvm.Exit exit =
        child(jdk)
            .classPath(Artifacts.jars("edtFTPj-.*\\.jar"))
            .main("EdtApp", session("active", "plain", "4"))
            .run()
            .expectSuccess();
    allWasForced(exit, 4, "edtFTPj on JDK " + jdk);
  }

  @ParameterizedTest(name = "on JDK {0}")
  @ValueSource(ints = {8, 17, 25})
  void nettyJglobusAndSubclassesOfCommonsNetArePassive(int jdk) {
    List<String> clients = new ArrayList<>(AnyClients.libraries());
    clients.add("commons-net-subclass");
    List<String> arguments = new ArrayList<>(List.of("20000"));
    for (String client : clients) {
      arguments.add(client + "=test@l,PORT,plain,127.0.0.1," + wire.port());
    }
    ChildJvm.Exit exit =
        child(jdk)
            .classPath(AnyClients.classPath())
            .main("AnyClientApp", arguments)
            .run()
            .expectSuccess();
    assertThat(exit.stdout().lines())
        .containsExactlyElementsOf(clients.stream().map(each -> each + " l same").toList());
    assertThat(wire.served())
        .hasSizeGreaterThanOrEqualTo(2 * clients.size())
        .allMatch(each -> each.setup().equals("PASV"));
    assertThat(exit.transferLines())
        .hasSize(wire.served().size())
        .allMatch(line -> "true".equals(line.get("forced")));
    System.out.printf("CHECKED: forced passive on JDK %d: %s%n", jdk, clients);
  }

  /** Older ones lose a greeting that comes in one read with the proxy's answer, and wait for it. */
  @ParameterizedTest(name = "of Commons Net {0}")
  @ValueSource(strings = {"3.9.0", "3.13.0"})
  void theClientForHttpProxiesIsPassive(String version) {
    try (TinyProxy proxy = TinyProxy.start()) {
      ChildJvm.Exit exit =
          child(Jdks.own())
              .classPath(Artifacts.commonsNet(version))
              .main("HttpProxyApp", "127.0.0.1", "" + v4.port(), "" + proxy.port(), "active")
              .run()
              .expectSuccess();
      assertThat(exit.stdout()).startsWith("true\ntrue 70001\n");
      assertThat(v4.transfers())
          .hasSize(3)
          .allMatch(each -> each.mode().equals("passive"))
          .allMatch(each -> each.dataClient.getHostString().equals(TinyProxy.OUTSIDE));
      assertThat(exit.transferLines())
          .extracting(line -> line.get("data.peer"))
          .containsExactlyElementsOf(
              v4.transfers().stream().map(each -> Told.text(each.dataServer)).toList());
      assertThat(exit.transferLines()).allMatch(line -> "true".equals(line.get("forced")));
    }
  }

  static Stream<Arguments> byHand() {
    return Stream.of(
        Arguments.of(8, "platform", "socket"),
        Arguments.of(17, "platform", "socket"),
        Arguments.of(21, "virtual", "socket"),
        Arguments.of(25, "virtual", "socket"),
        Arguments.of(25, "platform", "adaptor_timed"));
  }

  @ParameterizedTest(name = "JDK {0}, {1} threads, {2}")
  @MethodSource("byHand")
  void aBufferedReaderAndVirtualThreadsArePassive(int jdk, String threads, String plumbing) {
    List<String> arguments =
        List.of(
            threads,
            plumbing,
            session("PORT", "plain", "4"),
            session("EPRT", "plain", "6"),
            session("PORT", "tls-p", "4"),
            session("EPRT", "tls-c", "6"),
            session("PORT", "implicit", "implicit"));
    ChildJvm.Exit exit = child(jdk).main("BlockingApp", arguments).run().expectSuccess();
    allWasForced(exit, 40, "by hand, " + threads + " " + plumbing + " on JDK " + jdk);
  }

  @ParameterizedTest(name = "gathering writes on JDK {0}")
  @ValueSource(ints = {8, 11, 17, 21, 25})
  void gatheringWritesArePassive(int jdk) {
    ChildJvm.Exit exit =
        child(jdk)
            .main("NioApp", session("PORT", "plain", "4"), session("EPRT", "plain", "6"))
            .run()
            .expectSuccess();
    allWasForced(exit, 8, "non-blocking channels on JDK " + jdk);
  }

  @ParameterizedTest(name = "on JDK {0}")
  @ValueSource(ints = {8, 11, 17, 21, 25})
  void theJdksClientDoesNotFallBackToActive(int jdk) {
    String url = "@127.0.0.1:" + wire.port() + "/get/jdk-500.bin;type=i";
    String refused = "ftp://" + WireServer.USER_REFUSED_PASSIVE + ":s3cret" + url;
    ChildJvm.Exit exit =
        child(jdk)
            .main("ForcedFallbackApp", "ftp://test:s3cret" + url, refused)
            .run()
            .expectSuccess();
    assertThat(exit.stdout()).startsWith("read 500 bytes ");
    assertThat(exit.stdout())
        .contains("java.io.IOException: the server refused passive mode (")
        .contains("ftplens.force-passive forbids the fall-back to active mode");
    assertThat(wire.commands()).noneMatch(line -> line.matches("(PORT|EPRT) .*"));
    ChildJvm.on(jdk).agent("otel=none").main("ForcedFallbackApp", refused).run().expectSuccess();
    assertThat(wire.commands()).as("it would have").anyMatch(l -> l.matches("(PORT|EPRT) .*"));
  }

  @ParameterizedTest(name = "on JDK {0}")
  @ValueSource(ints = {8, 17, 25})
  void theSwitchIsReadAtEachDataConnection(int jdk) {
    String raw = "raw,PORT,plain,127.0.0.1," + wire.port();
    ChildJvm.Exit exit =
        ChildJvm.on(jdk)
            .agent("otel=none")
            .classPath(Artifacts.commonsNet("3.9.0"))
            .main("ForcedSwitchApp", raw.replace("raw,PORT", "lib,active"), raw)
            .run()
            .expectSuccess();
    assertThat(exit.stdout())
        .isEqualTo(
            "off 300 400 mode 0\ntrue 300 400 mode 2\nfalse 300 400 mode 0\n"
                + "STRICT 300 400 mode 2\nnonsense 300 400 mode 0\nown mode 2\n");
    assertThat(wire.served().stream().map(each -> each.path() + " " + each.setup()))
        .containsExactly(
            "/get/commons-0-300.bin PORT",
            "/get/raw-0-400.bin PORT",
            "/get/commons-1-300.bin PASV",
            "/get/raw-1-400.bin PASV",
            "/get/commons-2-300.bin PORT",
            "/get/raw-2-400.bin PORT",
            "/get/commons-3-300.bin PASV",
            "/get/raw-3-400.bin PASV",
            "/get/commons-4-300.bin PORT",
            "/get/raw-4-400.bin PORT",
            "/get/commons-own-300.bin PASV",
            "/get/commons-own-301.bin PASV");
    assertThat(exit.transferLines())
        .filteredOn(line -> "true".equals(line.get("forced")))
        .extracting(line -> line.get("path"))
        .containsExactly(
            "/get/commons-1-300.bin",
            "/get/raw-1-400.bin",
            "/get/commons-3-300.bin",
            "/get/raw-3-400.bin");
  }

  @Test
  void agentArgumentAndEnvironmentThrowTheSwitchToo() {
    for (ChildJvm child :
        List.of(
            ChildJvm.on(Jdks.own()).agent("otel=none,force-passive=true"),
            ChildJvm.on(Jdks.own()).agent("otel=none").env("FTPLENS_FORCE_PASSIVE", "true"))) {
      int before = wire.served().size();
      child
          .main("ForcedShapesApp", "test", "o,PORT,plain,127.0.0.1," + wire.port() + "/AFTER_150")
          .run()
          .expectSuccess();
      assertThat(wire.served().subList(before, wire.served().size()))
          .hasSize(3)
          .allMatch(each -> each.setup().equals("PASV"));
    }
  }
}
