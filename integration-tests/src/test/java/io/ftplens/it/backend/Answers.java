package io.ftplens.it.backend;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.protobuf.ByteString;
import io.opentelemetry.proto.logs.v1.LogRecord;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the backend must answer after the demo. */
final class Answers {
  private final Backend backend;
  private final List<SeenTransfer> transfers;

  Answers(Backend backend, List<SeenTransfer> transfers) {
    this.backend = backend;
    this.transfers = transfers;
  }

  /** Each transfer has one span, with the facts of the log line, in the application's service. */
  void spansAreThere() throws IOException {
    assertThat(backend.ftpSpans()).hasSameSizeAs(transfers);
    for (SeenTransfer transfer : transfers) {
      JsonObject span = spanOf(transfer);
      assertThat(text(span, "name")).isEqualTo("FTP " + transfer.command());
      assertThat(text(span, "kind")).isEqualTo("CLIENT");
      assertThat(attributes(span))
          .containsAllEntriesOf(transfer.attributes())
          .containsEntry("service.name", "billing");
    }
  }

  /** Transfers within the application's own span are its children, all others are roots. */
  void spansStandInTheApplicationsTrace() throws IOException {
    List<JsonObject> own = backend.traces("name = \"nightly import\"");
    assertThat(own).hasSize(1);
    JsonObject root = own.get(0).getAsJsonObject("rootSpan");
    for (SeenTransfer transfer : transfers) {
      JsonObject span = spanOf(transfer);
      if (transfer.path().startsWith("/orders/")) {
        assertThat(text(span, "parentSpanId")).isEqualTo(text(root, "spanId"));
        assertThat(text(span, "traceId")).isEqualTo(text(root, "traceId"));
      } else {
        assertThat(span.has("parentSpanId")).as(transfer.path()).isFalse();
      }
    }
  }

  /** The question that ftplens is for, in the backend's own query language. */
  void activeModeIsFound() throws IOException {
    long active = transfers.stream().filter(each -> each.mode().equals("active")).count();
    assertThat(active).isPositive().isLessThan(transfers.size());
    assertThat(backend.traces("ftp.data_connection.mode = active")).hasSize((int) active);
  }

  /** Each transfer has one log record, with the same facts and the ids of its span. */
  void logsAreThere() throws IOException {
    List<JsonObject> records = backend.logs("ftp.transfer.size != NULL");
    assertThat(records).hasSameSizeAs(transfers);
    for (SeenTransfer transfer : transfers) {
      JsonObject span = spanOf(transfer);
      List<JsonObject> own = backend.logs("span_id = " + text(span, "spanId"));
      assertThat(own).as(transfer.path()).hasSize(1);
      assertThat(text(own.get(0), "traceId")).isEqualTo(text(span, "traceId"));
      assertThat(text(own.get(0), "body"))
          .isEqualTo(
              "FTP "
                  + transfer.command()
                  + ", "
                  + transfer.mode()
                  + ", "
                  + transfer.size()
                  + " bytes");
      assertThat(attributes(own.get(0))).containsAllEntriesOf(transfer.attributes());
    }
    assertThat(backend.logs("ftp.session.duration != NULL")).hasSize(6);
  }

  /** The records that passed on their way to the backend had their event names. */
  void logsAreEvents(List<LogRecord> sent) throws IOException {
    Map<String, Integer> events = new TreeMap<>();
    sent.forEach(each -> events.merge(each.getEventName(), 1, Integer::sum));
    assertThat(events).isEqualTo(Map.of("ftp.transfer", transfers.size(), "ftp.session.end", 6));
    List<String> spansWithEvent =
        sent.stream()
            .filter(each -> each.getEventName().equals("ftp.transfer"))
            .map(each -> hex(each.getSpanId()))
            .toList();
    assertThat(spansWithEvent)
        .containsExactlyInAnyOrderElementsOf(
            backend.ftpSpans().stream().map(span -> text(span, "spanId")).toList());
  }

  void metricsAreThere() throws IOException {
    assertThat(backend.metrics())
        .containsExactly(
            "ftp.client.data_connection.setup.duration",
            "ftp.client.session.active",
            "ftp.client.transfer.duration",
            "ftp.client.transfer.size");
  }

  /** The one span of a transfer; paths differ in the demo. */
  JsonObject spanOf(SeenTransfer transfer) throws IOException {
    List<JsonObject> spans =
        backend.ftpSpans().stream()
            .filter(span -> transfer.path().equals(attributes(span).get("file.path")))
            .toList();
    assertThat(spans).as("spans of " + transfer.path()).hasSize(1);
    return spans.get(0);
  }

  static String text(JsonObject object, String name) {
    return object.get(name).getAsString();
  }

  private static Map<String, String> attributes(JsonObject parent) {
    Map<String, String> attributes = new TreeMap<>();
    for (Map.Entry<String, JsonElement> entry : parent.getAsJsonObject("attributes").entrySet()) {
      JsonElement value = entry.getValue();
      attributes.put(
          entry.getKey(), value.isJsonPrimitive() ? value.getAsString() : value.toString());
    }
    return attributes;
  }

  private static String hex(ByteString id) {
    return HexFormat.of().formatHex(id.toByteArray());
  }
}
