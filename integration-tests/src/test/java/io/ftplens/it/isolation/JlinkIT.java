package io.ftplens.it.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ftplens.it.jvm.ChildJvm;
import io.ftplens.it.otlp.OtlpReceiver;
import io.ftplens.it.server.RecordingFtpServer;
import io.ftplens.it.server.Tls;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On run-time images that hold no more modules than the agent needs. */
class JlinkIT {
  private static final String LEAST = "java.base,java.instrument";

  @TempDir Path directory;
  private final RecordingFtpServer server = RecordingFtpServer.on("127.0.0.1");

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void transfersAreTold() throws Exception {
    try (OtlpReceiver receiver = OtlpReceiver.start()) {
      ChildJvm child = ChildJvm.on(image(LEAST)).otlp(receiver.endpoint());
      check(child, "plain", receiver);
    }
  }

  /** The module for elliptic curves is part of java.base from JDK 22 on. */
  @Test
  void transfersOverTlsAreToldOverTls() throws Exception {
    try (OtlpReceiver receiver = OtlpReceiver.demandingCertificate(Tls.serverContext())) {
      ChildJvm child =
          ChildJvm.on(image(LEAST + ",jdk.crypto.ec"))
              .otlp(receiver.endpoint())
              .env("OTEL_EXPORTER_OTLP_CERTIFICATE", Tls.certificate().toString())
              .env("OTEL_EXPORTER_OTLP_CLIENT_KEY", Tls.privateKey().toString())
              .env("OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE", Tls.certificate().toString());
      check(child, "tls-p", receiver);
    }
  }

  /** Such an image has no archive of classes, so the child may take its time before it exits. */
  private void check(ChildJvm child, String security, OtlpReceiver receiver) throws IOException {
    String session = "t,PORT," + security + ",127.0.0.1," + server.port();
    ChildJvm.Running running =
        child
            .agent("")
            .env("OTEL_BSP_SCHEDULE_DELAY", "10")
            .env("OTEL_METRIC_EXPORT_INTERVAL", "1000")
            .main("OneTransferApp", "wait", session, "/get/one-4242.bin")
            .start();
    receiver.awaitEverySignal();
    running.closeStdin();
    ChildJvm.Exit exit = running.await().expectSuccess();
    assertThat(exit.stdout()).startsWith("4242 bytes ").endsWith("done\n");
    assertThat(exit.transferLines()).hasSize(1);
    assertThat(exit.stderr()).doesNotContain("WARN", "Exception");
    assertThat(receiver.ftpSpans()).hasSize(1);
  }

  /** Builds the image from the JDK of this process; skips the test if it has no jlink. */
  private Path image(String modules) throws IOException, InterruptedException {
    Path home = Path.of(System.getProperty("java.home"));
    Path jlink = home.resolve("bin/jlink");
    if (!Files.isExecutable(jlink) || !Files.isDirectory(home.resolve("jmods"))) {
      String reason = "the JDK at " + home + " has no jlink, or no jmods";
      assertThat(System.getenv("CI")).as(reason).isNull();
      System.out.println("SKIPPED: " + reason);
      assumeTrue(false, reason);
    }
    Path image = directory.resolve("image");
    Process process =
        new ProcessBuilder(
                List.of(
                    jlink.toString(),
                    "--add-modules",
                    modules,
                    "--no-header-files",
                    "--no-man-pages",
                    "--output",
                    image.toString()))
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return image;
  }
}
