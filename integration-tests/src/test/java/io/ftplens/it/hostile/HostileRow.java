package io.ftplens.it.hostile;

import io.ftplens.it.jvm.LogLine;
import io.ftplens.it.otlp.SpanData;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;

/**
 * What is to be told of the session with a hostile server: one transfer, or none.
 *
 * @param server the server
 * @param facts keys of the line and their values; {@code -} for one that is not known, so that the
 *     line has no such key, and {@code ?} for one that depends on the moment; null for no transfer
 */
record HostileRow(HostileServer server, Map<String, String> facts) {
  private static final String UNKNOWN = "-";
  private static final String ANY = "?";

  /** The keys of a line, and the attributes of the span that say the same. */
  private static final Map<String, String> ATTRIBUTES =
      Map.of(
          "command", "ftp.command.name",
          "mode", "ftp.data_connection.mode",
          "direction", "ftp.data_connection.direction",
          "size", "ftp.transfer.size",
          "reply", "ftp.reply.code",
          "error", "error.type");

  static HostileRow of(HostileServer server) {
    return new HostileRow(server, facts(server));
  }

  private static Map<String, String> facts(HostileServer server) {
    String file = "command=RETR mode=passive direction=outbound ";
    String noReply = "command=PASV mode=none direction=- size=0 reply=- ";
    String closed = "error=control_connection_closed diagnosis=-";
    int port = server.foreignPort();
    return switch (server.kind()) {
      case "endless-line", "endless-reply", "controls", "bytewise", "stall-6", "reset-6" ->
          parse(file + "size=1000 reply=226 error=- diagnosis=-");
      case "inject" -> parse(file + "size=0 reply=550 error=550 diagnosis=-");
      case "bounce" ->
          parse(
              file
                  + "size=1 reply=226 error=- diagnosis=advertised_address_mismatch"
                  + " data.peer=127.0.0.2:"
                  + port);
      case "otlp" ->
          parse(file + "size=0 reply=226 error=- diagnosis=- data.peer=127.0.0.1:" + port);
      case "privileged" ->
          parse(
              "command=PASV mode=passive direction=- size=0 reply=227 data.advertised=127.0.0.1:1"
                  + " error=java.net.ConnectException diagnosis=passive_unreachable");
      // the reply to PASV is one of the million that nobody asked for
      case "replies", "stall-4" -> parse(noReply + closed);
      case "stall-5" -> parse(file + "size=0 reply=- " + closed);
      case "reset-4" -> parse(noReply + "error=? diagnosis=-");
      case "reset-5" -> parse(file + "size=0 reply=- error=? diagnosis=-");
      default -> null;
    };
  }

  private static Map<String, String> parse(String text) {
    Map<String, String> facts = new LinkedHashMap<>();
    for (String pair : text.split(" ")) {
      List<String> words = Arrays.asList(pair.split("=", 2));
      facts.put(words.get(0), words.get(1));
    }
    return facts;
  }

  void check(SoftAssertions softly, List<LogLine> lines, List<SpanData> spans) {
    List<LogLine> own =
        lines.stream().filter(line -> server.endpoint().equals(line.get("control.peer"))).toList();
    softly.assertThat(own).as(server.kind()).hasSize(facts == null ? 0 : 1);
    if (facts != null && own.size() == 1) {
      checkLine(softly, own.get(0));
      checkSpan(softly, own.get(0), spans);
    }
  }

  private void checkLine(SoftAssertions softly, LogLine line) {
    facts.forEach(
        (key, value) -> {
          String what = server.kind() + " " + key + " of " + line;
          if (value.equals(ANY)) {
            softly.assertThat(line.get(key)).as(what).isNotEmpty();
          } else {
            softly
                .assertThat(line.get(key))
                .as(what)
                .isEqualTo(value.equals(UNKNOWN) ? null : value);
          }
        });
  }

  /** The span says what the line says. */
  private void checkSpan(SoftAssertions softly, LogLine line, List<SpanData> spans) {
    List<SpanData> own =
        spans.stream().filter(span -> span.spanId().equals(line.get("span_id"))).toList();
    softly.assertThat(own).as("spans of " + line).hasSize(1);
    for (SpanData span : own) {
      ATTRIBUTES.forEach(
          (key, name) -> {
            Object value = span.attribute(name);
            softly
                .assertThat(value == null ? null : value.toString())
                .as(server.kind() + " " + name)
                .isEqualTo(line.get(key));
          });
      softly
          .assertThat(span.proto().getStatus().getCode() == StatusCode.STATUS_CODE_ERROR)
          .as(server.kind() + " status")
          .isEqualTo(line.get("error") != null);
    }
  }
}
