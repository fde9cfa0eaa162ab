package io.ftplens.it.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.ftplens.it.jvm.LogLine;
import io.ftplens.it.otlp.SpanData;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.opentest4j.TestAbortedException;

/** What can go wrong on one machine is told: in the log, on the span, as a log record. */
class DiagnosisIT {
  /** The first is provoked in a thread of its own, for it takes ten seconds. */
  static final List<String> HERE =
      List.of(
          "accept_pending",
          "active_unreachable",
          "passive_unreachable",
          "advertised_address_mismatch",
          "data_peer_mismatch",
          "fallback_to_active",
          "passive_lost_on_reconnect",
          "extended_refused",
          "tls_session_not_reused",
          "control_idle_timeout",
          "reply_out_of_step",
          "unfinished_transfer");

  private static final String HEALTHY = "healthy";

  /** Healthy, too, and rare. */
  private static final String BLOCK_MODE = "block_mode";

  /** Each of another way to accept: the old sockets, the new ones, the newest JDK. */
  private static final List<Integer> JDKS = List.of(8, 17, 25);

  private static final Map<Integer, Diagnosed> RUNS = new LinkedHashMap<>();

  @AfterAll
  static void stop() {
    RUNS.values().forEach(Diagnosed::close);
  }

  /** All JVMs are started with the first that is asked for, so that they wait together. */
  private static Diagnosed run(int jdk) {
    List<String> names = new ArrayList<>(HERE);
    names.add(HEALTHY);
    names.add(BLOCK_MODE);
    if (RUNS.isEmpty()) {
      for (int each : JDKS) {
        try {
          RUNS.put(each, Diagnosed.on(each, names));
        } catch (TestAbortedException missing) {
          // Its own tests are skipped below, and say why.
        }
      }
    }
    return RUNS.containsKey(jdk) ? RUNS.get(jdk) : Diagnosed.on(jdk, names);
  }

  static Stream<Arguments> matrix() {
    return JDKS.stream().flatMap(jdk -> HERE.stream().map(name -> Arguments.of(name, jdk)));
  }

  @ParameterizedTest(name = "{0} on JDK {1}")
  @MethodSource("matrix")
  void isTold(String name, int jdk) {
    Diagnosed run = run(jdk);
    List<LogLine> lines =
        LogLine.diagnoses(run.exit().stderr()).stream()
            .filter(line -> run.address(name).equals(line.get("control.peer")))
            .toList();
    assertThat(lines).as(run.exit().toString()).hasSize(1);
    LogLine line = lines.get(0);
    assertThat(line.toString()).contains(" WARN ");
    assertThat(line.get("name")).isEqualTo(name);
    assertThat(line.get("message")).matches(".+; cause: .+; remedy: .+");
    assertThat(line.get("control.local")).startsWith("127.0.0.1:");

    List<LogRecord> records =
        run.receiver().logs().stream()
            .filter(record -> record.getEventName().startsWith("ftp.diagnosis."))
            .filter(record -> record.getBody().getStringValue().equals(line.get("message")))
            .toList();
    assertThat(records).hasSize(1);
    assertThat(records.get(0).getEventName()).isEqualTo("ftp.diagnosis." + name);
    assertThat(records.get(0).getSeverityNumber()).isEqualTo(SeverityNumber.SEVERITY_NUMBER_WARN);
    if (!name.equals("reply_out_of_step")) {
      // That one is noticed when the transfer is long over.
      onItsTransfer(run, name, records.get(0));
    }
  }

  private static void onItsTransfer(Diagnosed run, String name, LogRecord record) {
    List<SpanData> spans =
        run.receiver().ftpSpans().stream()
            .filter(span -> Long.valueOf(run.port(name)).equals(span.attribute("server.port")))
            .filter(span -> List.of(name).equals(span.attribute("ftp.diagnosis")))
            .toList();
    assertThat(spans).as("spans that name it").hasSize(1);
    if (!name.equals("accept_pending")) {
      // That one is told while the span is not yet there.
      assertThat(SpanData.hex(record.getSpanId())).isEqualTo(spans.get(0).spanId());
    }
    assertThat(run.exit().transferLines())
        .filteredOn(line -> spans.get(0).spanId().equals(line.get("span_id")))
        .singleElement()
        .satisfies(line -> assertThat(line.get("diagnosis")).isEqualTo(name));
  }

  static Stream<Integer> jdks() {
    return JDKS.stream();
  }

  @ParameterizedTest(name = "on JDK {0}")
  @MethodSource("jdks")
  void nothingElseIsTold(int jdk) {
    Diagnosed run = run(jdk);
    assertThat(LogLine.diagnoses(run.exit().stderr())).hasSize(HERE.size());
    assertThat(run.exit().stdout()).contains(HEALTHY + " done");
    assertThat(run.exit().stderr().lines().filter(line -> line.contains("WARN")))
        .allMatch(line -> line.contains("ftp diagnosis "));
    assertThat(run.exit().transferLines())
        .filteredOn(line -> line.get("diagnosis") != null)
        .hasSize(HERE.size() - 1);
  }

  @ParameterizedTest(name = "on JDK {0}")
  @MethodSource("jdks")
  void hangIsToldWithItsPlaceWhileItLasts(int jdk) {
    Diagnosed run = run(jdk);
    assertThat(run.exit().stdout())
        .as("it was let go because the line had come")
        .contains("accept_pending done");
    String message =
        LogLine.diagnoses(run.exit().stderr()).stream()
            .filter(line -> line.get("name").equals("accept_pending"))
            .map(line -> line.get("message"))
            .findFirst()
            .orElseThrow();
    assertThat(message)
        .matches(
            "RETR has waited 1\\d s for a connection from 127\\.0\\.0\\.2 to 127\\.0\\.0\\.1:.*")
        .contains("thread nightly-import in org.apache.commons.net.ftp.FTPClient.");
  }

  @ParameterizedTest(name = "on JDK {0}")
  @MethodSource("jdks")
  void transfersOverOneDataConnectionAreToldApart(int jdk) {
    Diagnosed run = run(jdk);
    assertThat(run.exit().transferLines())
        .filteredOn(line -> run.address(BLOCK_MODE).equals(line.get("control.peer")))
        .extracting(
            line -> line.get("path"),
            line -> line.get("mode"),
            line -> line.get("direction"),
            line -> line.get("size"))
        .containsExactly(
            tuple("first", "passive", "outbound", "5000"),
            tuple("second", "passive", "outbound", "5000"));
  }

  @Test
  void noDiagnosisIsWithoutATest() throws IOException {
    String contract = Files.readString(Path.of("..", "docs", "telemetry.md"));
    String table = contract.replaceAll("(?s).*\n## Diagnoses\n|\n## .*", "");
    List<String> tested = new ArrayList<>(HERE);
    tested.addAll(FirewalledDiagnosisIT.ONLY_THERE);
    assertThat(tested)
        .containsExactlyInAnyOrderElementsOf(
            Pattern.compile("(?m)^\\| `(\\w+)` \\|")
                .matcher(table)
                .results()
                .map(row -> row.group(1))
                .toList());
  }
}
