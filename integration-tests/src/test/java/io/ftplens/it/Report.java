package io.ftplens.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ftplens.it.jvm.ChildJvm;
import io.ftplens.it.jvm.LogLine;
import io.ftplens.it.otlp.OtlpReceiver;
import io.ftplens.it.otlp.SpanData;
import io.ftplens.it.server.ServedTransfer;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;

/**
 * What the agent told of one child, compared with what really happened: every attribute of every
 * span, every log line, every log record.
 */
public final class Report {
  /** Clocks of two processes on one machine, read a little apart from the event. */
  private static final long CLOCK_NANOS = 100_000_000L;

  private final List<SpanData> spans;
  private final List<LogLine> lines;
  private final List<LogRecord> records;
  private final List<LogLine> diagnoses;

  private Report(
      List<SpanData> spans, List<LogLine> lines, List<LogRecord> records, List<LogLine> diagnoses) {
    this.spans = spans;
    this.lines = lines;
    this.records = records;
    this.diagnoses = diagnoses;
  }

  /** What came of a child that ended. */
  public static Report of(ChildJvm.Exit exit, OtlpReceiver receiver) {
    return new Report(
        receiver.ftpSpans(),
        exit.transferLines(),
        receiver.logs(),
        LogLine.diagnoses(exit.stderr()));
  }

  /** The spans. */
  List<SpanData> spans() {
    return spans;
  }

  /** The lines. */
  List<LogLine> lines() {
    return lines;
  }

  /**
   * Asserts that exactly these transfers were told, each once and each rightly, all of them
   * successful.
   */
  public void matches(
      List<ServedTransfer> served, Function<ServedTransfer, Expected.Client> clients) {
    assertThat(served).as("transfers of the server").isNotEmpty();
    SoftAssertions softly = new SoftAssertions();
    Map<String, SpanData> spansByKey = unique(softly, "span", spans, Report::key);
    Map<String, LogLine> linesByKey = unique(softly, "line", lines, Report::key);
    for (ServedTransfer transfer : served) {
      String key = transfer.key() + " " + Expected.text(transfer.controlClient);
      SpanData span = spansByKey.remove(key);
      LogLine line = linesByKey.remove(key);
      softly.assertThat(span).as("span of " + key).isNotNull();
      softly.assertThat(line).as("log line of " + key).isNotNull();
      if (span != null) {
        Map<String, Object> actual = present(span.attributes());
        checkDiagnoses(softly, key, transfer, actual.remove("ftp.diagnosis"));
        Expected.Client client = clients.apply(transfer);
        client.checkVersion(softly, key, actual);
        checkEqual(softly, key, actual, Expected.attributes(transfer, client));
        checkSuccess(softly, key, span);
        checkTimes(softly, key, span, transfer);
      }
      if (line != null) {
        checkLine(softly, key, line, Expected.logValues(transfer));
      }
      if (span != null && line != null) {
        checkSameTransfer(softly, key, span, line);
      }
    }
    softly
        .assertThat(diagnoses)
        .as("diagnosis lines, as on the spans")
        .extracting(line -> line.get("name"))
        .containsExactlyInAnyOrderElementsOf(diagnosesOfSpans());
    softly.assertThat(spansByKey.keySet()).as("spans of transfers that never were").isEmpty();
    softly.assertThat(linesByKey.keySet()).as("lines of transfers that never were").isEmpty();
    softly.assertAll();
  }

  private List<String> diagnosesOfSpans() {
    List<String> names = new ArrayList<>();
    for (SpanData span : spans) {
      List<?> own = (List<?>) span.attributes().getOrDefault("ftp.diagnosis", List.of());
      own.forEach(name -> names.add((String) name));
    }
    return names;
  }

  /** Attributes whose absence and whose false mean the same. */
  static Map<String, Object> present(Map<String, Object> attributes) {
    Map<String, Object> present = new TreeMap<>(attributes);
    present.remove("ftp.data_connection.forced", false);
    present.remove("ftp.data_connection.protected", false);
    return present;
  }

  /** A refused EPSV or EPRT is told the second time; the rest is known from one transfer. */
  private static void checkDiagnoses(
      SoftAssertions softly, String key, ServedTransfer transfer, Object actual) {
    List<Object> told = new ArrayList<>(actual == null ? List.of() : (List<?>) actual);
    if (transfer.attempts.stream().anyMatch(attempt -> attempt.matches("EP\\w\\w 500"))) {
      told.remove("extended_refused");
    }
    softly.assertThat(told).as(key + ": ftp.diagnosis").isEqualTo(Expected.diagnoses(transfer));
  }

  /** Asserts that two sets of attributes are equal, and names only those that are not. */
  static void checkEqual(
      SoftAssertions softly, String key, Map<String, Object> actual, Map<String, Object> expected) {
    Set<String> names = new TreeSet<>(actual.keySet());
    names.addAll(expected.keySet());
    for (String name : names) {
      softly.assertThat(actual.get(name)).as(key + ": " + name).isEqualTo(expected.get(name));
    }
  }

  private static void checkSuccess(SoftAssertions softly, String key, SpanData span) {
    softly.assertThat(span.name()).as(key).isEqualTo("FTP " + span.attribute("ftp.command.name"));
    softly.assertThat(span.proto().getKind()).as(key).isEqualTo(SpanKind.SPAN_KIND_CLIENT);
    softly
        .assertThat(span.proto().getStatus().getCode())
        .as(key)
        .isEqualTo(StatusCode.STATUS_CODE_UNSET);
    softly.assertThat(span.parentSpanId()).as(key + ": nobody else traces").isEmpty();
    softly.assertThat(span.service()).as(key).isEqualTo("it-app");
  }

  /** The span begins before the server got the setup, and ends after it wrote the last reply. */
  private static void checkTimes(
      SoftAssertions softly, String key, SpanData span, ServedTransfer transfer) {
    long start = span.proto().getStartTimeUnixNano();
    long end = span.proto().getEndTimeUnixNano();
    softly.assertThat(start).as(key + " start").isLessThan(transfer.setupNanos + CLOCK_NANOS);
    softly.assertThat(end).as(key + " end").isGreaterThan(transfer.replyNanos - CLOCK_NANOS);
    softly
        .assertThat(end - start)
        .as(key + " duration")
        .isGreaterThan(0)
        .isLessThan(transfer.replyNanos - transfer.setupNanos + 20 * CLOCK_NANOS);
  }

  static void checkLine(
      SoftAssertions softly, String key, LogLine line, Map<String, String> expected) {
    expected.forEach(
        (name, value) ->
            softly.assertThat(line.get(name)).as(key + " line " + name).isEqualTo(value));
  }

  private void checkSameTransfer(SoftAssertions softly, String key, SpanData span, LogLine line) {
    softly.assertThat(line.get("trace_id")).as(key).isEqualTo(span.traceId());
    softly.assertThat(line.get("span_id")).as(key).isEqualTo(span.spanId());
    long nanos = span.proto().getEndTimeUnixNano() - span.proto().getStartTimeUnixNano();
    softly
        .assertThat(Long.parseLong(line.get("duration_ms")))
        .as(key + " duration_ms")
        .isCloseTo(nanos / 1_000_000, within(1L));
    List<LogRecord> same =
        records.stream()
            .filter(record -> SpanData.hex(record.getSpanId()).equals(span.spanId()))
            .filter(record -> SpanData.hex(record.getTraceId()).equals(span.traceId()))
            .toList();
    List<String> events = same.stream().map(LogRecord::getEventName).toList();
    softly
        .assertThat(events)
        .as(key + " log records of the span")
        .doesNotContain("")
        .filteredOn(event -> !event.startsWith("ftp.diagnosis."))
        .hasSize(1);
    Object diagnoses = span.attributes().getOrDefault("ftp.diagnosis", List.of());
    softly
        .assertThat(events)
        .as(key + " diagnoses among the log records of the span")
        .filteredOn(event -> event.startsWith("ftp.diagnosis."))
        .hasSize(((List<?>) diagnoses).size());
  }

  private static <T> Map<String, T> unique(
      SoftAssertions softly, String what, List<T> all, Function<T, String> key) {
    Map<String, List<T>> groups = all.stream().collect(Collectors.groupingBy(key));
    Map<String, T> unique = new TreeMap<>();
    groups.forEach(
        (name, group) -> {
          softly.assertThat(group).as(what + " reported once: " + name).hasSize(1);
          unique.put(name, group.get(0));
        });
    return unique;
  }

  private static String key(SpanData span) {
    Object path = span.attribute("file.path");
    Object address = span.attribute("network.local.address");
    Long port = (Long) span.attribute("network.local.port");
    String host = String.valueOf(address);
    String control = host.contains(":") ? "[" + host + "]:" + port : host + ":" + port;
    return span.attribute("ftp.command.name") + (path == null ? "" : " " + path) + " " + control;
  }

  private static String key(LogLine line) {
    String path = line.get("path");
    return line.get("command") + (path == null ? "" : " " + path) + " " + line.get("control.local");
  }
}
