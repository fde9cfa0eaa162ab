package io.ftplens.it.capture;

import io.ftplens.it.otlp.SpanData;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Joins what was seen with what the agent told, by control connection, command and path. */
final class Comparison {
  /** The counts of one mode. */
  static final class Counts {
    int seen;
    int matched;
    int missing;
    int wrong;
    int invented;
  }

  private final Map<String, Counts> byMode = new TreeMap<>();
  private final List<String> problems = new ArrayList<>();

  private Comparison() {}

  /**
   * Compares.
   *
   * @param seen what happened
   * @param spans what the agent told
   */
  static Comparison of(List<SeenTransfer> seen, List<SpanData> spans) {
    Comparison comparison = new Comparison();
    Map<String, List<SpanData>> told = new LinkedHashMap<>();
    spans.stream()
        .sorted(
            (a, b) ->
                Long.compare(a.proto().getStartTimeUnixNano(), b.proto().getStartTimeUnixNano()))
        .forEach(span -> told.computeIfAbsent(key(span), key -> new ArrayList<>()).add(span));
    for (SeenTransfer transfer : seen) {
      List<SpanData> same = told.getOrDefault(key(transfer), List.of());
      comparison.compare(transfer, same.isEmpty() ? null : same.remove(0));
    }
    told.values().forEach(left -> left.forEach(comparison::invented));
    return comparison;
  }

  /** The counts, by mode and setup command. */
  Map<String, Counts> byMode() {
    return byMode;
  }

  /** What is not as it should be, one line each. */
  List<String> problems() {
    return problems;
  }

  private Counts counts(Object mode, Object setup, boolean encrypted) {
    String key = mode + (setup == null ? "" : " " + setup) + (encrypted ? ", TLS" : "");
    return byMode.computeIfAbsent(key, absent -> new Counts());
  }

  private void compare(SeenTransfer transfer, SpanData span) {
    Counts counts = counts(transfer.mode(), transfer.setup, transfer.encrypted);
    counts.seen++;
    if (span == null) {
      counts.missing++;
      problems.add("missing: " + transfer);
      return;
    }
    List<String> differences = differences(transfer, span);
    if (differences.isEmpty()) {
      counts.matched++;
    } else {
      counts.wrong++;
      problems.add("wrong: " + transfer + ": " + differences);
    }
  }

  private void invented(SpanData span) {
    counts(
            span.attribute("ftp.data_connection.mode"),
            span.attribute("ftp.data_connection.setup_command"),
            "ftps".equals(span.attribute("network.protocol.name")))
        .invented++;
    problems.add("invented: " + span.attributes());
  }

  private static List<String> differences(SeenTransfer seen, SpanData span) {
    Map<String, Object> expected = new LinkedHashMap<>();
    expected.put("ftp.data_connection.mode", seen.mode());
    expected.put("ftp.data_connection.setup_command", seen.setup);
    expected.put("network.io.direction", seen.upload() ? "transmit" : "receive");
    expected.put("ftp.reply.code", seen.reply == 0 ? null : (long) seen.reply);
    expected.put("ftp.data_connection.advertised.port", port(seen.announced));
    endpoint(expected, "network.local", seen.controlClient);
    endpoint(expected, "network.peer", seen.controlServer);
    boolean connected = seen.dataOpener != null;
    expected.put(
        "ftp.data_connection.direction", connected ? seen.inbound ? "inbound" : "outbound" : null);
    endpoint(expected, "ftp.data_connection.local", connected ? seen.dataLocal() : null);
    endpoint(expected, "ftp.data_connection.peer", connected ? seen.dataPeer() : null);
    Object size = span.attribute("ftp.transfer.size");
    boolean within = seen.sizeIsMost && size instanceof Long told && told <= seen.size;
    if (seen.size >= 0 && !within) {
      expected.put("ftp.transfer.size", seen.size);
    }
    List<String> differences = new ArrayList<>();
    expected.forEach(
        (name, value) -> {
          Object told = span.attribute(name);
          if (!(value == null ? told == null : value.equals(told))) {
            differences.add(name + " is " + told + ", not " + value);
          }
        });
    return differences;
  }

  private static Long port(int port) {
    return port == 0 ? null : (long) port;
  }

  private static void endpoint(Map<String, Object> map, String prefix, InetSocketAddress end) {
    map.put(prefix + ".address", end == null ? null : address(end));
    map.put(prefix + ".port", end == null ? null : (long) end.getPort());
  }

  /** RFC 5952 for the only IPv6 address that tests use. */
  private static String address(InetSocketAddress end) {
    return end.getAddress() instanceof Inet6Address ? "::1" : end.getAddress().getHostAddress();
  }

  private static String key(SeenTransfer transfer) {
    return transfer.controlClient.getPort() + " " + transfer.command + " " + transfer.path;
  }

  private static String key(SpanData span) {
    return span.attribute("network.local.port")
        + " "
        + span.attribute("ftp.command.name")
        + " "
        + span.attribute("file.path");
  }
}
