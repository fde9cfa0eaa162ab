package io.ftplens.it.suites;

import io.ftplens.it.jvm.Artifacts;
import io.ftplens.it.jvm.ChildJvm;
import io.ftplens.it.jvm.LogLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * The tests of one version of Commons Net, on one JDK.
 *
 * <p>What is run is what Commons Net's own build runs: the same names of classes, its directory of
 * tests at the same place below the working directory, the Apache FtpServer of its time.
 *
 * @param version of Commons Net
 * @param jdk its version
 */
record Suite(String version, int jdk) {
  /** Surefire's names of tests. */
  private static final String TESTS = "(.*\\.)?(Test[^.]*|[^.]*(Test|Tests|TestCase))";

  /** What Commons Net's own build leaves out, because it needs servers on the internet. */
  private static final String NEED_THE_INTERNET = ".*(FunctionalTest|\\.POP3[^.]*)";

  private static final Duration LONGEST = Duration.ofMinutes(8);

  /**
   * What a run left.
   *
   * @param outcomes of its tests
   * @param log the agent's lines; empty without it
   */
  record Run(Outcomes outcomes, String log) {
    int transfers() {
      return LogLine.transfers(log).size();
    }
  }

  /**
   * Runs all tests once.
   *
   * @param isolation words before the command line
   * @param name of this run, for what it leaves behind
   */
  Run run(boolean withAgent, List<String> isolation, String name) {
    Path directory = directory(name);
    Path reports = directory.resolve("reports/" + System.nanoTime());
    Path log = reports.resolveSibling(reports.getFileName() + ".log");
    ChildJvm child =
        ChildJvm.on(jdk)
            .startedBy(isolation.toArray(String[]::new))
            .in(directory)
            .within(LONGEST)
            .property("java.io.tmpdir", directory.resolve("tmp").toString())
            .property("java.security.properties", directory.resolve("security").toString())
            .jvmArgs("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
            .classPath(List.of(directory.resolve("target/test-classes").toString()))
            .classPath(libraries())
            .program(
                "org.junit.platform.console.ConsoleLauncher",
                List.of(
                    "execute",
                    "--scan-classpath=" + tests(),
                    "--include-classname=" + TESTS,
                    "--exclude-classname=" + NEED_THE_INTERNET,
                    "--reports-dir=" + reports,
                    "--details=none",
                    "--disable-banner"));
    if (withAgent) {
      child.agent("otel=none,log.target=" + log);
    }
    child.run();
    try {
      return new Run(Outcomes.read(reports), Files.exists(log) ? Files.readString(log) : "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path home() {
    return Artifacts.target().toAbsolutePath().resolve("suites");
  }

  private Path tests() {
    return home().resolve(version + "/test-classes");
  }

  /** A working directory of its own, so that runs at the same time do not meet. */
  private Path directory(String name) {
    try {
      Path directory = home().resolve("runs/" + version + "-" + jdk + "-" + name);
      Files.createDirectories(directory.resolve("tmp"));
      Files.createDirectories(directory.resolve("reports"));
      Files.createDirectories(directory.resolve("target"));
      Path tests = directory.resolve("target/test-classes");
      if (!Files.exists(tests)) {
        Files.createSymbolicLink(tests, tests());
      }
      // Some suites speak TLS 1.0 and 1.1, which JDKs no longer do by themselves.
      Files.writeString(directory.resolve("security"), "jdk.tls.disabledAlgorithms=\n");
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> libraries() {
    return Stream.of("commons-net-" + version, "ftpserver-" + ftpServer(), "junit")
        .flatMap(directory -> jars(home().resolve(directory)))
        .toList();
  }

  private String ftpServer() {
    return switch (version) {
      case "3.3", "3.6", "3.8.0" -> "1.1.1";
      case "3.9.0", "3.11.1" -> "1.2.0";
      default -> "1.2.1";
    };
  }

  private static Stream<String> jars(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(Path::toString).sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return "Commons Net " + version + " on JDK " + jdk;
  }
}
