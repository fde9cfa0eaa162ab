package io.ftplens.it.capture;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/** Reads a capture file with tshark, as far as TCP: everything above is ours to read. */
final class Tshark {
  private static final byte[] NOTHING = {};

  private Tshark() {}

  /**
   * All connections, in the order of their opening.
   *
   * @param controlPorts ports of which the payload is wanted
   */
  static List<Connection> connections(Path file, Set<Integer> controlPorts) {
    List<String> command =
        new ArrayList<>(
            List.of("tshark", "-n", "-r", file.toString(), "-T", "fields", "-E", "occurrence=f"));
    for (String field :
        List.of(
            "frame.time_epoch",
            "ip.src",
            "ipv6.src",
            "tcp.srcport",
            "ip.dst",
            "ipv6.dst",
            "tcp.dstport",
            "tcp.flags",
            "tcp.seq_raw",
            "tcp.len",
            "tcp.payload")) {
      command.add("-e");
      command.add(field);
    }
    Connections connections = new Connections();
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      try (BufferedReader in =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
          Segment segment = segment(line.split("\t", -1), controlPorts);
          if (segment != null) {
            connections.add(segment);
          }
        }
      }
      if (process.waitFor() != 0) {
        throw new AssertionError("tshark: exit code " + process.exitValue() + ": " + command);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return connections.all();
  }

  private static Segment segment(String[] f, Set<Integer> controlPorts) throws IOException {
    if (f.length < 11 || f[3].isEmpty()) {
      return null;
    }
    InetSocketAddress from = endpoint(f[1], f[2], f[3]);
    InetSocketAddress to = endpoint(f[4], f[5], f[6]);
    boolean control = controlPorts.contains(from.getPort()) || controlPorts.contains(to.getPort());
    return new Segment(
        Double.parseDouble(f[0]),
        from,
        to,
        Integer.decode(f[7]),
        Long.parseLong(f[8]),
        Integer.parseInt(f[9]),
        control ? HexFormat.of().parseHex(f[10].replace(":", "")) : NOTHING);
  }

  private static InetSocketAddress endpoint(String v4, String v6, String port) throws IOException {
    InetAddress address = InetAddress.getByName(v4.isEmpty() ? v6 : v4);
    return new InetSocketAddress(address, Integer.parseInt(port));
  }
}
