package io.ftplens.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ftplens.it.jvm.Artifacts;
import io.ftplens.it.jvm.ChildJvm;
import io.ftplens.it.otlp.OtlpReceiver;
import io.ftplens.it.server.MailServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.net.ftp.FTP;
import org.apache.commons.net.ftp.FTPClient;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is not an FTP client is not reported; one transfer at the end of each child shows that the
 * agent was awake.
 */
class NotFtpIT {
  private static final String FILE = "/get/awake-1234.bin";

  @TempDir Path directory;

  @ParameterizedTest(name = "a server on JDK {0}")
  @ValueSource(ints = {8, 17, 25})
  void anFtpServerReportsNoTransferOfItsOwn(int jdk) throws IOException {
    try (Servers servers = new Servers();
        OtlpReceiver receiver = OtlpReceiver.start()) {
      ChildJvm.Running child =
          ChildJvm.on(jdk)
              .agent("")
              .otlp(receiver.endpoint())
              .classPath(Artifacts.jars("(ftpserver-core|ftplet-api|mina-core|slf4j-).*\\.jar"))
              .main("FtpServerApp", directory.toString(), "return", session(servers), FILE)
              .start();
      beClient(serverPort(child), false);
      beClient(serverPort(child), true);
      child.closeStdin();
      onlyTheTransferAtTheEnd(child.await().expectSuccess(), servers, receiver);
      assertThat(directory.resolve("up.bin")).hasSize(777);
    }
  }

  @ParameterizedTest(name = "HTTP, SMTP, JDBC on JDK {0}")
  @ValueSource(ints = {8, 17, 25})
  void otherProtocolsAreNotReported(int jdk) {
    try (Servers servers = new Servers();
        OtlpReceiver receiver = OtlpReceiver.start();
        MailServer mail = MailServer.start()) {
      ChildJvm.Exit exit =
          ChildJvm.on(jdk)
              .agent("")
              .otlp(receiver.endpoint())
              .classPath(Artifacts.jars("h2-.*\\.jar"))
              .main(
                  "OtherProtocolsApp",
                  String.valueOf(mail.port()),
                  "return",
                  session(servers),
                  FILE)
              .run()
              .expectSuccess();
      assertThat(exit.stdout())
          .contains("http 21 bytes", "smtp 220 mail.example.com ESMTP", "smtp 221 Bye", "jdbc 2");
      onlyTheTransferAtTheEnd(exit, servers, receiver);
    }
  }

  private static String session(Servers servers) {
    return servers.session("PASV", "plain", "4");
  }

  private static void onlyTheTransferAtTheEnd(
      ChildJvm.Exit exit, Servers servers, OtlpReceiver receiver) {
    assertThat(servers.transfers()).hasSize(1);
    Report.of(exit, receiver)
        .matches(
            servers.transfers(),
            transfer -> new Expected.Client("localhost", "io.ftplens.it.app.BlockingClient"));
    assertThat(receiver.spans()).as("spans of any kind").hasSize(1);
  }

  private static int serverPort(ChildJvm.Running child) {
    String line =
        await()
            .atMost(Duration.ofMinutes(1))
            .until(
                () -> child.stdoutSoFar().lines().filter(l -> l.startsWith("port ")).findFirst(),
                java.util.Optional::isPresent)
            .orElseThrow();
    return Integer.parseInt(line.substring("port ".length()));
  }

  /** The outside client: this process. */
  private void beClient(int port, boolean passive) throws IOException {
    Files.write(directory.resolve("down.bin"), new byte[4321]);
    FTPClient ftp = new FTPClient();
    ftp.connect("127.0.0.1", port);
    assertThat(ftp.login("test", "s3cret")).isTrue();
    ftp.setFileType(FTP.BINARY_FILE_TYPE);
    if (passive) {
      ftp.enterLocalPassiveMode();
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(ftp.retrieveFile("down.bin", out)).isTrue();
    assertThat(out.size()).isEqualTo(4321);
    assertThat(ftp.storeFile("up.bin", new ByteArrayInputStream(new byte[777]))).isTrue();
    assertThat(names(ftp)).contains("down.bin", "up.bin");
    ftp.logout();
    ftp.disconnect();
  }

  private static List<String> names(FTPClient ftp) throws IOException {
    return Stream.of(ftp.listNames()).toList();
  }
}
