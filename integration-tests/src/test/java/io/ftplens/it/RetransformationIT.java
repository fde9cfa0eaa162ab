package io.ftplens.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.ftplens.it.jvm.Artifacts;
import io.ftplens.it.jvm.ChildJvm;
import io.ftplens.it.otlp.OtlpReceiver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Somebody else retransforms the socket classes after us, which gives them back without our hooks:
 * Flight Recorder on JDK 8 to 21, and agents.
 */
class RetransformationIT {
  @TempDir Path directory;

  @ParameterizedTest(name = "Flight Recorder on JDK {0}")
  @ValueSource(ints = {8, 11, 17, 21, 25})
  void flightRecorderFromTheStart(int jdk) {
    String recorder =
        "-XX:StartFlightRecording=settings=profile,filename=" + directory.resolve("r.jfr");
    everyTransferIsTold(jdk, child -> child.jvmArgs(recorder));
  }

  @ParameterizedTest(name = "another agent on JDK {0}")
  @ValueSource(ints = {8, 17, 25})
  void anAgentThatComesLater(int jdk) throws IOException {
    Path other = otherAgent();
    ChildJvm.Exit exit = everyTransferIsTold(jdk, child -> child.jvmArgs("-javaagent:" + other));
    assertThat(exit.stdout()).startsWith("retransformed");
  }

  private interface Options {
    ChildJvm addTo(ChildJvm child);
  }

  private static ChildJvm.Exit everyTransferIsTold(int jdk, Options options) {
    try (Servers servers = new Servers();
        OtlpReceiver receiver = OtlpReceiver.start()) {
      ChildJvm.Exit channels =
          options
              .addTo(ChildJvm.on(jdk).agent("").otlp(receiver.endpoint()))
              .main("NioApp", servers.session("PORT", "plain", "4"))
              .run()
              .expectSuccess();
      told(channels, receiver, servers, "io.ftplens.it.app.NioClient");
    }
    try (Servers servers = new Servers();
        OtlpReceiver receiver = OtlpReceiver.start()) {
      ChildJvm.Exit sockets =
          options
              .addTo(ChildJvm.on(jdk).agent("").otlp(receiver.endpoint()))
              .main(
                  "BlockingApp",
                  "platform",
                  "socket",
                  servers.session("PORT", "plain", "4"),
                  servers.session("EPSV", "tls-p", "6"))
              .run()
              .expectSuccess();
      told(sockets, receiver, servers, "io.ftplens.it.app.BlockingClient");
      return sockets;
    }
  }

  private static void told(
      ChildJvm.Exit exit, OtlpReceiver receiver, Servers servers, String library) {
    assertThat(servers.transfers()).isNotEmpty();
    Report.of(exit, receiver)
        .matches(
            servers.transfers(), transfer -> new Expected.Client(servers.name(transfer), library));
  }

  private Path otherAgent() throws IOException {
    String name = "io/ftplens/it/app/RetransformingAgent";
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Premain-Class", name.replace('/', '.'));
    manifest.getMainAttributes().putValue("Can-Retransform-Classes", "true");
    Path jar = directory.resolve("other.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      for (String file : List.of(name + ".class", name + "$1.class")) {
        out.putNextEntry(new ZipEntry(file));
        Files.copy(Path.of(Artifacts.applications()).resolve(file), out);
      }
    }
    return jar;
  }
}
