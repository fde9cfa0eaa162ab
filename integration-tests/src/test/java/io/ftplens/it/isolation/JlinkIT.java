package io.ftplens.it.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ftplens.it.jvm.Artifacts;
import io.ftplens.it.jvm.ChildJvm;
import io.ftplens.it.otlp.OtlpReceiver;
import io.ftplens.it.server.RecordingFtpServer;
import io.ftplens.it.server.Tls;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** On a run-time image that holds no more modules than agent and TLS need. */
class JlinkIT {
  /** The last one for elliptic curves, which is part of java.base from JDK 22 on. */
  private static final String MODULES = "java.base,java.instrument,jdk.crypto.ec";

  @Test
  void transfersAreToldOverTls() throws Exception {
    try (RecordingFtpServer server = RecordingFtpServer.on("127.0.0.1");
        OtlpReceiver receiver = OtlpReceiver.demandingCertificate(Tls.serverContext())) {
      ChildJvm.Exit exit =
          ChildJvm.on(image())
              .agent("")
              .otlp(receiver.endpoint())
              .env("OTEL_EXPORTER_OTLP_CERTIFICATE", Tls.certificate().toString())
              .env("OTEL_EXPORTER_OTLP_CLIENT_KEY", Tls.privateKey().toString())
              .env("OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE", Tls.certificate().toString())
              .main(
                  "OneTransferApp",
                  "return",
                  "t,PORT,tls-p,127.0.0.1," + server.port(),
                  "/get/one-4242.bin")
              .run()
              .expectSuccess();
      assertThat(exit.stdout()).startsWith("4242 bytes ").endsWith("done\n");
      assertThat(exit.transferLines()).hasSize(1);
      assertThat(exit.stderr()).doesNotContain("WARN", "Exception");
      assertThat(receiver.ftpSpans()).hasSize(1);
      assertThat(receiver.logs()).isNotEmpty();
      assertThat(receiver.metrics()).isNotEmpty();
    }
  }

  /** Builds the image from the JDK of this process; skips the test if it has no jlink. */
  private static Path image() throws IOException, InterruptedException {
    Path home = Path.of(System.getProperty("java.home"));
    Path jlink = home.resolve("bin/jlink");
    if (!Files.isExecutable(jlink) || !Files.isDirectory(home.resolve("jmods"))) {
      String reason = "the JDK at " + home + " has no jlink, or no jmods";
      assertThat(System.getenv("CI")).as(reason).isNull();
      System.out.println("SKIPPED: " + reason);
      assumeTrue(false, reason);
    }
    Path image = Files.createTempDirectory(Artifacts.target(), "jlink").resolve("image");
    Process process =
        new ProcessBuilder(
                List.of(
                    jlink.toString(),
                    "--add-modules",
                    MODULES,
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
