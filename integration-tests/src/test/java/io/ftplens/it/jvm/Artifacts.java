package io.ftplens.it.jvm;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where the build put what child JVMs need. */
public final class Artifacts {
  private Artifacts() {}

  /** The one jar users get. */
  public static Path agent() {
    Path jar = Path.of(System.getProperty("ftplens.it.agent")).toAbsolutePath().normalize();
    if (!Files.isRegularFile(jar)) {
      throw new AssertionError("the agent has not been packaged: no " + jar);
    }
    return jar;
  }

  /** This module's directory for what a build leaves behind. */
  public static Path target() {
    return Path.of(System.getProperty("ftplens.it.target", "target"));
  }

  /** The child programs. */
  public static String applications() {
    return target().resolve("classes").toString();
  }

  /** One version of Commons Net, with what it needs. */
  public static List<String> commonsNet(String version) {
    List<String> jars = new ArrayList<>();
    jars.add(target().resolve("clients/commons-net-" + version + ".jar").toString());
    if (version.startsWith("1.")) {
      jars.add(target().resolve("clients/oro-2.0.8.jar").toString());
    }
    if (version.startsWith("3.12") || version.startsWith("3.13")) {
      jars.add(target().resolve("clients/commons-io-2.21.0.jar").toString());
    }
    return jars;
  }

  /** Those jars of this process's own class path whose file names match. */
  public static List<String> jars(String fileName) {
    Pattern pattern = Pattern.compile(fileName);
    String path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> jars =
        Stream.of(path.split(File.pathSeparator))
            .filter(entry -> pattern.matcher(new File(entry).getName()).matches())
            .toList();
    if (jars.isEmpty()) {
      throw new AssertionError("no " + fileName + " in " + path);
    }
    return jars;
  }
}
