package io.ftplens.otel.jul;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The stand-in has every member of java.util.logging that the libraries in our jar name. */
class StandInTest {
  private static final String PACKAGE = "java/util/logging/";

  @Test
  void nothingThatTheLibrariesUseIsMissing() throws Exception {
    Set<String> used = new TreeSet<>();
    for (String path : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (path.matches(".*[/\\\\](opentelemetry-(?!proto)|okhttp|okio|kotlin)[^/\\\\]*\\.jar")) {
        used.addAll(membersUsedIn(path));
      }
    }
    assertThat(used).contains("Logger.getLogger(Ljava/lang/String;)Ljava/util/logging/Logger;");
    assertThat(members()).containsAll(used);
  }

  private static Set<String> members() {
    Set<String> members = new TreeSet<>();
    for (Class<?> type : List.of(Logger.class, Level.class)) {
      for (Method method : type.getMethods()) {
        members.add(
            type.getSimpleName()
                + "."
                + method.getName()
                + descriptor(method)
                + name(method.getReturnType()));
      }
      for (Field field : type.getFields()) {
        members.add(type.getSimpleName() + "." + field.getName() + name(field.getType()));
      }
    }
    return members;
  }

  private static String descriptor(Executable method) {
    StringBuilder text = new StringBuilder("(");
    Stream.of(method.getParameterTypes()).forEach(type -> text.append(name(type)));
    return text.append(')').toString();
  }

  private static String name(Class<?> type) {
    return type.descriptorString().replace("io/ftplens/otel/jul/", PACKAGE);
  }

  private static Set<String> membersUsedIn(String jar) throws IOException {
    Set<String> used = new TreeSet<>();
    try (JarFile file = new JarFile(jar)) {
      for (JarEntry entry : Collections.list(file.entries())) {
        if (entry.getName().endsWith(".class")) {
          try (InputStream in = file.getInputStream(entry)) {
            used.addAll(new ConstantPool(new DataInputStream(in)).membersOf(PACKAGE));
          }
        }
      }
    }
    return used;
  }

  /** The constants of a class file (JVMS 4.4), as far as they name members. */
  private static final class ConstantPool {
    private final Object[] constants;

    ConstantPool(DataInputStream in) throws IOException {
      in.readLong(); // magic, version
      constants = new Object[in.readUnsignedShort()];
      for (int i = 1; i < constants.length; i++) {
        int tag = in.readUnsignedByte();
        switch (tag) {
          case 1 -> constants[i] = in.readUTF();
          case 3, 4 -> in.readInt();
          case 5, 6 -> {
            in.readLong();
            i++;
          }
          case 7, 8, 16, 19, 20 -> constants[i] = new int[] {tag, in.readUnsignedShort()};
          case 15 -> {
            in.readUnsignedByte();
            in.readUnsignedShort();
          }
          default -> constants[i] = new int[] {tag, in.readUnsignedShort(), in.readUnsignedShort()};
        }
      }
    }

    List<String> membersOf(String packageName) {
      List<String> members = new ArrayList<>();
      for (Object constant : constants) {
        if (constant instanceof int[] reference && reference[0] >= 9 && reference[0] <= 11) {
          String type = utf8(((int[]) constants[reference[1]])[1]);
          if (type.startsWith(packageName)) {
            int[] nameAndType = (int[]) constants[reference[2]];
            members.add(
                type.substring(packageName.length())
                    + "."
                    + utf8(nameAndType[1])
                    + utf8(nameAndType[2]));
          }
        }
      }
      return members;
    }

    private String utf8(int index) {
      return (String) constants[index];
    }
  }
}
