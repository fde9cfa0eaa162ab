package io.ftplens.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ftplens.it.jvm.Artifacts;
import io.ftplens.it.jvm.ChildJvm;
import io.ftplens.it.jvm.Jdks;
import io.ftplens.it.jvm.LogLine;
import io.ftplens.it.otlp.OtlpReceiver;
import io.ftplens.it.otlp.SpanData;
import io.ftplens.it.server.ApacheServer;
import io.ftplens.it.server.VirtualFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same scenario as Commons Net's against a server that others wrote. */
class ApacheServerIT {
  @TempDir Path directory;

  @ParameterizedTest(name = "Commons Net {0}")
  @ValueSource(strings = {"1.4.1", "3.13.0"})
  void everyTransferIsReportedAsTheServerSawIt(String version) throws IOException {
    List<String> modes =
        version.startsWith("1.")
            ? List.of("active,plain", "passive,plain")
            : List.of(
                "active,plain", "passive,plain", "active,tls-p", "passive,tls-p", "passive,tls-c");
    try (ApacheServer server = ApacheServer.serving(directory);
        OtlpReceiver receiver = OtlpReceiver.start()) {
      List<String> sessions = new ArrayList<>();
      for (String mode : modes) {
        String tag = "a" + sessions.size();
        prepare(tag);
        sessions.add(tag + "," + mode + ",127.0.0.1," + server.port());
      }
      ChildJvm.Exit exit =
          ChildJvm.on(Jdks.own())
              .agent("")
              .otlp(receiver.endpoint())
              .classPath(Artifacts.commonsNet(version))
              .main("CommonsNetApp", sessions)
              .run()
              .expectSuccess();
      Output.isRight(exit);
      await().untilAsserted(() -> assertThat(server.transfers()).hasSize(8 * modes.size()));
      check(server, receiver.ftpSpans(), exit.transferLines(), modes);
      Tally.add("Apache FtpServer, commons-net " + version, Jdks.own(), 8 * modes.size());
    }
  }

  private void prepare(String tag) throws IOException {
    for (String name : List.of("get", "put", "list/" + tag + "-3", "nlst/" + tag + "-4")) {
      Files.createDirectories(directory.resolve(name));
    }
    Files.writeString(directory.resolve("list/" + tag + "-3/one.txt"), "1");
    Files.writeString(directory.resolve("nlst/" + tag + "-4/two.txt"), "22");
    for (String name : List.of("-70001", "-rest-9000", "-stream-33333", "-ascii-500")) {
      String path = "/get/" + tag + name + ".bin";
      int size = Integer.parseInt(name.replaceAll(".*-", ""));
      Files.write(directory.resolve(path.substring(1)), VirtualFiles.content(path, size));
    }
  }

  private static void check(
      ApacheServer server, List<SpanData> spans, List<LogLine> lines, List<String> modes) {
    SoftAssertions softly = new SoftAssertions();
    softly.assertThat(spans).hasSize(8 * modes.size());
    softly.assertThat(lines).hasSize(8 * modes.size());
    for (ApacheServer.Handled transfer : server.transfers()) {
      String key = transfer.command() + " " + transfer.argument();
      List<SpanData> found =
          spans.stream()
              .filter(span -> transfer.argument().equals(span.attribute("file.path")))
              .filter(span -> transfer.command().equals(span.attribute("ftp.command.name")))
              .toList();
      softly.assertThat(found).as(key).hasSize(1);
      String mode = modes.get(Integer.parseInt(key.replaceAll(".*/a(\\d)[-.].*", "$1")));
      found.forEach(span -> check(softly, key, span, transfer, mode, server.port()));
      softly
          .assertThat(lines)
          .as(key)
          .filteredOn(line -> transfer.argument().equals(line.get("path")))
          .filteredOn(line -> transfer.command().equals(line.get("command")))
          .hasSize(1);
    }
    softly.assertAll();
  }

  private static void check(
      SoftAssertions softly,
      String key,
      SpanData span,
      ApacheServer.Handled transfer,
      String mode,
      int port) {
    boolean active = mode.startsWith("active");
    Map<String, Object> actual = span.attributes();
    softly.assertThat(actual.get("ftp.data_connection.mode")).as(key).isEqualTo(mode.split(",")[0]);
    softly
        .assertThat(actual.get("ftp.data_connection.setup_command"))
        .as(key)
        .isEqualTo(active ? "PORT" : "PASV");
    softly
        .assertThat(actual.get("ftp.data_connection.direction"))
        .as(key)
        .isEqualTo(active ? "inbound" : "outbound");
    String ours = active ? "local" : "peer";
    softly
        .assertThat(actual.get("ftp.data_connection.advertised.port"))
        .as(key)
        .isEqualTo(actual.get("ftp.data_connection." + ours + ".port"));
    softly
        .assertThat(actual.getOrDefault("ftp.data_connection.protected", false))
        .as(key)
        .isEqualTo(mode.endsWith("tls-p"));
    softly
        .assertThat(actual.get("network.protocol.name"))
        .as(key)
        .isEqualTo(mode.endsWith("plain") ? "ftp" : "ftps");
    softly.assertThat(actual.get("ftp.reply.code")).as(key).isEqualTo((long) transfer.reply());
    softly
        .assertThat(actual.get("network.local.port"))
        .as(key)
        .isEqualTo((long) transfer.clientPort());
    softly.assertThat(actual.get("network.peer.port")).as(key).isEqualTo((long) port);
    softly.assertThat(actual.get("server.port")).as(key).isEqualTo((long) port);
    Long size = size(transfer);
    if (size != null) {
      softly.assertThat(actual.get("ftp.transfer.size")).as(key + " size").isEqualTo(size);
    }
    softly.assertThat(actual).as(key).doesNotContainKey("error.type");
  }

  /** What the scenario moves; the size of a listing is the server's choice. */
  private static Long size(ApacheServer.Handled transfer) {
    String path = transfer.argument();
    return switch (transfer.command()) {
      case "STOR" -> 20011L;
      case "APPE" -> 307L;
      case "RETR" ->
          path.contains("-rest-") ? 8000L : Long.valueOf(path.replaceAll(".*-(\\d+)\\.bin$", "$1"));
      default -> null;
    };
  }
}
