package io.ftplens.it.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ftplens.it.force.AnyClients;
import io.ftplens.it.jvm.Artifacts;
import io.ftplens.it.jvm.ChildJvm;
import io.ftplens.it.jvm.Jdks;
import io.ftplens.it.jvm.LogLine;
import io.ftplens.it.server.RecordingFtpServer;
import io.ftplens.it.server.TinyProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** FTP clients of others against servers of others, compared with a packet capture. */
class ClientCaptureIT {
  static final List<String> COMMONS_NET =
      List.of(
          "1.4.1", "2.0", "2.2", "3.0.1", "3.1", "3.2", "3.3", "3.4", "3.5", "3.6", "3.7.2",
          "3.8.0", "3.9.0", "3.10.0", "3.11.1", "3.12.0", "3.13.0");

  /** Directories among the clients, and what to call them. */
  static final Map<String, String> LIBRARIES =
      new TreeMap<>(
          Map.of(
              "ant", "Ant ftp task 1.10.15",
              "camel", "Apache Camel FTP 4.18.0",
              "edtftpj", "edtFTPj 1.5.3",
              "hutool", "Hutool 5.8.35",
              "netty", "Netty 4.1.118 NIO transport",
              "spring-integration", "Spring Integration FTP 6.5.2",
              "vfs2", "Commons VFS 2.9.0",
              "xbib", "xbib FTP client 2.6.0"));

  private static final Coverage COVERAGE = new Coverage("clients");

  @BeforeAll
  static void captures() {
    Sniffer.assumeAvailable();
  }

  @AfterAll
  static void writeTable() {
    COVERAGE.write();
  }

  /** Every library with every server that is there. */
  static Stream<Arguments> librariesAndServers() {
    return LIBRARIES.keySet().stream()
        .flatMap(
            library -> OtherServer.names().stream().map(server -> Arguments.of(library, server)));
  }

  @ParameterizedTest(name = "jglobus and {0}")
  @MethodSource("servers")
  void jglobus(String serverName) {
    assumeTrue(AnyClients.libraries().contains("jglobus"), "no jglobus");
    try (OtherServer server = OtherServer.start(serverName)) {
      String at = ",plain," + server.host() + "," + server.port();
      List<String> arguments = new ArrayList<>(List.of("20000"));
      for (String setup : List.of("active", "passive")) {
        arguments.add("jglobus=" + server.user() + "@" + setup + "," + setup + at);
      }
      ChildJvm child =
          ChildJvm.on(Jdks.own()).classPath(AnyClients.classPath()).main("AnyClientApp", arguments);
      CaptureRun.Result result = CaptureRun.run(child, Set.of(server.port()), List::of);
      assertThat(result.exit().stdout()).contains("active same", "passive same");
      check("jglobus GridFTP", Jdks.own(), serverName, result);
    }
  }

  static List<String> servers() {
    return OtherServer.names();
  }

  @ParameterizedTest(name = "{0} and MockFtpServer")
  @ValueSource(
      strings = {
        "ant",
        "camel",
        "edtftpj",
        "hutool",
        "netty",
        "spring-integration",
        "vfs2",
        "xbib"
      })
  void mockServer(String library) {
    libraries(library, OtherServer.MOCK);
  }

  @ParameterizedTest(name = "{0} and {1}")
  @MethodSource("librariesAndServers")
  void libraries(String library, String serverName) {
    List<String> classPath = classPath(library);
    try (OtherServer server = OtherServer.start(serverName)) {
      List<String> arguments =
          List.of(server.host(), String.valueOf(server.port()), "active", "passive");
      ChildJvm child =
          ChildJvm.on(Jdks.own())
              .property("ftp.user", server.user())
              .classPath(classPath)
              .program("io.ftplens.it.client.Main", arguments);
      CaptureRun.Result result = CaptureRun.run(child, Set.of(server.port()), List::of);
      check(LIBRARIES.get(library), Jdks.own(), serverName, result);
    }
  }

  @ParameterizedTest(name = "Commons Net {0}")
  @FieldSource("COMMONS_NET")
  void commonsNet(String version) {
    List<String> jars = Artifacts.commonsNet(version);
    assumePresent(Path.of(jars.get(0)));
    List<String> sessions =
        version.equals("1.4.1")
            ? List.of("active,plain", "passive,plain")
            : List.of("active,plain", "passive,plain", "active,tls-p", "passive,tls-p");
    recorded("Commons Net " + version, Jdks.own(), "CommonsNetApp", List.of(), sessions, jars);
  }

  @Test
  void jdkUrls() {
    recorded(
        "ftp:// URL",
        Jdks.own(),
        "JdkUrlApp",
        List.of(),
        List.of("test,plain", "no-extended,plain"),
        List.of());
  }

  @Test
  void jdkClient() {
    recorded(
        "sun.net.ftp",
        Jdks.own(),
        "SunNetFtpApp",
        List.of(),
        List.of("active,plain", "passive,plain"),
        List.of());
  }

  static final List<Integer> JDKS = Jdks.SUPPORTED;

  private static final boolean ON_LINUX =
      (System.getProperty("os.name") + System.getProperty("os.arch")).equals("Linuxamd64");

  @ParameterizedTest(name = "blocking sockets on JDK {0}")
  @FieldSource("JDKS")
  void blocking(int jdk) {
    recorded(
        "blocking sockets",
        jdk,
        "BlockingApp",
        List.of("platform", "socket"),
        List.of("PORT,plain", "PASV,plain", "EPRT,plain", "EPSV,plain", "PORT,tls-p", "EPSV,tls-c"),
        List.of());
  }

  @ParameterizedTest(name = "virtual threads on JDK {0}")
  @ValueSource(ints = {21, 25})
  void virtualThreads(int jdk) {
    recorded(
        "virtual threads",
        jdk,
        "BlockingApp",
        List.of("virtual", "socket"),
        List.of("PORT,plain", "EPSV,plain", "PASV,tls-p"),
        List.of());
  }

  @ParameterizedTest(name = "channels and a selector on JDK {0}")
  @FieldSource("JDKS")
  void selector(int jdk) {
    recorded(
        "channels and a selector",
        jdk,
        "NioApp",
        List.of(),
        List.of("PORT,plain", "PASV,plain", "EPSV,plain"),
        List.of());
  }

  @ParameterizedTest(name = "FTPHTTPClient of Commons Net {0}")
  @ValueSource(strings = {"3.9.0", "3.13.0"})
  void httpProxy(String version) {
    List<String> jars = Artifacts.commonsNet(version);
    assumePresent(Path.of(jars.get(0)));
    // Since 3.9 it goes back to the control connection's peer, which is the proxy's host.
    try (OddFtpServer server = OddFtpServer.on("127.0.0.1");
        TinyProxy proxy = TinyProxy.start()) {
      ChildJvm child =
          ChildJvm.on(Jdks.own())
              .classPath(jars)
              .main("HttpProxyApp", server.host(), "" + server.port(), "" + proxy.port());
      check(
          "FTPHTTPClient " + version,
          Jdks.own(),
          "scripted",
          CaptureRun.run(child, Set.of(server.port()), Set.of(proxy.port()), List::of));
    }
  }

  /** TLS that is not the JDK's SSLSocket hides what goes on: the agent has to say so. */
  @ParameterizedTest(name = "TLS of {0}")
  @ValueSource(strings = {"bouncycastle", "conscrypt"})
  void otherTlsIsSaidNotToBeSeen(String provider) {
    List<String> classPath = classPath("bouncycastle");
    try (RecordingFtpServer server = RecordingFtpServer.on("127.0.0.1")) {
      // Conscrypt's server sockets fail in active mode, where the client's side begins TLS.
      String first = provider.equals("conscrypt") ? "passive" : "active";
      List<String> arguments = List.of("127.0.0.1", "" + server.port(), first, "passive");
      ChildJvm child =
          ChildJvm.on(Jdks.own())
              .property("tls.provider", provider)
              .classPath(classPath)
              .program("io.ftplens.it.client.Main", arguments);
      CaptureRun.Result result = CaptureRun.run(child, Set.of(), List::of);
      result.exit().expectSuccess();
      assertThat(server.transfers()).hasSize(2);
      assertThat(result.comparison().problems()).isEmpty();
      assertNotSeenIsSaidOnce(result.exit());
    }
  }

  @Test
  void otherImplicitTlsIsSaidNotToBeSeen() {
    try (RecordingFtpServer server = RecordingFtpServer.implicitTlsOn("127.0.0.1")) {
      ChildJvm.Exit exit =
          ChildJvm.on(Jdks.own())
              .agent("")
              .property("ftplens.ports", "" + server.port())
              .property("tls.implicit", "true")
              .classPath(classPath("bouncycastle"))
              .program(
                  "io.ftplens.it.client.Main",
                  List.of("127.0.0.1", "" + server.port(), "active", "passive"))
              .run()
              .expectSuccess();
      assertThat(server.transfers()).hasSize(2);
      assertNotSeenIsSaidOnce(exit);
    }
  }

  @Test
  void tlsOfAnSslEngineIsSaidNotToBeSeen() {
    try (OddFtpServer server = OddFtpServer.start()) {
      ChildJvm.Exit exit =
          ChildJvm.on(Jdks.own())
              .agent("")
              .classPath(classPath("netty"))
              .program(
                  "io.ftplens.it.client.Main",
                  List.of(server.host(), "" + server.port(), "tls-active", "tls-passive"))
              .run()
              .expectSuccess();
      assertThat(server.transfers()).hasSize(6);
      assertNotSeenIsSaidOnce(exit);
    }
  }

  /** Where a client of the JDK's sockets speaks FTP, too; on its own epoll leaves no trace. */
  @Test
  void nativeTransportsAreSaidNotToBeSeen() {
    assumeTrue(ON_LINUX, "Netty's epoll transport is for Linux on x86-64 here");
    try (OddFtpServer server = OddFtpServer.start()) {
      List<String> sessions =
          List.of(server.host(), "" + server.port(), "epoll-active", "epoll-passive", "passive");
      ChildJvm.Exit exit =
          ChildJvm.on(Jdks.own())
              .agent("")
              .classPath(classPath("netty"))
              .program("io.ftplens.it.client.Main", sessions)
              .run()
              .expectSuccess();
      assertThat(server.transfers()).hasSize(9);
      // Those of the last session.
      assertThat(LogLine.transfers(exit.stderr())).hasSize(3);
      assertNotSeenIsSaidOnce(exit);
    }
  }

  /** Nothing else opens a connection in that JVM; at another port it may be any protocol. */
  @ParameterizedTest(name = "at a known port: {0}")
  @ValueSource(booleans = {true, false})
  void nativeTransportsAloneAreSaidNotToBeSeenWhereTheyConnectToFtp(boolean known) {
    assumeTrue(ON_LINUX, "Netty's epoll transport is for Linux on x86-64 here");
    try (OddFtpServer server = OddFtpServer.start()) {
      ChildJvm.Exit exit =
          ChildJvm.on(Jdks.own())
              .agent("")
              .property("ftplens.ports", "" + (known ? server.port() : 21))
              .classPath(classPath("netty"))
              .program(
                  "io.ftplens.it.client.Main",
                  List.of(server.host(), "" + server.port(), "epoll-active", "epoll-passive"))
              .run()
              .expectSuccess();
      assertThat(server.transfers()).hasSize(6);
      assertThat(LogLine.transfers(exit.stderr())).isEmpty();
      if (known) {
        assertNotSeenIsSaidOnce(exit);
        assertThat(exit.stderr()).contains("Netty's native transport");
      } else {
        assertThat(exit.stderr()).isEmpty();
      }
    }
  }

  @ParameterizedTest(name = "asynchronous channels on JDK {0}")
  @FieldSource("JDKS")
  void asynchronousChannelsAreSaidNotToBeSeen(int jdk) {
    try (OddFtpServer server = OddFtpServer.start()) {
      ChildJvm.Exit exit =
          ChildJvm.on(jdk)
              .agent("")
              .property("ftplens.ports", "" + server.port())
              .main("AsyncApp", server.host(), "" + server.port(), "PORT", "PASV")
              .run()
              .expectSuccess();
      assertThat(server.transfers()).hasSize(4);
      assertNotSeenIsSaidOnce(exit);
    }
  }

  @Test
  void urlsThroughAnHttpProxyAreSaidNotToBeSeen() {
    try (TinyProxy proxy = TinyProxy.start()) {
      ChildJvm.Exit exit =
          ChildJvm.on(Jdks.own())
              .agent("")
              .property("ftp.proxyHost", "127.0.0.1")
              .property("ftp.proxyPort", "" + proxy.port())
              .property("ftp.nonProxyHosts", "")
              .main("JdkUrlApp", "a,test,plain,127.0.0.1,21")
              .run();
      assertThat(exit.stdout()).contains("a read");
      assertNotSeenIsSaidOnce(exit);
    }
  }

  private static void assertNotSeenIsSaidOnce(ChildJvm.Exit exit) {
    assertThat(exit.stderr().lines().filter(line -> line.contains("ftp not seen")))
        .as(exit.toString())
        .hasSize(1);
  }

  private static void recorded(
      String client,
      int jdk,
      String program,
      List<String> first,
      List<String> sessions,
      List<String> classPath) {
    try (RecordingFtpServer server = RecordingFtpServer.on("127.0.0.1")) {
      List<String> arguments = new ArrayList<>(first);
      for (String session : sessions) {
        String tag = "s" + arguments.size();
        arguments.add(tag + "," + session + ",127.0.0.1," + server.port());
      }
      ChildJvm child = ChildJvm.on(jdk).classPath(classPath).main(program, arguments);
      if (program.equals("SunNetFtpApp") && jdk > 8) {
        child.jvmArgs("--add-exports=java.base/sun.net.ftp=ALL-UNNAMED");
      }
      CaptureRun.Result result =
          CaptureRun.run(child, Set.of(server.port()), () -> Truth.of(server.transfers()));
      assertThat(server.surprises()).isEmpty();
      check(client, jdk, "recording", result);
    }
  }

  private static void check(String client, int jdk, String server, CaptureRun.Result result) {
    COVERAGE.add(client, jdk, server, result.comparison());
    assertThat(result.comparison().problems()).as(result.exit().toString()).isEmpty();
    result.exit().expectSuccess();
    assertThat(result.seen()).as(result.exit().toString()).isNotEmpty();
    // One of the JDK's sessions is with a server that refuses EPSV; all else is well.
    assertThat(LogLine.diagnoses(result.exit().stderr()))
        .filteredOn(line -> !line.get("name").equals("extended_refused"))
        .isEmpty();
  }

  private static List<String> classPath(String client) {
    Path target = Artifacts.target().resolve("../clients/" + client + "/target").normalize();
    assumePresent(target.resolve("classes"));
    List<String> classPath = new ArrayList<>(List.of(target.resolve("classes").toString()));
    try (Stream<Path> jars = Files.list(target.resolve("lib"))) {
      jars.map(Path::toString).sorted().forEach(classPath::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return classPath;
  }

  private static void assumePresent(Path path) {
    if (!Files.exists(path)) {
      String reason = "no " + path + ": it is there in the profile coverage only";
      System.out.println("SKIPPED: " + reason);
      assumeTrue(false, reason);
    }
  }
}
