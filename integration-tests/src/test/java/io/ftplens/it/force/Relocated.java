package io.ftplens.it.force;

import io.ftplens.it.jvm.Artifacts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.commons.ClassRemapper;
import net.bytebuddy.jar.asm.commons.Remapper;

/** Commons Net, and the application that uses it, under other names, as shading makes them. */
final class Relocated {
  private static final String LIBRARY = "org/apache/commons/net";
  private static final String APPLICATION = "io/ftplens/it/app";

  private Relocated() {}

  /** The main class {@code CommonsNetApp} is in {@code io.ftplens.it.app.relocated} then. */
  static Path jar(String version, String newPackage, Path into) throws IOException {
    Remapper names =
        new Remapper(Opcodes.ASM9) {
          @Override
          public String map(String name) {
            return name.startsWith(LIBRARY)
                ? newPackage + name.substring(LIBRARY.length())
                : name.startsWith(APPLICATION)
                    ? APPLICATION + "/relocated" + name.substring(APPLICATION.length())
                    : name;
          }
        };
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(into));
        JarFile library = new JarFile(Artifacts.commonsNet(version).get(0))) {
      for (Enumeration<JarEntry> all = library.entries(); all.hasMoreElements(); ) {
        JarEntry entry = all.nextElement();
        if (entry.getName().startsWith(LIBRARY) && !entry.isDirectory()) {
          add(out, names, entry.getName(), library.getInputStream(entry));
        }
      }
      Path classes = Path.of(Artifacts.applications(), APPLICATION.split("/"));
      try (Stream<Path> applications = Files.list(classes)) {
        for (Path file : applications.filter(path -> path.toString().endsWith(".class")).toList()) {
          add(out, names, APPLICATION + "/" + file.getFileName(), Files.newInputStream(file));
        }
      }
    }
    return into;
  }

  private static void add(JarOutputStream out, Remapper names, String name, InputStream from)
      throws IOException {
    try (from) {
      byte[] bytes = from.readAllBytes();
      boolean type = name.endsWith(".class");
      String base = type ? name.substring(0, name.length() - ".class".length()) : name;
      out.putNextEntry(new JarEntry(names.map(base) + (type ? ".class" : "")));
      if (type) {
        ClassWriter writer = new ClassWriter(0);
        new ClassReader(bytes).accept(new ClassRemapper(writer, names), 0);
        bytes = writer.toByteArray();
      }
      out.write(bytes);
      out.closeEntry();
    }
  }
}
