package io.ftplens.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.ftplens.it.jvm.Artifacts;
import io.ftplens.it.jvm.ChildJvm;
import io.ftplens.it.jvm.LogLine;
import io.ftplens.it.otlp.OtlpReceiver;
import io.ftplens.it.otlp.SpanData;
import io.ftplens.it.server.ServedTransfer;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What goes wrong is told as it went wrong, and the application sees what it sees without an agent.
 */
class FailuresIT {
  /** The tag says what happens; see the server's Misbehaviour. */
  private static final List<String> CASES =
      List.of(
          "user.closed-port,passive",
          "user.no-active,active",
          "fail-425,active",
          "fail-425,passive",
          "fail-426,active",
          "fail-426,passive",
          "fail-at-once,active",
          "fail-at-once,passive",
          "fail-550,active",
          "fail-550,passive",
          "fail-die,active",
          "fail-die,passive",
          "fail-reset,active",
          "fail-reset,passive");

  private static final String ANY = "any";

  static Stream<Arguments> matrix() {
    return Stream.of(8, 11, 17, 21, 25)
        .flatMap(
            jdk -> Stream.of("commons-net", "by-hand").map(client -> Arguments.of(client, jdk)));
  }

  @ParameterizedTest(name = "{0} on JDK {1}")
  @MethodSource("matrix")
  void failuresAreToldAndNotAltered(String client, int jdk) {
    String without;
    try (Servers servers = new Servers()) {
      without = child(jdk, client, servers).run().expectSuccess().stdout();
    }
    try (Servers servers = new Servers();
        OtlpReceiver receiver = OtlpReceiver.start()) {
      ChildJvm.Exit exit =
          child(jdk, client, servers).agent("").otlp(receiver.endpoint()).run().expectSuccess();
      assertThat(exit.stdout()).as("what the application sees").isEqualTo(without);
      String library =
          client.equals("by-hand") ? "io.ftplens.it.app.BlockingClient" : "commons-net";
      check(servers.transfers(), exit, receiver, library);
      Tally.add("failures with " + client, jdk, servers.transfers().size());
    }
  }

  private static ChildJvm child(int jdk, String client, Servers servers) {
    List<String> arguments = new ArrayList<>(List.of(client));
    for (String each : CASES) {
      String[] parts = each.split(",", -1);
      String session = servers.session(parts[1], "plain", "4");
      arguments.add(parts[0] + session.substring(session.indexOf(',')));
    }
    return ChildJvm.on(jdk)
        .classPath(Artifacts.commonsNet("3.13.0"))
        .main("FailuresApp", arguments);
  }

  private static void check(
      List<ServedTransfer> served, ChildJvm.Exit exit, OtlpReceiver receiver, String library) {
    assertThat(served).hasSize(CASES.size());
    SoftAssertions softly = new SoftAssertions();
    List<SpanData> spans = receiver.ftpSpans();
    List<LogLine> lines = exit.transferLines();
    softly.assertThat(spans).as("spans").hasSize(CASES.size());
    softly.assertThat(lines).as("lines").hasSize(CASES.size());
    for (ServedTransfer transfer : served) {
      String control = Expected.text(transfer.controlClient);
      String key = transfer.key() + " " + transfer.setup + " " + control;
      List<SpanData> mine =
          spans.stream()
              .filter(
                  span ->
                      Long.valueOf(transfer.controlClient.getPort())
                          .equals(span.attribute("network.local.port")))
              .toList();
      softly.assertThat(mine).as("span of " + key).hasSize(1);
      mine.forEach(span -> checkSpan(softly, key, span, transfer, library));
      List<LogLine> own =
          lines.stream().filter(line -> control.equals(line.get("control.local"))).toList();
      softly.assertThat(own).as("line of " + key).hasSize(1);
      own.forEach(line -> Report.checkLine(softly, key, line, expectedLine(transfer)));
      own.forEach(line -> checkSame(softly, key, line, mine));
    }
    softly.assertAll();
  }

  private static void checkSame(
      SoftAssertions softly, String key, LogLine line, List<SpanData> spans) {
    for (SpanData span : spans) {
      softly.assertThat(line.get("span_id")).as(key).isEqualTo(span.spanId());
      softly.assertThat(line.get("error")).as(key).isEqualTo(span.attribute("error.type"));
    }
  }

  private static Map<String, String> expectedLine(ServedTransfer transfer) {
    Map<String, String> expected = Expected.logValues(transfer);
    if (transfer.dataClient == null) {
      expected.remove("size");
    }
    return expected;
  }

  private static void checkSpan(
      SoftAssertions softly, String key, SpanData span, ServedTransfer transfer, String library) {
    Map<String, Object> actual = settled(Report.present(span.attributes()), transfer);
    Object error = actual.remove("error.type");
    Expected.Client client =
        new Expected.Client("localhost", library, library.equals("commons-net") ? "3.13.0" : null);
    client.checkVersion(softly, key, actual);
    Report.checkEqual(
        softly, key, actual, settled(Expected.attributes(transfer, client), transfer));
    String expected = errorType(transfer);
    softly.assertThat(error).as(key + " error.type").isInstanceOf(String.class);
    if (!expected.equals(ANY)) {
      softly.assertThat(error).as(key + " error.type").isEqualTo(expected);
    }
    softly
        .assertThat(span.proto().getStatus().getCode())
        .as(key + " status")
        .isEqualTo(StatusCode.STATUS_CODE_ERROR);
    softly.assertThat(span.name()).as(key).isEqualTo("FTP " + transfer.command);
  }

  /** Leaves out what the contract leaves open: the size of nothing, the address of a refusal. */
  private static Map<String, Object> settled(
      Map<String, Object> attributes, ServedTransfer transfer) {
    Map<String, Object> settled = new TreeMap<>(attributes);
    settled.remove("ftp.diagnosis");
    if (transfer.dataClient == null) {
      settled.remove("ftp.transfer.size", 0L);
    }
    if (transfer.setupRefused) {
      settled.remove("ftp.data_connection.advertised.address");
      settled.remove("ftp.data_connection.advertised.port");
    }
    return settled;
  }

  private static String errorType(ServedTransfer transfer) {
    if (transfer.reply >= 400) {
      return String.valueOf(transfer.reply);
    }
    return transfer.reply == 227 ? "java.net.ConnectException" : ANY;
  }
}
