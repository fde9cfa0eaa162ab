package io.ftplens.it.otel;

import io.ftplens.it.jvm.Artifacts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An executable jar, whose classes Spring Boot's launcher loads from the jars within. */
class SpringBootIT {
  private static final String CLASSES = "BOOT-INF/classes/";
  private static final String LIBRARIES = "BOOT-INF/lib/";

  @TempDir Path directory;

  @ParameterizedTest(name = "agent from the start, JDK {0}")
  @ValueSource(ints = {17, 25})
  void agentFromTheStart(int jdk) throws IOException {
    try (Situation situation = new Situation()) {
      situation.run(
          situation
              .jvm(jdk)
              .agent("")
              .jar(
                  executableJar(),
                  situation.arguments(
                      "PASV", "root=before", "sdk-logs=boot", "span=a", "root=b", "set-global=")));
      situation.madeByUs("before");
      situation.madeAndLoggedByApplication("a", "boot");
      situation.madeAndLoggedByApplication("b", "boot");
      situation.nothingElse();
    }
  }

  @ParameterizedTest(name = "attached, JDK {0}")
  @ValueSource(ints = 25)
  void attached(int jdk) throws Exception {
    try (Situation situation = new Situation()) {
      situation.runAndAttach(
          situation
              .jvm(jdk)
              .jar(
                  executableJar(),
                  situation.arguments(
                      "PORT", "sdk=boot", "set-global=", "wait=", "span=a", "root=b")));
      situation.madeByApplication("a", "boot");
      situation.madeByApplication("b", "boot");
      situation.nothingElse();
    }
  }

  private Path executableJar() throws IOException {
    Path jar = directory.resolve("boot.jar");
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.put(
        Attributes.Name.MAIN_CLASS, "org.springframework.boot.loader.launch.JarLauncher");
    attributes.putValue("Start-Class", "io.ftplens.it.app.TracingApp");
    attributes.putValue("Spring-Boot-Classes", CLASSES);
    attributes.putValue("Spring-Boot-Lib", LIBRARIES);
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      copyLauncher(out);
      // the launcher looks for the directory itself
      store(out, CLASSES, new byte[0]);
      Path applications = Path.of(Artifacts.applications());
      try (Stream<Path> files = Files.walk(applications)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          String name = applications.relativize(file).toString().replace('\\', '/');
          store(out, CLASSES + name, Files.readAllBytes(file));
        }
      }
      List<String> libraries = Libraries.sdk(Libraries.CURRENT);
      for (String library : libraries) {
        Path file = Path.of(library);
        store(out, LIBRARIES + file.getFileName(), Files.readAllBytes(file));
      }
    }
    return jar;
  }

  private static void copyLauncher(JarOutputStream out) throws IOException {
    Path launcher = Artifacts.target().resolve("otel/spring-boot-loader.jar");
    try (JarFile jar = new JarFile(launcher.toFile())) {
      for (JarEntry entry : jar.stream().toList()) {
        if (entry.getName().endsWith(".class") || entry.getName().contains("services/java")) {
          try (InputStream in = jar.getInputStream(entry)) {
            store(out, entry.getName(), in.readAllBytes());
          }
        }
      }
    }
  }

  /** The launcher reads jars within the jar where they lie, so nothing is compressed. */
  private static void store(JarOutputStream out, String name, byte[] content) throws IOException {
    JarEntry entry = new JarEntry(name);
    CRC32 crc = new CRC32();
    crc.update(content);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(crc.getValue());
    out.putNextEntry(entry);
    out.write(content);
    out.closeEntry();
  }
}
