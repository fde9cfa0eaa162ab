package io.ftplens.it.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ftplens.it.Expected;
import io.ftplens.it.Report;
import io.ftplens.it.jvm.ChildJvm;
import io.ftplens.it.otlp.OtlpReceiver;
import io.ftplens.it.server.RecordingFtpServer;
import io.ftplens.it.server.ServedTransfer;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A host run twice, without and with the agent: its transfers are told, and nothing else differs.
 */
final class HostRun implements AutoCloseable {
  /** What the application answers: two files of 70,001 bytes each way. */
  private static final String SAID = "transferred 280004 bytes";

  /** What -Xcheck:jni finds in the JDK's own code, up to 17, when an agent asks for all classes. */
  private static final Pattern EXCEEDS_CAPACITY =
      Pattern.compile(
          "WARNING: JNI local refs: \\d+, exceeds capacity: \\d+\n"
              + "\tat sun\\.instrument\\.InstrumentationImpl\\.getAllLoadedClasses0.*\n"
              + "(?:\t(?:at|-) .*\n)+");

  private final RecordingFtpServer server = RecordingFtpServer.on("127.0.0.1");
  private final OtlpReceiver receiver = OtlpReceiver.start();
  private List<String> before = List.of();
  private List<String> after = List.of();
  private UnaryOperator<ChildJvm> ours = jvm -> jvm.agent("");

  /** Makes a host anew for each run. */
  interface Host {
    ChildJvm jvm() throws IOException;
  }

  /** Makes a host that serves HTTP on this port anew for each run. */
  interface WebHost {
    ChildJvm jvm(int httpPort) throws IOException;
  }

  int ftpPort() {
    return server.port();
  }

  /** Adds options of the JVM to both runs, before and after ours. */
  void beside(List<String> before, List<String> after) {
    this.before = before;
    this.after = after;
  }

  /** Has the agent come into the JVM in another way than by its command line. */
  void agentComesBy(UnaryOperator<ChildJvm> way) {
    ours = way;
  }

  /** Of a host that comes to its end by itself; returns how it ended with the agent. */
  ChildJvm.Exit endsByItself(Host host) throws IOException {
    ChildJvm.Exit without = withoutAgent(host.jvm()).run().expectSuccess();
    int transfers = server.transfers().size();
    ChildJvm.Exit with = withAgent(host.jvm()).run().expectSuccess();
    check(without, with, transfers);
    return with;
  }

  /** Of a server, which is asked for the transfers once it is up, and then told to end. */
  void isServer(WebHost host) throws IOException {
    int port = freePort();
    ChildJvm.Exit without = serve(withoutAgent(host.jvm(port)), port);
    int transfers = server.transfers().size();
    int other = freePort();
    ChildJvm.Exit with = serve(withAgent(host.jvm(other)), other);
    assertThat(with.code()).as(with.toString()).isEqualTo(without.code());
    check(without, with, transfers);
  }

  private ChildJvm withoutAgent(ChildJvm jvm) {
    return jvm.jvmArgs(before.toArray(String[]::new)).jvmArgs(after.toArray(String[]::new));
  }

  private ChildJvm withAgent(ChildJvm jvm) {
    return ours.apply(jvm.jvmArgs(before.toArray(String[]::new)))
        .jvmArgs(after.toArray(String[]::new))
        .otlp(receiver.endpoint());
  }

  private ChildJvm.Exit serve(ChildJvm jvm, int port) throws IOException {
    ChildJvm.Running running = jvm.start();
    try {
      String url = "http://127.0.0.1:" + port + "/app/transfers?port=" + server.port();
      await()
          .atMost(Duration.ofMinutes(2))
          .pollInterval(Duration.ofMillis(200))
          .untilAsserted(() -> assertThat(get(url)).isEqualTo(SAID));
      running.terminate();
      return running.await();
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(running.stdoutSoFar() + running.stderrSoFar(), e);
    } finally {
      running.kill();
    }
  }

  /** What a server answers; null if it is not up, or the application not there. */
  private static String get(String url) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
    try {
      if (connection.getResponseCode() != 200) {
        return null;
      }
      try (InputStream in = connection.getInputStream()) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
    } catch (ConnectException e) {
      return null;
    } finally {
      connection.disconnect();
    }
  }

  private void check(ChildJvm.Exit without, ChildJvm.Exit with, int before) {
    assertThat(server.surprises()).isEmpty();
    Report.of(with, receiver)
        .matches(
            server.transfers().subList(before, server.transfers().size()),
            (ServedTransfer transfer) -> new Expected.Client("127.0.0.1", "commons-net", "3.13.0"));
    Set<String> own = shapes(without);
    assertThat(shapes(with)).as(with.toString()).isEqualTo(own);
  }

  /**
   * Each line that a host wrote, without what differs between two runs, without ours, and without
   * what it tells of its command line.
   */
  private static Set<String> shapes(ChildJvm.Exit exit) {
    String stdout = EXCEEDS_CAPACITY.matcher(exit.stdout()).replaceAll("");
    return Stream.concat(stdout.lines(), exit.stderr().lines())
        .filter(line -> !line.matches("\\S+Z INFO  io\\.ftplens - ftp (transfer|session) .*"))
        .filter(line -> !line.matches(".*Command line argument: +-javaagent:\\S+ftplens\\S+"))
        .filter(line -> !line.startsWith("Picked up JAVA_TOOL_OPTIONS: -javaagent:"))
        .map(line -> line.replaceAll(" -javaagent:\\S+", "").replaceAll("@[0-9a-f]+|\\d+", "#"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** One that is not among those that the system gives to whoever asks for any. */
  static int freePort() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(10_000, 30_000);
      try (ServerSocket socket = new ServerSocket(port)) {
        return socket.getLocalPort();
      } catch (IOException taken) {
        // then another
      }
    }
  }

  @Override
  public void close() {
    server.close();
    receiver.close();
  }
}
