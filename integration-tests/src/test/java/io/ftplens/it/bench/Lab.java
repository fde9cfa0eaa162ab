package io.ftplens.it.bench;

import io.ftplens.it.jvm.Artifacts;
import io.ftplens.it.jvm.ChildJvm;
import io.ftplens.it.jvm.Jdks;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What measurements share: the servers, the programs, the JDKs, and how long all may take. */
final class Lab implements AutoCloseable {
  private static final boolean TASKSET = hasTaskset();

  private final double scale = Double.parseDouble(System.getProperty("bench.scale", "1"));
  private final Programs programs = new Programs();
  private final QuickFtpServer ftp = new QuickFtpServer();
  private final SpanSink spans = new SpanSink();

  Lab() throws IOException {}

  boolean isFullSize() {
    return scale == 1;
  }

  /** So many rounds at full size. */
  int rounds(int atFullSize) {
    return scale < 0.5 ? Math.min(2, atFullSize) : atFullSize;
  }

  /** How often to do what is done so often at full size. */
  int scaled(int times) {
    return Math.max(1, (int) Math.round(times * scale));
  }

  Programs programs() {
    return programs;
  }

  String ftpPort() {
    return ftp.port();
  }

  SpanSink spans() {
    return spans;
  }

  /** The JDK this process runs on. */
  int ownJdk() {
    return Jdks.own();
  }

  /** All JDKs of this machine, the oldest first. */
  List<Integer> jdks() {
    return List.copyOf(new TreeMap<>(Jdks.found()).keySet());
  }

  /** One of the measured programs, with all libraries, on this process's JDK. */
  ChildJvm program(String name, String... arguments) {
    return bare(ownJdk(), name, arguments)
        .classPath(Artifacts.commonsNet("3.13.0"))
        .classPath(Artifacts.jars("h2-.*\\.jar"))
        .otlp(spans.endpoint())
        .within(Duration.ofMinutes(5))
        .property("bench.scale", String.valueOf(scale));
  }

  /**
   * On one core, where the machine can do that (util-linux has taskset): else the scheduler decides
   * whether the two ends of a connection share one, or the program and the compiler, and with it
   * what each pays.
   */
  ChildJvm onOneCore(ChildJvm jvm) {
    return TASKSET ? jvm.startedBy("taskset", "-c", "0") : jvm;
  }

  private static boolean hasTaskset() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, "taskset")));
  }

  /** One of the measured programs, with nothing else on its class path. */
  ChildJvm bare(int jdk, String name, String... arguments) {
    return ChildJvm.on(Jdks.found().get(jdk))
        .classPath(List.of(programs.application()))
        .program("io.ftplens.it.app.bench." + name, List.of(arguments));
  }

  @Override
  public void close() throws IOException {
    spans.close();
    ftp.close();
  }
}
