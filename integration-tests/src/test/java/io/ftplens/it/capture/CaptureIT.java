package io.ftplens.it.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.ftplens.it.jvm.ChildJvm;
import io.ftplens.it.jvm.Jdks;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

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
  @ValueSource(
      strings = {
        "user:test:PORT user:test:EPRT user:test:PASV user:test:EPSV",
        "user:early:PORT user:early:EPRT",
        "user:fixed-port:PORT",
        "noop:test:PASV noop:late-noop:PORT",
        "abort:PASV abort:PORT",
        "long:LPRT long:LPSV",
        "pipelined",
        "interleaved:PORT interleaved:PASV",
        "threads:PORT threads:PASV",
        "ccc:PORT ccc:PASV",
        "deflate:PASV",
        "unused:PORT unused:PASV",
        "fxp",
        "idle-close:PASV",
      })
  void corners(String steps) {
    try (OddFtpServer server = OddFtpServer.start()) {
      ChildJvm child = ChildJvm.on(Jdks.own()).main("OddApp", oddArguments(server, steps));
      check(
          steps,
          Jdks.own(),
          server,
          CaptureRun.run(child, Set.of(server.port()), server::transfers));
    }
  }

  @ParameterizedTest(name = "proxies: {0}")
  @ValueSource(
      strings = {
        "socks:PROXY:PASV",
        "socks:PROXY:EPSV",
        "connect:PROXY:PASV",
        "socks4:PROXY:PASV",
      })
  void proxies(String steps) {
    try (OddFtpServer server = OddFtpServer.start();
        TinyProxy proxy = TinyProxy.start()) {
      String own = steps.replace("PROXY", String.valueOf(proxy.port())).replace("socks4", "socks");
      ChildJvm child = ChildJvm.on(Jdks.own()).main("OddApp", oddArguments(server, own));
      if (steps.startsWith("socks4")) {
        child.property("socksProxyVersion", "4");
      }
      check(
          steps,
          Jdks.own(),
          server,
          CaptureRun.run(child, Set.of(server.port()), Set.of(proxy.port()), server::transfers));
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
