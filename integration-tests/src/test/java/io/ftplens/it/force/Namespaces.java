package io.ftplens.it.force;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/**
 * Two network namespaces joined by a cable: a server's, and a client's behind a firewall that lets
 * nobody connect to it. Nothing of the machine's own network is touched.
 */
public final class Namespaces implements AutoCloseable {
  /** RFC 5737's addresses for documentation: no machine has them. */
  public static final String SERVER = "192.0.2.1";

  public static final String CLIENT = "192.0.2.2";

  /** The kernel's table: line, local address, peer's address, state. */
  private static final Pattern SYN_SENT = Pattern.compile("^ *\\d+: [0-9A-F:]+ [0-9A-F:]+ 02 ");

  private final String id = "ftpl" + ProcessHandle.current().pid() % 100_000;

  /** Makes them, or skips the test and says why. */
  public static Namespaces orSkip() {
    Namespaces made = new Namespaces();
    String reason = made.make();
    if (reason != null) {
      made.close();
      String text = "no network namespace with a firewall: " + reason;
      if (Boolean.parseBoolean(System.getenv("FTPLENS_REQUIRE_NAMESPACES"))) {
        throw new AssertionError(text);
      }
      System.out.println("SKIPPED: " + text);
      assumeTrue(false, text);
    }
    return made;
  }

  private String client() {
    return id + "c";
  }

  private String server() {
    return id + "s";
  }

  private String make() {
    if (!"root".equals(System.getProperty("user.name"))) {
      return "not root";
    }
    String inClient = "ip netns exec " + client() + " ";
    String inServer = "ip netns exec " + server() + " ";
    for (String command :
        List.of(
            "nft --version",
            "ip netns add " + client(),
            "ip netns add " + server(),
            inClient + "ip link add wire0 type veth peer name wire1 netns " + server(),
            inClient + "ip addr add " + CLIENT + "/24 dev wire0",
            inServer + "ip addr add " + SERVER + "/24 dev wire1",
            inClient + "ip link set wire0 up",
            inServer + "ip link set wire1 up",
            inClient + "ip link set lo up",
            inServer + "ip link set lo up",
            inClient + "nft add table inet client",
            inClient
                + "nft add chain inet client input { type filter hook input priority 0 ; policy"
                + " accept ; }",
            // What a client's firewall does: connections come from inside.
            inClient
                + "nft add rule inet client input iifname wire0 tcp flags syn / syn,ack counter"
                + " drop")) {
      String problem = run(command);
      if (problem != null) {
        return problem;
      }
    }
    giveUpSoon();
    return null;
  }

  /**
   * Lets the server's kernel try three times to connect, 15 s, not six times, two minutes. Where
   * that cannot be set, {@link #awaitNoAttempt()} takes as long.
   */
  private void giveUpSoon() {
    run(
        List.of(
            "ip",
            "netns",
            "exec",
            server(),
            "sh",
            "-c",
            "echo 3 > /proc/sys/net/ipv4/tcp_syn_retries"));
  }

  /** Null if all went well. */
  private static String run(String command) {
    return run(List.of(command.split(" ", -1)));
  }

  private static String run(List<String> words) {
    String command = String.join(" ", words);
    try {
      Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return command + ": takes too long";
      }
      return process.exitValue() == 0 ? null : command + ": " + output.trim();
    } catch (IOException e) {
      return command + ": " + e.getMessage();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Runs a program where the server is. */
  void atTheServer(String command) {
    String problem = run("ip netns exec " + server() + " " + command);
    if (problem != null) {
      throw new AssertionError(problem);
    }
  }

  /** A firewall of the server's side that lets nobody connect to this port. */
  public void blockServerPort(int port) {
    atTheServer("nft add table inet server");
    atTheServer(
        "nft add chain inet server input { type filter hook input priority 0 ; policy accept ; }");
    atTheServer("nft add rule inet server input tcp dport " + port + " drop");
  }

  /** How many packets the firewall has dropped. */
  long dropped() {
    String rules = output("ip netns exec " + client() + " nft list table inet client");
    return Long.parseLong(rules.replaceAll("(?s).*counter packets (\\d+) .*", "$1"));
  }

  /**
   * Waits until no server is trying to connect. As long as one is, from port 20, to a port that its
   * client has given up, the next client that happens upon this port is answered 425: the server
   * cannot make the same connection twice.
   */
  void awaitNoAttempt() {
    Awaitility.await()
        .atMost(Duration.ofSeconds(150))
        .pollInterval(Duration.ofMillis(200))
        .until(
            () ->
                output("ip netns exec " + server() + " cat /proc/net/tcp /proc/net/tcp6")
                    .lines()
                    .noneMatch(line -> SYN_SENT.matcher(line).find()));
  }

  private static String output(String command) {
    try {
      Process process = new ProcessBuilder(command.split(" ", -1)).start();
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** A JDK whose programs run behind the firewall. */
  public Path clientJdk(Path home, Path directory) {
    return wrapped(client(), home, directory);
  }

  /** A JDK whose programs run where the server is. */
  public Path serverJdk(Path home, Path directory) {
    return wrapped(server(), home, directory);
  }

  private static Path wrapped(String namespace, Path home, Path directory) {
    try {
      Path bin = Files.createDirectories(directory.resolve(namespace).resolve("bin"));
      Path java = bin.resolve("java");
      Files.writeString(
          java,
          "#!/bin/sh\nexec ip netns exec " + namespace + " " + home + "/bin/java \"$@\"\n",
          StandardCharsets.UTF_8);
      Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
      return bin.getParent();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    run("ip netns del " + client());
    run("ip netns del " + server());
  }
}
