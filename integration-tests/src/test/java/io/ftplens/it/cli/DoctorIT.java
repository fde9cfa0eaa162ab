package io.ftplens.it.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ftplens.it.jvm.Artifacts;
import io.ftplens.it.jvm.ChildJvm;
import io.ftplens.it.jvm.Jdks;
import io.ftplens.it.server.Misbehaviour;
import io.ftplens.it.server.RecordingFtpServer;
import io.ftplens.it.server.ServedTransfer;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** {@code doctor}: what works to a server, and what to do. */
class DoctorIT {
  static final List<Integer> JDKS = Jdks.SUPPORTED;

  @TempDir Path directory;
  private Path password;

  @BeforeEach
  void writePassword() throws IOException {
    password = Files.writeString(directory.resolve("password"), "s3cret\n");
  }

  private ChildJvm.Exit doctor(int jdk, String url, String... more) {
    String[] arguments = new String[more.length + 4];
    arguments[0] = "doctor";
    arguments[1] = url;
    arguments[2] = "--password-file";
    arguments[3] = password.toString();
    System.arraycopy(more, 0, arguments, 4, more.length);
    return Cli.run(jdk, arguments);
  }

  @ParameterizedTest(name = "JDK {0}")
  @FieldSource("JDKS")
  void everythingWorksPlainAndUnderTls(int jdk) {
    try (RecordingFtpServer server = RecordingFtpServer.on("127.0.0.1")) {
      ChildJvm.Exit exit =
          doctor(jdk, "ftp://test@localhost:" + server.port() + "/list/x-3", "--insecure");
      assertThat(exit.code()).as(exit.toString()).isZero();
      assertThat(server.transfers())
          .extracting(transfer -> transfer.setup)
          .containsExactly("EPSV", "PASV", "EPRT", "PORT", "EPSV", "PASV", "EPRT", "PORT");
      for (ServedTransfer served : server.transfers()) {
        String arrow = served.mode().equals("active") ? " <- " : " -> ";
        assertThat(exit.stdout())
            .contains(
                "127.0.0.1:"
                    + served.dataClient.getPort()
                    + arrow
                    + "127.0.0.1:"
                    + served.dataServer.getPort());
        assertThat(served.dataProtected).isEqualTo(served.controlProtected);
      }
      assertThat(exit.stdout().lines().filter(line -> line.contains(" yes "))).hasSize(8);
      assertThat(exit.stdout()).contains("verdict  plain: use passive");
      assertThat(exit.stdout()).contains("verdict  AUTH TLS: use passive");
      assertThat(exit.toString()).doesNotContain("s3cret");
      assertThat(server.surprises()).isEmpty();
    }
  }

  @Test
  void overIpv6TheCommandsOfIpv4AreNotTried() {
    try (RecordingFtpServer server = RecordingFtpServer.on("::1")) {
      ChildJvm.Exit exit = doctor(Jdks.own(), "ftp://test@[::1]:" + server.port() + "/");
      assertThat(exit.code()).as(exit.toString()).isZero();
      assertThat(server.transfers())
          .extracting(transfer -> transfer.setup)
          .containsExactly("EPSV", "EPRT");
      assertThat(exit.stdout()).containsPattern("PASV +- ").containsPattern("PORT +- ");
    }
  }

  @Test
  void implicitTlsWorksToo() {
    try (RecordingFtpServer server = RecordingFtpServer.implicitTlsOn("127.0.0.1")) {
      ChildJvm.Exit exit =
          doctor(Jdks.own(), "ftps://test@127.0.0.1:" + server.port() + "/", "--insecure");
      assertThat(exit.code()).as(exit.toString()).isZero();
      assertThat(exit.stdout()).contains("verdict  implicit TLS: use passive");
    }
  }

  @Test
  void aCertificateThatNobodyTrustsGetsNoPassword() {
    try (RecordingFtpServer server = RecordingFtpServer.on("127.0.0.1")) {
      ChildJvm.Exit exit =
          doctor(Jdks.own(), "ftp://test@127.0.0.1:" + server.port() + "/", "--tls");
      assertThat(exit.code()).isEqualTo(3);
      assertThat(exit.stderr()).contains("certificate is not trusted", "--insecure");
      assertThat(server.transfers()).isEmpty();
    }
  }

  @Test
  void activeRefusedIsSaid() {
    try (RecordingFtpServer server = RecordingFtpServer.on("127.0.0.1")) {
      ChildJvm.Exit exit = doctor(Jdks.own(), url(Misbehaviour.USER_REFUSES_ACTIVE, server.port()));
      assertThat(exit.code()).isZero();
      assertThat(exit.stdout())
          .contains("verdict  plain: use passive; the server refuses active (500 ");
    }
  }

  @Test
  void passiveThatLeadsNowhereIsSaid() {
    try (RecordingFtpServer server = RecordingFtpServer.on("127.0.0.1")) {
      ChildJvm.Exit exit =
          doctor(Jdks.own(), url(Misbehaviour.USER_ANNOUNCES_CLOSED_PORT, server.port()));
      assertThat(exit.code()).isEqualTo(1);
      assertThat(exit.stdout())
          .contains("verdict  plain: use active; passive does not get through to 127.0.0.1:");
    }
  }

  @Test
  void aServerThatRefusesPassiveAndNeverComesIsSaid() throws IOException {
    Map<String, String> script =
        Map.of(
            "PASV",
            "502 No PASV here",
            "EPSV",
            "502 No EPSV here",
            "PORT",
            "200 OK",
            "EPRT",
            "200 OK",
            "LIST",
            "425 Can't build data connection");
    try (ScriptedServer server = new ScriptedServer(script)) {
      ChildJvm.Exit exit = doctor(Jdks.own(), url("test", server.port()));
      assertThat(exit.code()).as(exit.toString()).isEqualTo(1);
      assertThat(exit.stdout())
          .contains("the server refuses passive (502 No EPSV here)")
          .containsPattern("active is dropped before it reaches 127\\.0\\.0\\.1:[0-9]+")
          .containsPattern("AUTH TLS +- +no .*not offered: 500");
    }
  }

  @Test
  void aServerThatSaysNothingIsGivenUp() throws IOException {
    Map<String, String> script =
        Map.of(
            "PASV",
            "227 (127,0,0,1,0,1)",
            "EPSV",
            "500 what?",
            "PORT",
            "200 OK",
            "EPRT",
            "500 what?",
            "LIST",
            "");
    try (ScriptedServer server = new ScriptedServer(script)) {
      ChildJvm.Exit exit = doctor(Jdks.own(), url("test", server.port()), "--timeout", "1");
      assertThat(exit.code()).as(exit.toString()).isEqualTo(1);
      assertThat(exit.stdout())
          .containsPattern("PASV +no +-> 127\\.0\\.0\\.1:1 +Connection refused")
          .containsPattern("PORT +no +127\\.0\\.0\\.1:[0-9]+ <- nobody");
    }
  }

  @Test
  void aRefusedLoginIsSaid() throws IOException {
    try (ScriptedServer server = new ScriptedServer(Map.of("PASS", "530 Go away"))) {
      ChildJvm.Exit exit = doctor(Jdks.own(), url("test", server.port()));
      assertThat(exit.code()).isEqualTo(3);
      assertThat(exit.stderr()).contains("the login was refused: 530 Go away");
    }
  }

  @Test
  void noServerAndNoSenseHaveTheirCodes() {
    assertThat(doctor(Jdks.own(), "ftp://test@127.0.0.1:1/").code()).isEqualTo(3);
    assertThat(Cli.run("doctor").code()).isEqualTo(2);
    assertThat(Cli.run("doctor", "http://example.com/").code()).isEqualTo(2);
    ChildJvm.Exit exit = Cli.run("doctor", "ftp://me:hidden@127.0.0.1/");
    assertThat(exit.code()).isEqualTo(2);
    assertThat(exit.stdout() + exit.stderr()).contains("--password-file").doesNotContain("hidden");
  }

  @Test
  void withoutATerminalThePasswordMustComeFromAFile() {
    ChildJvm.Exit exit = Cli.run("doctor", url("test", 1));
    assertThat(exit.code()).isEqualTo(2);
    assertThat(exit.stderr()).contains("--password-file");
  }

  @Test
  void theTerminalIsAskedForThePassword() throws Exception {
    if (!new File("/usr/bin/script").canExecute()) {
      System.out.println("SKIPPED: no program 'script', which makes a terminal");
      assumeTrue(false);
    }
    try (RecordingFtpServer server = RecordingFtpServer.on("127.0.0.1")) {
      String java = Jdks.home(Jdks.own()).resolve("bin/java").toString();
      String command =
          String.join(
              " ",
              java,
              "-jar",
              Artifacts.agent().toString(),
              "doctor",
              url("test", server.port()));
      Process process =
          new ProcessBuilder("script", "-qec", command, "/dev/null")
              .redirectErrorStream(true)
              .start();
      process.getOutputStream().write("s3cret\n".getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
      String shown = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(shown).isZero();
      assertThat(shown).contains("Password of test at 127.0.0.1: ", "plain: use passive");
    }
  }

  private static String url(String user, int port) {
    return "ftp://" + user + "@127.0.0.1:" + port + "/";
  }

  /** A server that answers by verb; an empty answer is none. */
  private static final class ScriptedServer implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Map<String, String> script;

    ScriptedServer(Map<String, String> script) throws IOException {
      this.script = script;
      Thread thread = new Thread(this::accept, "scripted server");
      thread.setDaemon(true);
      thread.start();
    }

    int port() {
      return listener.getLocalPort();
    }

    private void accept() {
      while (!listener.isClosed()) {
        try {
          Socket socket = listener.accept();
          Thread thread = new Thread(() -> serve(socket), "scripted session");
          thread.setDaemon(true);
          thread.start();
        } catch (IOException e) {
          break;
        }
      }
    }

    private void serve(Socket socket) {
      try (socket;
          BufferedReader in =
              new BufferedReader(
                  new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
        say(socket, "220 Scripted");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
          String verb = line.split(" ")[0];
          String usual =
              verb.equals("USER") ? "331 And?" : verb.equals("PASS") ? "230 In" : "500 What?";
          say(socket, script.getOrDefault(verb, usual));
        }
      } catch (IOException e) {
        // The doctor has left.
      }
    }

    private static void say(Socket socket, String line) throws IOException {
      if (!line.isEmpty()) {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
      }
    }

    @Override
    public void close() throws IOException {
      listener.close();
    }
  }
}
