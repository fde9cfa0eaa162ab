package io.ftplens.it.jvm;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A JVM of its own in which an application runs, with or without the agent. */
public final class ChildJvm {
  private static final Duration DEADLINE = Duration.ofMinutes(2);

  private final Path home;
  private Duration deadline = DEADLINE;
  private Path directory;
  private final List<String> launcher = new ArrayList<>();
  private final List<String> jvmArgs = new ArrayList<>();
  private final Map<String, String> environment = new LinkedHashMap<>();
  private final List<String> classPath = new ArrayList<>();
  private final List<String> command = new ArrayList<>();
  private Path script;
  private String optionsVariable;
  private Consumer<String> onStderr = line -> {};
  private Consumer<String> onStdout = line -> {};

  private ChildJvm(Path home) {
    this.home = home;
  }

  /** Starts the description of a child on this JDK. */
  public static ChildJvm on(Path home) {
    return new ChildJvm(home);
  }

  /** Starts the description of a child on a JDK of this version, or skips the test. */
  public static ChildJvm on(int version) {
    return new ChildJvm(Jdks.home(version));
  }

  /** Adds the packaged agent; may be called twice. */
  public ChildJvm agent(String arguments) {
    return agent(Artifacts.agent(), arguments);
  }

  /** Adds another jar of it. */
  public ChildJvm agent(Path jar, String arguments) {
    jvmArgs.add("-javaagent:" + jar + (arguments.isEmpty() ? "" : "=" + arguments));
    return this;
  }

  /** Puts words before the JVM's own command line: a program that starts it. */
  public ChildJvm startedBy(String... words) {
    launcher.addAll(List.of(words));
    return this;
  }

  /** Sets its working directory. */
  public ChildJvm in(Path directory) {
    this.directory = directory;
    return this;
  }

  /** Has this script start it, which takes the options of the JVM from an environment variable. */
  public ChildJvm script(Path file, String variable, String... arguments) {
    script = file;
    optionsVariable = variable;
    command.addAll(List.of(arguments));
    return this;
  }

  /** Gives it more time, or less, than the two minutes that are enough for a test. */
  public ChildJvm within(Duration time) {
    deadline = time;
    return this;
  }

  /** Adds options of the JVM. */
  public ChildJvm jvmArgs(String... arguments) {
    jvmArgs.addAll(List.of(arguments));
    return this;
  }

  /** Sets a system property. */
  public ChildJvm property(String name, String value) {
    jvmArgs.add("-D" + name + "=" + value);
    return this;
  }

  /** Sets an environment variable. */
  public ChildJvm env(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** Sends everything to this receiver, or to whatever listens there. */
  public ChildJvm otlp(String endpoint) {
    return env("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint).env("OTEL_SERVICE_NAME", "it-app");
  }

  /** Adds to the class path. */
  public ChildJvm classPath(List<String> entries) {
    classPath.addAll(entries);
    return this;
  }

  /** Names the main class, which is among the child programs, and its arguments. */
  public ChildJvm main(String simpleName, List<String> arguments) {
    classPath.add(0, Artifacts.applications());
    command.add("io.ftplens.it.app." + simpleName);
    command.addAll(arguments);
    return this;
  }

  /** Names a main class that is on the class path, and its arguments. */
  public ChildJvm program(String className, List<String> arguments) {
    command.add(className);
    command.addAll(arguments);
    return this;
  }

  /** Names an executable jar, and its arguments. */
  public ChildJvm jar(Path jar, List<String> arguments) {
    command.add("-jar");
    command.add(jar.toString());
    command.addAll(arguments);
    return this;
  }

  /** As {@link #main(String, List)}. */
  public ChildJvm main(String simpleName, String... arguments) {
    return main(simpleName, List.of(arguments));
  }

  /** Hears each line of standard error as it comes. */
  public ChildJvm onStderr(Consumer<String> listener) {
    onStderr = listener;
    return this;
  }

  /** Hears each line of standard output as it comes. */
  public ChildJvm onStdout(Consumer<String> listener) {
    onStdout = listener;
    return this;
  }

  /** Runs the child to its end. */
  public Exit run() {
    try {
      long start = System.nanoTime();
      return start().await(start);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts the child. */
  public Running start() throws IOException {
    List<String> line = new ArrayList<>(launcher);
    if (script == null) {
      line.add(home.resolve("bin/java").toString());
      line.addAll(jvmArgs);
    } else {
      line.add(script.toString());
      env("JAVA_HOME", home.toString()).env(optionsVariable, String.join(" ", jvmArgs));
    }
    if (!classPath.isEmpty()) {
      line.add("-cp");
      line.add(String.join(File.pathSeparator, classPath));
    }
    line.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(line);
    builder.environment().keySet().removeIf(ChildJvm::wouldDisturb);
    builder.environment().putAll(environment);
    if (directory != null) {
      builder.directory(directory.toFile());
    }
    Process process = builder.start();
    return new Running(home, line, process, deadline, onStdout, onStderr);
  }

  /** What this process inherited must not configure the child. */
  private static boolean wouldDisturb(String variable) {
    return variable.startsWith("OTEL_")
        || variable.startsWith("FTPLENS_")
        || variable.equals("CLASSPATH")
        || variable.equals("_JAVA_OPTIONS")
        || variable.equals("JAVA_TOOL_OPTIONS")
        || variable.equals("JDK_JAVA_OPTIONS");
  }

  /** A child that runs. */
  public static final class Running {
    private final Path home;
    private final List<String> line;
    private final Process process;
    private final Duration deadline;
    private final Collector stdout;
    private final Collector stderr;

    Running(
        Path home,
        List<String> line,
        Process process,
        Duration deadline,
        Consumer<String> onStdout,
        Consumer<String> onStderr) {
      this.home = home;
      this.line = line;
      this.process = process;
      this.deadline = deadline;
      stdout = new Collector(process.getInputStream(), onStdout);
      stderr = new Collector(process.getErrorStream(), onStderr);
    }

    /** Its number. */
    public String pid() {
      return String.valueOf(process.pid());
    }

    /** Whether it has not ended. */
    public boolean isAlive() {
      return process.isAlive();
    }

    /** Standard output so far. */
    public String stdoutSoFar() {
      return stdout.text();
    }

    /** Standard error so far. */
    public String stderrSoFar() {
      return stderr.text();
    }

    /** Lets the child know that it may go on: it reads its standard input to the end. */
    public void closeStdin() throws IOException {
      process.getOutputStream().close();
    }

    /** Types a line on its standard input. */
    public void type(String line) throws IOException {
      OutputStream in = process.getOutputStream();
      in.write((line + '\n').getBytes(StandardCharsets.UTF_8));
      in.flush();
    }

    /** Ends it at once. */
    public void kill() {
      process.destroyForcibly();
    }

    /** Asks it to end, as a service manager does, and goes on reading what it writes. */
    public void terminate() {
      process.toHandle().destroy();
    }

    /** Ends it as Ctrl-C in its terminal does. */
    public void interrupt() throws IOException {
      new ProcessBuilder("kill", "-INT", String.valueOf(process.pid())).start();
    }

    /** Waits for its end. */
    public Exit await() {
      return await(System.nanoTime());
    }

    Exit await(long start) {
      try {
        if (!process.waitFor(deadline.toSeconds(), TimeUnit.SECONDS)) {
          String dump = threadDump();
          process.destroyForcibly();
          throw new AssertionError(
              "still running after " + deadline + ": " + line + "\n" + outputs() + dump);
        }
        long took = System.nanoTime() - start;
        stdout.join();
        stderr.join();
        return new Exit(
            line, process.exitValue(), stdout.text(), stderr.text(), Duration.ofNanos(took));
      } catch (InterruptedException e) {
        process.destroyForcibly();
        throw new AssertionError("interrupted", e);
      }
    }

    private String outputs() {
      return "--- stdout\n" + stdout.text() + "--- stderr\n" + stderr.text() + "--- threads\n";
    }

    private String threadDump() {
      try {
        Process jstack =
            new ProcessBuilder(
                    home.resolve("bin/jstack").toString(), "-l", String.valueOf(process.pid()))
                .redirectErrorStream(true)
                .start();
        Collector collector = new Collector(jstack.getInputStream(), text -> {});
        if (!jstack.waitFor(20, TimeUnit.SECONDS)) {
          jstack.destroyForcibly();
        }
        collector.join();
        return collector.text();
      } catch (IOException | InterruptedException e) {
        return "no thread dump: " + e;
      }
    }
  }

  /** Reads a stream to its end in a thread of its own, so that the child never blocks on it. */
  private static final class Collector {
    private final StringBuilder text = new StringBuilder();
    private final Thread thread;

    Collector(InputStream in, Consumer<String> listener) {
      thread = new Thread(() -> collect(in, listener), "child output");
      thread.setDaemon(true);
      thread.start();
    }

    private void collect(InputStream in, Consumer<String> listener) {
      try (BufferedReader reader =
          new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
          add(line + '\n');
          listener.accept(line);
        }
      } catch (IOException e) {
        add("(" + e + ")\n");
      }
    }

    void join() throws InterruptedException {
      thread.join(TimeUnit.SECONDS.toMillis(20));
    }

    private synchronized void add(String more) {
      text.append(more);
    }

    synchronized String text() {
      return text.toString();
    }
  }

  /**
   * How a child ended.
   *
   * @param line the command line
   * @param code the exit code
   * @param stdout all of standard output
   * @param stderr all of standard error
   * @param took from start to end
   */
  public record Exit(List<String> line, int code, String stdout, String stderr, Duration took) {
    /** Fails unless the child ended well. */
    public Exit expectSuccess() {
      if (code != 0) {
        throw new AssertionError("exit code " + code + "\n" + this);
      }
      return this;
    }

    /** The transfer lines among standard error. */
    public List<LogLine> transferLines() {
      return LogLine.transfers(stderr);
    }

    @Override
    public String toString() {
      return line + "\n--- stdout\n" + stdout + "--- stderr\n" + stderr;
    }
  }
}
