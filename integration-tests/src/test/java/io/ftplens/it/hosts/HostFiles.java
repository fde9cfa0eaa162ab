package io.ftplens.it.hosts;

import io.ftplens.it.jvm.Artifacts;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What the build made and fetched for the hosts. */
final class HostFiles {
  private HostFiles() {}

  /** A file that the build of a host made. */
  static Path built(String host, String name) {
    return only(Path.of(System.getProperty("ftplens.it.hosts"), host, "target"), name);
  }

  /** The jars that the build of a host copied. */
  static List<String> libraries(String host) {
    return list(Path.of(System.getProperty("ftplens.it.hosts"), host, "target/lib"), "*.jar");
  }

  /** The class path of a host that is a program. */
  static List<String> classPath(String host) {
    List<String> path = new ArrayList<>(libraries(host));
    path.add(built(host, "ftplens-host-*.jar").toString());
    return path;
  }

  /** The directory of a server that was fetched. */
  static Path server(String name) {
    return only(Artifacts.target().resolve("hosts").toAbsolutePath(), name);
  }

  /** Copies a directory with all that is in it. */
  static Path copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file)));
      }
    }
    return to;
  }

  static String joined(List<String> paths) {
    return String.join(File.pathSeparator, paths);
  }

  private static Path only(Path directory, String pattern) {
    List<String> found = list(directory, pattern);
    if (found.size() != 1) {
      throw new AssertionError("not one " + pattern + " in " + directory + ": " + found);
    }
    return Path.of(found.get(0));
  }

  private static List<String> list(Path directory, String pattern) {
    List<String> files = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, pattern)) {
      found.forEach(file -> files.add(file.toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    files.sort(null);
    return files;
  }
}
