package io.ftplens.it.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import io.ftplens.it.jvm.AgentJar;
import io.ftplens.it.jvm.Artifacts;
import io.ftplens.it.jvm.ChildJvm;
import io.ftplens.it.otlp.OtlpReceiver;
import io.ftplens.it.server.RecordingFtpServer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an application can see of the agent: as good as nothing. */
class IsolationIT {
  private static final String HOOKS = "java.lang.FtplensHooks";
  private static final Set<String> BOOT =
      Set.of(
          HOOKS, "java.lang.FtplensCounters", "java.net.FtplensSockets", "sun.misc.FtplensDefiner");

  private final RecordingFtpServer server = RecordingFtpServer.on("127.0.0.1");
  private final OtlpReceiver receiver = OtlpReceiver.start();

  @AfterEach
  void stop() {
    server.close();
    receiver.close();
  }

  private List<String> oneTransfer() {
    return List.of("wait", "t,PASV,plain,127.0.0.1," + server.port(), "/get/one-4242.bin");
  }

  private ChildJvm child(int jdk) {
    return ChildJvm.on(jdk).agent("").otlp(receiver.endpoint());
  }

  /** Runs a child that exits once all it has to tell has arrived. */
  private ChildJvm.Exit run(ChildJvm child) throws IOException {
    ChildJvm.Running running = child.env("OTEL_METRIC_EXPORT_INTERVAL", "1000").start();
    receiver.awaitEverySignal();
    running.closeStdin();
    ChildJvm.Exit exit = running.await().expectSuccess();
    assertThat(exit.stdout()).contains("4242 bytes ", "done\n");
    assertThat(exit.transferLines()).hasSize(1);
    assertThat(exit.stderr()).doesNotContain(" WARN ");
    assertThat(receiver.ftpSpans()).hasSize(1);
    return exit;
  }

  @ParameterizedTest(name = "on JDK {0}")
  @ValueSource(ints = {8, 17, 25})
  void noClassIsInReachButTheLauncherAndThoseOfTheBootLoader(int jdk, @TempDir Path directory)
      throws IOException {
    List<String> names = classes();
    assertThat(names).hasSizeGreaterThan(1000).contains(HOOKS);
    Path file = Files.write(directory.resolve("names"), names);
    List<String> arguments = new ArrayList<>(List.of(file.toString()));
    arguments.addAll(oneTransfer());
    ChildJvm.Exit exit = run(child(jdk).main("ReachApp", arguments));
    assertThat(exit.stdout()).contains("tried " + 5 * names.size() + "\n");
    List<String> reached =
        exit.stdout().lines().filter(line -> line.startsWith("reached ")).toList();
    assertThat(reached)
        .contains("reached boot " + HOOKS, "reached system io.ftplens.agent.FtplensAgent")
        .allMatch(
            line ->
                BOOT.contains(line.replaceFirst("reached \\w+ ", ""))
                    || line.matches(
                        "reached (system|context) io\\.ftplens\\.agent(\\.cli)?\\.\\w+.*"));
    assertThat(exit.stdout())
        .as("nobody else defines classes in the boot loader")
        .contains(jdk == 8 ? "no definer\n" : "definer: taken already\n");
  }

  /** The names of all classes in the jar, whether in sight or not. */
  private static List<String> classes() throws IOException {
    return AgentJar.contents().keySet().stream()
        .filter(name -> name.endsWith(".class") || name.endsWith(".classdata"))
        .map(name -> name.replaceFirst("^inst/", "").replaceFirst("\\.class(data)?$", ""))
        .map(name -> name.replace('/', '.'))
        .toList();
  }

  @ParameterizedTest(name = "on JDK {0}")
  @ValueSource(ints = {8, 17, 25})
  void loggingIsInitialisedByTheApplicationAlone(int jdk) throws IOException {
    ChildJvm.Exit exit =
        run(
            child(jdk)
                .property("java.util.logging.manager", "io.ftplens.it.app.TellingLogManager")
                .main("JulApp", oneTransfer()));
    assertThat(exit.stdout()).startsWith("main\n").endsWith("done\nlogging initialised\n");
    assertThat(exit.stderr()).contains("logged by the application");
  }

  @ParameterizedTest(name = "on JDK {0}")
  @ValueSource(ints = {17, 25})
  void theApplicationsSlf4jFindsOneProvider(int jdk) throws IOException {
    List<String> jars;
    try (Stream<Path> files =
        Files.list(Artifacts.target().resolve("logging").resolve("logback-1.5"))) {
      jars = files.map(Path::toString).sorted().toList();
    }
    assertThat(jars).hasSize(3);
    ChildJvm.Exit exit = run(child(jdk).classPath(jars).main("Slf4jApp", oneTransfer()));
    assertThat(exit.stdout() + exit.stderr()).doesNotContain("SLF4J");
    assertThat(exit.stdout().lines())
        .anyMatch(line -> line.endsWith("before, by ch.qos.logback.classic.LoggerContext"))
        .anyMatch(line -> line.endsWith("app -- after"));
  }

  @ParameterizedTest(name = "on JDK {0}, force-passive={1}")
  @CsvSource({"8,false", "17,true", "25,false"})
  void loaderOfAnUndeployedApplicationWithItsOwnCommonsNetIsCollected(int jdk, boolean forced) {
    List<String> path = new ArrayList<>(Artifacts.commonsNet("3.13.0"));
    path.add(Artifacts.applications());
    ChildJvm.Exit exit =
        child(jdk)
            .property("ftplens.force-passive", String.valueOf(forced))
            .main(
                "WebAppsApp",
                "collect",
                String.join(File.pathSeparator, path),
                "CommonsNetApp",
                "t,PORT,plain,127.0.0.1," + server.port())
            .run()
            .expectSuccess();
    assertThat(server.transfers()).hasSizeGreaterThan(5);
    assertThat(exit.transferLines())
        .hasSameSizeAs(server.transfers())
        .allMatch(line -> line.get("client").equals("commons-net"))
        .allMatch(line -> line.get("mode").equals(forced ? "passive" : "active"));
    assertThat(exit.stdout()).endsWith("unloaded\n");
  }
}
