package io.ftplens.it.jvm;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The JDKs of this machine that child JVMs can run on.
 *
 * <p>Looked for, in this order, the first of a version wins: the JDK of this very process; the
 * directories in the environment variable {@code FTPLENS_JDKS} (separated as a class path; each a
 * JDK, or a directory of JDKs); {@code /usr/lib/jvm}. Versions that are nowhere are skipped, with a
 * line that says so, unless {@code FTPLENS_REQUIRE_JDKS=8,11,17,21,25} names them: then their tests
 * fail.
 */
public final class Jdks {
  /** Every version the agent supports. */
  public static final List<Integer> SUPPORTED = List.of(8, 11, 17, 21, 25);

  private static final Pattern VERSION = Pattern.compile("version \"(?:1\\.)?(\\d+)");
  private static final Map<Integer, Path> FOUND = find();

  private Jdks() {}

  /** The home of a version; skips the calling test if it is nowhere. */
  public static Path home(int version) {
    Path home = FOUND.get(version);
    if (home == null) {
      String reason =
          "no JDK " + version + " on this machine (set FTPLENS_JDKS); found " + FOUND.keySet();
      List<String> required =
          List.of(System.getenv().getOrDefault("FTPLENS_REQUIRE_JDKS", "").split(","));
      if (required.contains(String.valueOf(version))) {
        throw new AssertionError(reason);
      }
      System.out.println("SKIPPED: " + reason);
      assumeTrue(false, reason);
    }
    return home;
  }

  /** The home of each supported version that is on this machine. */
  public static Map<Integer, Path> found() {
    return Map.copyOf(FOUND);
  }

  /** The version this process runs on. */
  public static int own() {
    return Runtime.version().feature();
  }

  private static Map<Integer, Path> find() {
    Map<Integer, Path> found = new TreeMap<>();
    found.put(own(), Path.of(System.getProperty("java.home")));
    List<Path> places = new ArrayList<>();
    for (String place :
        System.getenv().getOrDefault("FTPLENS_JDKS", "").split(File.pathSeparator)) {
      if (!place.isEmpty()) {
        places.add(Path.of(place));
      }
    }
    places.add(Path.of("/usr/lib/jvm"));
    for (Path place : places) {
      add(found, place);
      for (Path child : children(place)) {
        add(found, child);
      }
    }
    return found;
  }

  private static void add(Map<Integer, Path> found, Path home) {
    if (Files.isExecutable(home.resolve("bin/java")) && Files.exists(home.resolve("bin/javac"))) {
      int version = version(home);
      if (SUPPORTED.contains(version)) {
        found.putIfAbsent(version, home);
      }
    }
  }

  private static int version(Path home) {
    ChildJvm.Exit exit = ChildJvm.on(home).jvmArgs("-version").run();
    Matcher matcher = VERSION.matcher(exit.stderr());
    return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
  }

  private static List<Path> children(Path directory) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(directory)) {
      return children.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
