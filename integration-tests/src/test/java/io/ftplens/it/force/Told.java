package io.ftplens.it.force;

import static org.assertj.core.api.Assertions.assertThat;

import io.ftplens.it.force.WireServer.Served;
import io.ftplens.it.jvm.ChildJvm;
import io.ftplens.it.jvm.LogLine;
import io.ftplens.it.otlp.OtlpReceiver;
import io.ftplens.it.otlp.SpanData;
import io.ftplens.it.server.VirtualFiles;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.zip.CRC32;
import org.assertj.core.api.SoftAssertions;

/** What a child and its agent told, against what the server's sockets saw. */
final class Told {
  private Told() {}

  /** Every transfer was forced, and is told so, with the ports that were really used. */
  static void forced(ChildJvm.Exit exit, OtlpReceiver receiver, List<Served> served) {
    assertThat(served).isNotEmpty();
    SoftAssertions softly = new SoftAssertions();
    List<LogLine> lines = exit.transferLines();
    List<SpanData> spans = receiver.ftpSpans();
    for (Served each : served) {
      String key = each.command() + " " + each.path();
      softly.assertThat(each.setup()).as(key).isIn("PASV", "EPSV", "LPSV");
      List<LogLine> own =
          lines.stream()
              .filter(line -> each.path().equals(line.get("path")))
              .filter(line -> each.command().equals(line.get("command")))
              .toList();
      softly.assertThat(own).as("line of " + key).hasSize(1);
      own.forEach(line -> line(softly, line, each));
      List<SpanData> ownSpans =
          spans.stream()
              .filter(span -> each.path().equals(span.attribute("file.path")))
              .filter(span -> each.command().equals(span.attribute("ftp.command.name")))
              .toList();
      softly.assertThat(ownSpans).as("span of " + key).hasSize(1);
      ownSpans.forEach(span -> span(softly, span, each));
    }
    softly.assertAll();
  }

  private static void line(SoftAssertions softly, LogLine line, Served each) {
    softly.assertThat(line.get("forced")).as(line + " forced").isEqualTo("true");
    softly.assertThat(line.get("mode")).as(line + " mode").isEqualTo("passive");
    softly.assertThat(line.get("setup")).as(line + " setup").isEqualTo(each.setup());
    softly.assertThat(line.get("direction")).as(line + " direction").isEqualTo("outbound");
    softly.assertThat(line.get("data.local")).as(line + " local").isEqualTo(text(each.client()));
    softly.assertThat(line.get("data.peer")).as(line + " peer").isEqualTo(text(each.server()));
    if (!each.path().startsWith("/abor/")) {
      softly.assertThat(line.get("size")).as(line + " size").isEqualTo("" + each.size());
      softly.assertThat(line.get("reply")).as(line + " reply").isEqualTo("226");
    }
  }

  private static void span(SoftAssertions softly, SpanData span, Served each) {
    String data = "ftp.data_connection.";
    softly.assertThat(span.attribute(data + "forced")).isEqualTo(true);
    softly.assertThat(span.attribute(data + "mode")).isEqualTo("passive");
    softly.assertThat(span.attribute(data + "setup_command")).isEqualTo(each.setup());
    softly.assertThat(span.attribute(data + "direction")).isEqualTo("outbound");
    softly.assertThat(span.attribute(data + "local.port")).isEqualTo((long) port(each.client()));
    softly.assertThat(span.attribute(data + "peer.port")).isEqualTo((long) port(each.server()));
    softly
        .assertThat(span.attribute(data + "advertised.port"))
        .isEqualTo((long) port(each.server()));
  }

  private static int port(InetSocketAddress end) {
    return end.getPort();
  }

  static String text(InetSocketAddress end) {
    return end.getAddress() instanceof Inet6Address
        ? "[::1]:" + end.getPort()
        : end.getAddress().getHostAddress() + ":" + end.getPort();
  }

  /** Every file the application got is the server's, and it saw the server's own end. */
  static void applicationSaw(ChildJvm.Exit exit, WireServer... servers) {
    List<String> lines = exit.stdout().lines().filter(line -> line.startsWith("/")).toList();
    int transfers = 0;
    for (WireServer server : servers) {
      transfers += compare(lines, server);
    }
    assertThat(lines).hasSize(transfers);
  }

  private static int compare(List<String> lines, WireServer server) {
    SoftAssertions softly = new SoftAssertions();
    List<Served> transfers =
        server.served().stream().filter(each -> !each.path().startsWith("/abor/")).toList();
    for (Served each : transfers) {
      List<String> own = lines.stream().filter(line -> line.startsWith(each.path() + " ")).toList();
      softly.assertThat(own).as("what the application saw of " + each.path()).hasSize(1);
      if (own.size() == 1) {
        softly
            .assertThat(own.get(0))
            .isEqualTo(
                each.path()
                    + " "
                    + each.size()
                    + " "
                    + sum(server, each)
                    + " "
                    + each.server().getAddress().getHostAddress()
                    + " "
                    + each.server().getPort()
                    + " "
                    + each.client().getPort());
      }
    }
    softly.assertAll();
    return transfers.size();
  }

  private static String sum(WireServer server, Served each) {
    if (each.command().equals("STOR")) {
      byte[] stored = server.stored(each.path());
      for (int i = 0; i < stored.length; i++) {
        assertThat(stored[i]).isEqualTo((byte) ('a' + i % 23));
      }
      return "-";
    }
    byte[] content = VirtualFiles.content(each.path(), length(each.path()));
    CRC32 crc = new CRC32();
    crc.update(content, content.length - each.size(), each.size());
    return Long.toHexString(crc.getValue());
  }

  private static int length(String path) {
    return Integer.parseInt(path.replaceAll(".*-(\\d+)\\.bin", "$1"));
  }
}
