package io.ftplens.it.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ftplens.it.jvm.Artifacts;
import io.ftplens.it.jvm.Jdks;
import io.ftplens.it.jvm.LogLine;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM that runs {@code PromptedApp} for as long as a test needs it, at first without ftplens. */
final class SteeredJvm implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Process process;
  private final Lines stdout;
  private final Lines stderr;

  private SteeredJvm(Process process) {
    this.process = process;
    stdout = new Lines(process.getInputStream());
    stderr = new Lines(process.getErrorStream());
  }

  /** Starts one on a JDK of this version, or skips the test, and waits until its sessions stand. */
  static SteeredJvm start(int jdk, List<String> jvmArgs, String kind, String... sessions) {
    List<String> classPath = new ArrayList<>(List.of(Artifacts.applications()));
    classPath.addAll(Artifacts.commonsNet("3.9.0"));
    List<String> line = new ArrayList<>();
    line.add(Jdks.home(jdk).resolve("bin/java").toString());
    line.addAll(jvmArgs);
    line.add("-cp");
    line.add(String.join(File.pathSeparator, classPath));
    line.add("io.ftplens.it.app.PromptedApp");
    line.add(kind);
    line.addAll(List.of(sessions));
    ProcessBuilder builder = new ProcessBuilder(line);
    builder.environment().keySet().removeIf(name -> name.startsWith("FTPLENS_"));
    builder.environment().put("FTPLENS_OTEL", "none");
    try {
      SteeredJvm jvm = new SteeredJvm(builder.start());
      jvm.stdout.awaitLine("ready");
      return jvm;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String pid() {
    return String.valueOf(process.pid());
  }

  /** Gives the application a line and returns what it says to it. */
  String say(String line) {
    int from = stdout.size();
    try {
      OutputStream in = process.getOutputStream();
      in.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      in.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return stdout.awaitFrom(from, line + " -> ").substring(line.length() + 4);
  }

  /** Fetches a file over a session that is open. */
  void get(int session, String path) {
    assertThat(say("get " + session + " " + path)).contains(" bytes ").doesNotContain("Exception");
  }

  /** The transfer lines in its log, once there are so many. */
  List<LogLine> transfers(int count) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(LogLine.transfers(stderr.text())).hasSize(count));
    return LogLine.transfers(stderr.text());
  }

  String stderr() {
    return stderr.text();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What a process writes, read in a thread of its own. */
  static final class Lines {
    private final List<String> lines = new ArrayList<>();

    Lines(InputStream in) {
      Thread thread = new Thread(() -> read(in), "output");
      thread.setDaemon(true);
      thread.start();
    }

    private void read(InputStream in) {
      try (BufferedReader reader =
          new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
          add(line);
        }
      } catch (IOException e) {
        add("(" + e + ")");
      }
    }

    private synchronized void add(String line) {
      lines.add(line);
    }

    synchronized int size() {
      return lines.size();
    }

    synchronized String text() {
      return String.join("\n", lines);
    }

    private synchronized String find(int from, String beginning) {
      for (String line : lines.subList(from, lines.size())) {
        if (line.startsWith(beginning)) {
          return line;
        }
      }
      return null;
    }

    void awaitLine(String beginning) {
      awaitFrom(0, beginning);
    }

    String awaitFrom(int from, String beginning) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(find(from, beginning)).as(text()).isNotNull());
      return find(from, beginning);
    }
  }
}
