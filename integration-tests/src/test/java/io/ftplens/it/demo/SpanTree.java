package io.ftplens.it.demo;

import io.ftplens.it.otlp.SpanData;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Prints spans as a receiver got them: each under its parent. */
final class SpanTree {
  private final Terminal terminal;
  private final List<SpanData> spans;

  SpanTree(Terminal terminal, List<SpanData> spans) {
    this.terminal = terminal;
    this.spans =
        spans.stream()
            .sorted(Comparator.comparingLong(span -> span.proto().getStartTimeUnixNano()))
            .toList();
  }

  void print() {
    Set<String> known = spans.stream().map(SpanData::spanId).collect(Collectors.toSet());
    for (SpanData span : spans) {
      if (!known.contains(span.parentSpanId())) {
        terminal.line("  trace " + span.traceId());
        print(span, "  ", true);
      }
    }
  }

  private void print(SpanData span, String indent, boolean last) {
    terminal.line(indent + terminal.branch(last) + title(span));
    String below = indent + terminal.trunk(last);
    if (span.scope().equals("io.ftplens")) {
      facts(span).forEach(fact -> terminal.line(below + "     " + fact));
    }
    List<SpanData> children =
        spans.stream().filter(child -> child.parentSpanId().equals(span.spanId())).toList();
    for (int i = 0; i < children.size(); i++) {
      print(children.get(i), below, i == children.size() - 1);
    }
  }

  private static String title(SpanData span) {
    long nanos = span.proto().getEndTimeUnixNano() - span.proto().getStartTimeUnixNano();
    String name = span.name();
    Object path = span.attribute("file.path");
    String shown = path == null ? name : name + "  " + path;
    return String.format(
        Locale.ROOT, "%-36s %7.1f ms   [%s, %s]", shown, nanos / 1e6, span.service(), span.scope());
  }

  private static List<String> facts(SpanData span) {
    Map<String, Object> a = span.attributes();
    String data = "ftp.data_connection.";
    return List.of(
        String.format(
            "mode=%s setup_command=%s direction=%s  local=%s:%s peer=%s:%s",
            a.get(data + "mode"),
            a.get(data + "setup_command"),
            a.get(data + "direction"),
            a.get(data + "local.address"),
            a.get(data + "local.port"),
            a.get(data + "peer.address"),
            a.get(data + "peer.port")),
        String.format(
            "size=%s reply=%s type=%s  protocol=%s%s  library=%s",
            a.get("ftp.transfer.size"),
            a.get("ftp.reply.code"),
            a.get("ftp.transfer.type"),
            a.get("network.protocol.name"),
            a.containsKey(data + "protected") ? " protected=" + a.get(data + "protected") : "",
            String.valueOf(a.get("ftp.client.library")).replaceAll(".*\\.", "")));
  }
}
