package io.ftplens.it.otel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.VirtualMachine;
import io.ftplens.it.jvm.Artifacts;
import io.ftplens.it.jvm.ChildJvm;
import io.ftplens.it.jvm.LogLine;
import io.ftplens.it.otlp.OtlpReceiver;
import io.ftplens.it.otlp.SpanData;
import io.ftplens.it.server.RecordingFtpServer;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowingConsumer;

/**
 * An FTP server, a collector for the application's SDK, and another one for that of ftplens, so
 * that it is known who sent what.
 */
final class Situation implements AutoCloseable {
  /** The service name that ftplens takes from the environment. */
  static final String OURS = "it-app";

  private static final String NO_SPAN = "0000000000000000";

  private final RecordingFtpServer server = RecordingFtpServer.on("127.0.0.1");
  private final OtlpReceiver application = OtlpReceiver.start();
  private final OtlpReceiver ours = OtlpReceiver.start();
  private final Map<String, Parent> parents = new LinkedHashMap<>();
  private List<LogLine> lines = new ArrayList<>();
  private int expectedSpans;

  /** Sets up a child in which ftplens exports to its own collector. */
  ChildJvm jvm(int jdk) {
    return ChildJvm.on(jdk).otlp(ours.endpoint());
  }

  /** As the other, without a service name, for a child in which another agent would take it too. */
  ChildJvm namelessJvm(int jdk) {
    return ChildJvm.on(jdk).env("OTEL_EXPORTER_OTLP_ENDPOINT", ours.endpoint());
  }

  /** The arguments of a TracingApp. */
  List<String> arguments(String mode, String... steps) {
    String session = "t," + mode + ",plain,127.0.0.1," + server.port();
    return Stream.concat(Stream.of(applicationEndpoint(), session), Stream.of(steps)).toList();
  }

  /** Says what a child without OpenTelemetry cannot say itself. */
  void hasNoParent(String transfer) {
    parents.put(transfer, new Parent(NO_SPAN, NO_SPAN));
  }

  /** Where the application's SDK sends its spans. */
  String applicationEndpoint() {
    return application.endpoint();
  }

  /** Runs a child to its end and reads what it says. */
  ChildJvm.Exit run(ChildJvm jvm) {
    return read(jvm.run());
  }

  /** As the other, for a child that says when it waits; the agent is attached to it then. */
  ChildJvm.Exit runAndAttach(ChildJvm jvm) throws Exception {
    return runAndAttach(jvm, List.of());
  }

  /** As the other, and types lines once the agent is there. */
  ChildJvm.Exit runAndAttach(ChildJvm jvm, List<String> toType) throws Exception {
    return runAndAttach(jvm, Situation::attach, toType);
  }

  /** As the other, for who attaches in a way of his own, given the number of the JVM. */
  ChildJvm.Exit runAndAttach(ChildJvm jvm, ThrowingConsumer<String> attach, List<String> toType)
      throws Exception {
    ChildJvm.Running running = jvm.start();
    try {
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> running.stdoutSoFar().lines().anyMatch("ready"::equals));
      attach.accept(running.pid());
      for (String line : toType) {
        running.type(line);
      }
      running.closeStdin();
      return read(running.await());
    } finally {
      running.kill();
    }
  }

  private static void attach(String pid) throws Exception {
    VirtualMachine machine = VirtualMachine.attach(pid);
    load(machine);
    machine.detach();
  }

  /** JDK 8 answers with a number alone, which a later one takes for a complaint. */
  private static void load(VirtualMachine machine) throws Exception {
    try {
      machine.loadAgent(Artifacts.agent().toString());
    } catch (AgentLoadException e) {
      if (!"0".equals(e.getMessage())) {
        throw e;
      }
    }
  }

  private ChildJvm.Exit read(ChildJvm.Exit exit) {
    exit.expectSuccess();
    assertThat(server.surprises()).isEmpty();
    assertThat(exit.stderr()).doesNotContain("could not be used", "stepped aside", "Exception");
    exit.stdout()
        .lines()
        .filter(line -> line.startsWith("transfer "))
        .map(line -> line.split(" "))
        .forEach(words -> parents.put(words[1], new Parent(words[2], words[3])));
    lines = new ArrayList<>(exit.transferLines());
    return exit;
  }

  /**
   * Takes spans of this name for the parents, in the order in which they ended, where the child
   * cannot know of them: the transfers are those of the log lines.
   */
  void parentsAreSpans(String name) {
    List<SpanData> spans =
        application.spans().stream().filter(span -> span.name().equals(name)).toList();
    assertThat(spans).hasSameSizeAs(lines);
    for (int i = 0; i < spans.size(); i++) {
      String path = lines.get(i).get("path");
      String transfer = path.substring("/get/".length(), path.indexOf("-1000.bin"));
      parents.put(transfer, new Parent(spans.get(i).traceId(), spans.get(i).spanId()));
    }
  }

  /** Asserts that the application's SDK, with this service name, made the span of a transfer. */
  void madeByApplication(String transfer, String service) {
    check(transfer, service, application, ours);
  }

  /** As the other, and asserts that its SDK wrote the log record too, and that of the session. */
  void madeAndLoggedByApplication(String transfer, String service) {
    check(transfer, service, application, ours);
    assertThat(application.logs())
        .as("log records of " + transfer)
        .filteredOn(record -> path(transfer).equals(attribute(record, "file.path")))
        .hasSize(1);
  }

  /** Asserts that the end of each session was logged once, by the application's SDK. */
  void sessionsLoggedByApplication(int sessions) {
    assertThat(application.logs())
        .filteredOn(record -> eventName(record).equals("ftp.session.end"))
        .hasSize(sessions);
    assertThat(ours.logs()).isEmpty();
  }

  private static Object attribute(LogRecord record, String name) {
    return SpanData.attributes(record.getAttributesList()).get(name);
  }

  /** An attribute told it before 1.50. */
  private static String eventName(LogRecord record) {
    return record.getEventName().isEmpty()
        ? String.valueOf(attribute(record, "event.name"))
        : record.getEventName();
  }

  /** As the other, and asserts that ftplens itself exported nothing at all. */
  void madeByApplicationAlone(String transfer, String service) {
    checkSpan(transfer, service, application, ours);
    assertThat(ours.serviceNames()).isEmpty();
    assertThat(ours.logs()).isEmpty();
  }

  /** Asserts that the SDK of ftplens made the span of a transfer. */
  void madeByUs(String transfer) {
    check(transfer, OURS, ours, application);
    if (transfer.equals("from-afar")) {
      SpanData span = named(transfer, ours).get(0);
      assertThat(span.proto().getTraceState()).isEqualTo("first=1,second=2");
    }
  }

  /** Asserts that a transfer has a log line, and no span. */
  void notExported(String transfer) {
    assertThat(named(transfer, application)).isEmpty();
    assertThat(named(transfer, ours)).isEmpty();
    takeLine(transfer);
  }

  /** Asserts that no other transfer was told. */
  void nothingElse() {
    assertThat(lines).as("lines of transfers not asked for").isEmpty();
    assertThat(application.ftpSpans().size() + ours.ftpSpans().size())
        .as("spans in all")
        .isEqualTo(expectedSpans);
  }

  private void check(String transfer, String service, OtlpReceiver sender, OtlpReceiver other) {
    checkRecord(transfer, checkSpan(transfer, service, sender, other));
  }

  private SpanData checkSpan(
      String transfer, String service, OtlpReceiver sender, OtlpReceiver other) {
    assertThat(named(transfer, other)).as("spans of " + transfer + " elsewhere").isEmpty();
    List<SpanData> spans = named(transfer, sender);
    assertThat(spans).as("spans of " + transfer).hasSize(1);
    expectedSpans++;
    SpanData span = spans.get(0);
    Parent parent = parents.get(transfer);
    assertThat(parent).as("the child's word of " + transfer).isNotNull();
    assertThat(span.service()).as(transfer).isEqualTo(service);
    assertThat(span.name()).isEqualTo("FTP RETR");
    assertThat(span.proto().getKind()).isEqualTo(SpanKind.SPAN_KIND_CLIENT);
    assertThat(span.attribute("ftp.transfer.size")).isEqualTo(1000L);
    if (parent.spanId().equals(NO_SPAN)) {
      assertThat(span.parentSpanId()).as(transfer).isEmpty();
    } else {
      assertThat(span.traceId()).as(transfer).isEqualTo(parent.traceId());
      assertThat(span.parentSpanId()).as(transfer).isEqualTo(parent.spanId());
    }
    LogLine line = takeLine(transfer);
    assertThat(line.get("trace_id")).as(transfer).isEqualTo(span.traceId());
    assertThat(line.get("span_id")).as(transfer).isEqualTo(span.spanId());
    long nanos = span.proto().getEndTimeUnixNano() - span.proto().getStartTimeUnixNano();
    assertThat(nanos / 1_000_000 - Long.parseLong(line.get("duration_ms")))
        .as(transfer + " begins with its set-up")
        .isBetween(-1L, 1L);
    return span;
  }

  /** The log record of a transfer carries the ids of its span, whoever made that. */
  private void checkRecord(String transfer, SpanData span) {
    List<LogRecord> records =
        Stream.concat(application.logs().stream(), ours.logs().stream())
            .filter(record -> SpanData.hex(record.getSpanId()).equals(span.spanId()))
            .toList();
    assertThat(records).as("log records of " + transfer).hasSize(1);
    assertThat(SpanData.hex(records.get(0).getTraceId())).isEqualTo(span.traceId());
    assertThat(eventName(records.get(0))).isEqualTo("ftp.transfer");
  }

  private LogLine takeLine(String transfer) {
    List<LogLine> found =
        lines.stream().filter(line -> path(transfer).equals(line.get("path"))).toList();
    assertThat(found).as("lines of " + transfer).hasSize(1);
    lines.removeAll(found);
    return found.get(0);
  }

  private static List<SpanData> named(String transfer, OtlpReceiver receiver) {
    return receiver.ftpSpans().stream()
        .filter(span -> path(transfer).equals(span.attribute("file.path")))
        .toList();
  }

  private static String path(String transfer) {
    return "/get/" + transfer + "-1000.bin";
  }

  @Override
  public void close() {
    server.close();
    application.close();
    ours.close();
  }

  private record Parent(String traceId, String spanId) {}
}
