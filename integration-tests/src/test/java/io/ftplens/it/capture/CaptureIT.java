package io.ftplens.it.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.ftplens.it.jvm.ChildJvm;
import io.ftplens.it.jvm.Jdks;
import io.ftplens.it.server.TinyProxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** Every transfer that a packet capture shows, and no other, is told by the agent as it was. */
class CaptureIT {
  static final List<Integer> JDKS = Jdks.SUPPORTED;

  private static final Coverage COVERAGE = new Coverage("corners");

  @BeforeAll
  static void captures() {
    Sniffer.assumeAvailable();
  }

  @AfterAll
  static void writeTable() {
    COVERAGE.write();
  }

  @ParameterizedTest(name = "corners: {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          PORT, EPRT, PASV, EPSV; empty files | \
            user:test:PORT user:test:EPRT user:test:PASV user:test:EPSV
          data connection opened before the 150 | user:early:PORT user:early:EPRT
          active from the port below the control port | user:fixed-port:PORT
          NOOP and STAT in mid-transfer, answered at once or after it | \
            noop:test:PASV noop:late-noop:PORT
          Telnet Synch and ABOR, answered 426 and 226 | abort:PASV abort:PORT
          LPRT and LPSV | long:LPRT long:LPSV
          commands pipelined, before the greeting too | pipelined
          two sessions on one thread, in turn | interleaved:PORT interleaved:PASV
          a pool of two sessions, five threads | pool:PORT pool:PASV
          227 in five unusual texts | user:odd-227:PASV
          one session on several threads | threads:PORT threads:PASV
          CCC: login in TLS, the rest in clear | ccc:PORT ccc:PASV
          TLS data connections that resume the session | resumed:PORT resumed:PASV resumed:EPSV
          MODE Z | deflate:PASV
          setups that no transfer uses | unused:PORT unused:PASV
          server to server (FXP) | fxp
          no QUIT | idle-close:PASV
          """)
  void corners(String name, String steps) {
    try (OddFtpServer server = OddFtpServer.start()) {
      ChildJvm child = ChildJvm.on(Jdks.own()).main("OddApp", oddArguments(server, steps));
      if (steps.startsWith("resumed")) {
        child.jvmArgs(
            "--add-opens=java.base/sun.security.ssl=ALL-UNNAMED",
            "--add-opens=java.base/sun.security.util=ALL-UNNAMED");
      }
      check(
          name,
          Jdks.own(),
          server,
          CaptureRun.run(child, Set.of(server.port()), server::transfers));
    }
  }

  @ParameterizedTest(name = "proxies: {0}")
  @CsvSource({
    "SOCKS 5 by the JDK, socks:PROXY:PASV",
    "SOCKS 5 by the JDK, socks:PROXY:EPSV",
    "SOCKS 4 by the JDK, socks:PROXY:PASV",
    "HTTP CONNECT by the JDK, connect:PROXY:PASV",
  })
  void proxies(String name, String steps) {
    try (OddFtpServer server = OddFtpServer.start();
        TinyProxy proxy = TinyProxy.start()) {
      String own = steps.replace("PROXY", String.valueOf(proxy.port()));
      ChildJvm child = ChildJvm.on(Jdks.own()).main("OddApp", oddArguments(server, own));
      if (name.startsWith("SOCKS 4")) {
        child.property("socksProxyVersion", "4");
      }
      check(
          name,
          Jdks.own(),
          server,
          CaptureRun.run(child, Set.of(server.port()), Set.of(proxy.port()), server::transfers));
    }
  }

  @ParameterizedTest(name = "TLS from the control connection''s local port, on JDK {0}")
  @FieldSource("JDKS")
  void neighbours(int jdk) {
    try (OddFtpServer server = OddFtpServer.start();
        TlsParrot parrot = TlsParrot.start()) {
      String steps = "neighbour:" + parrot.port() + ":PASV";
      ChildJvm child = ChildJvm.on(jdk).main("OddApp", oddArguments(server, steps));
      check(
          "TLS that is not FTP, from the same local port",
          jdk,
          server,
          CaptureRun.run(child, Set.of(server.port()), server::transfers));
    }
  }

  /** What a TLS socket tells of its peer is who is beyond the proxy. */
  @ParameterizedTest(name = "TLS beyond a proxy, on JDK {0}")
  @FieldSource("JDKS")
  void tlsBeyondAProxy(int jdk) {
    try (OddFtpServer server = OddFtpServer.start();
        TinyProxy proxy = TinyProxy.start();
        TlsParrot parrot = TlsParrot.start()) {
      String steps =
          "socks-neighbour:PROXY:PARROT:PASV connect-tls:PROXY:PASV"
              .replace("PROXY", "" + proxy.port())
              .replace("PARROT", "" + parrot.port());
      ChildJvm child = ChildJvm.on(jdk).main("OddApp", oddArguments(server, steps));
      check(
          "FTPS through SOCKS and HTTP CONNECT, beside TLS that is not FTP",
          jdk,
          server,
          CaptureRun.run(
              child,
              Set.of(server.port()),
              Set.of(proxy.port()),
              () -> Truth.beyond(proxy, server.transfers())));
    }
  }

  @ParameterizedTest(name = "file channels on JDK {0}")
  @FieldSource("JDKS")
  void fileChannels(int jdk) {
    try (OddFtpServer server = OddFtpServer.start()) {
      String steps = "up:3000011:PASV up:0:PASV up:777:PORT down:3000011:EPSV down:0:PORT";
      ChildJvm child = ChildJvm.on(jdk).main("ChannelApp", oddArguments(server, steps));
      check(
          "FileChannel.transferTo/From",
          jdk,
          server,
          CaptureRun.run(child, Set.of(server.port()), server::transfers));
    }
  }

  @Test
  void filesOverFourGibibytes() {
    try (OddFtpServer server = OddFtpServer.start()) {
      String steps = "up:4500000011:PASV";
      ChildJvm child = ChildJvm.on(Jdks.own()).main("ChannelApp", oddArguments(server, steps));
      check(
          "4.5 GB by sendfile",
          Jdks.own(),
          server,
          CaptureRun.run(child, Set.of(server.port()), server::transfers));
    }
  }

  private static List<String> oddArguments(OddFtpServer server, String steps) {
    List<String> arguments = new ArrayList<>(List.of(server.host(), "" + server.port()));
    arguments.addAll(List.of(steps.split(" ", -1)));
    return arguments;
  }

  private static void check(String client, int jdk, OddFtpServer server, CaptureRun.Result result) {
    COVERAGE.add(client, jdk, "scripted", result.comparison());
    result.exit().expectSuccess();
    assertThat(server.surprises()).isEmpty();
    assertThat(result.seen()).isNotEmpty();
    assertThat(result.comparison().problems()).as(result.exit().toString()).isEmpty();
  }
}
