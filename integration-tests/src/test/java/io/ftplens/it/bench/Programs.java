package io.ftplens.it.bench;

import io.ftplens.it.jvm.Artifacts;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** Jars of the measured programs, as an archive of classes needs them, and the empty agent's. */
public final class Programs {
  private static final String PACKAGE = "io/ftplens/it/app/bench/";
  private static final String PREMAIN = "EmptyPremain.class";

  private final Path directory;
  private final Path application;
  private final Path emptyPremain;

  /** Makes the jars. */
  public Programs() throws IOException {
    directory =
        Files.createDirectories(Artifacts.target().toAbsolutePath().normalize().resolve("bench"));
    Path classes = Path.of(Artifacts.applications()).resolve(PACKAGE);
    try (Stream<Path> all = Files.list(classes)) {
      // The agent's class must not be found on the application's class path.
      application =
          jar("application.jar", new Manifest(), all.filter(Programs::isNotTheAgent).toList());
    }
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Premain-Class", "io.ftplens.it.app.bench.EmptyPremain");
    emptyPremain = jar("empty-premain.jar", manifest, List.of(classes.resolve(PREMAIN)));
  }

  private static boolean isNotTheAgent(Path path) {
    return !path.endsWith(PREMAIN);
  }

  private Path jar(String name, Manifest manifest, List<Path> classes) throws IOException {
    Path file = directory.resolve(name);
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(out, manifest)) {
      for (Path path : classes) {
        jar.putNextEntry(new ZipEntry(PACKAGE + path.getFileName()));
        Files.copy(path, jar);
        jar.closeEntry();
      }
    }
    return file;
  }

  /** All programs but the empty agent. */
  public String application() {
    return application.toString();
  }

  /** For {@code -javaagent}. */
  public String emptyPremain() {
    return emptyPremain.toString();
  }

  /** A file that a measurement may write. */
  Path scratch(String name) {
    return directory.resolve(name);
  }
}
