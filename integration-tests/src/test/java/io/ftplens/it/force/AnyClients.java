package io.ftplens.it.force;

import io.ftplens.it.jvm.Artifacts;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What {@code AnyClientApp} runs: libraries that know active mode, and clients by hand. */
public final class AnyClients {
  /** Debian's jglobus, and what it needs; on Maven Central it is not. */
  private static final List<String> JGLOBUS =
      Stream.of(
              "jglobus-gridftp",
              "jglobus-gss",
              "jglobus-ssl-proxies",
              "jglobus-jsse",
              "bcprov",
              "commons-logging",
              "commons-io",
              "commons-codec",
              "log4j-1.2")
          .map(jar -> "/usr/share/java/" + jar + ".jar")
          .toList();

  private AnyClients() {}

  /** The libraries that can be had here. */
  public static List<String> libraries() {
    List<String> clients = new ArrayList<>(List.of("commons-net", "edt", "netty"));
    if (JGLOBUS.subList(0, 2).stream().allMatch(jar -> new File(jar).isFile())) {
      clients.add("jglobus");
    } else {
      String reason =
          "no jglobus: the Debian package libjglobus-gridftp-java or libjglobus-gss-java is not installed";
      if (Boolean.parseBoolean(System.getenv("FTPLENS_REQUIRE_JGLOBUS"))) {
        throw new AssertionError(reason);
      }
      System.out.println("SKIPPED: " + reason);
    }
    return clients;
  }

  /** What they need. */
  public static List<String> classPath() {
    List<String> path = new ArrayList<>(Artifacts.commonsNet("3.9.0"));
    path.addAll(Artifacts.jars("(edtFTPj|netty)-.*\\.jar"));
    path.addAll(JGLOBUS);
    return path;
  }
}
