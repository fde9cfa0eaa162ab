package io.ftplens.it.backend;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A line of the demo's table: a transfer as the agent logged it. */
record SeenTransfer(
    String command,
    String mode,
    String setup,
    String direction,
    String localAddress,
    int localPort,
    String peerAddress,
    int peerPort,
    long size,
    int reply,
    String path) {

  private static final Pattern ROW =
      Pattern.compile(
          "\\s+([A-Z]+)\\s+(active|passive|none)\\s+([A-Z]+)\\s+(inbound|outbound)"
              + "\\s+([\\d.]+):(\\d+)\\s+\\S+\\s+([\\d.]+):(\\d+)\\s+([\\d,]+)\\s+(\\d+)\\s+(\\S+)");

  /** Reads a line of output; empty for those that are not a row of the table. */
  static Optional<SeenTransfer> parse(String line) {
    Matcher m = ROW.matcher(line);
    if (!m.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new SeenTransfer(
            m.group(1),
            m.group(2),
            m.group(3),
            m.group(4),
            m.group(5),
            Integer.parseInt(m.group(6)),
            m.group(7),
            Integer.parseInt(m.group(8)),
            Long.parseLong(m.group(9).replace(",", "")),
            Integer.parseInt(m.group(10)),
            m.group(11)));
  }

  /** What its span and its log record must say. */
  Map<String, String> attributes() {
    String data = "ftp.data_connection.";
    return Map.ofEntries(
        Map.entry("ftp.command.name", command),
        Map.entry(data + "mode", mode),
        Map.entry(data + "setup_command", setup),
        Map.entry(data + "direction", direction),
        Map.entry(data + "local.address", localAddress),
        Map.entry(data + "local.port", String.valueOf(localPort)),
        Map.entry(data + "peer.address", peerAddress),
        Map.entry(data + "peer.port", String.valueOf(peerPort)),
        Map.entry("ftp.transfer.size", String.valueOf(size)),
        Map.entry("ftp.reply.code", String.valueOf(reply)),
        Map.entry("file.path", path));
  }
}
