package io.ftplens.agent.cli;

import io.ftplens.agent.FtplensAgent;
import java.io.File;
import java.io.IOException;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/** The option {@code -javaagent} among the arguments of a JVM, as HotSpot shows them. */
final class AgentOption {
  private static final String OPTION = "-javaagent:";
  private static final String DISABLED = "enabled=false";

  private AgentOption() {}

  /**
   * The version of ftplens that the arguments load.
   *
   * @param arguments with blanks between them, and in them
   * @param directory what a relative path begins from
   * @return empty if they load none, or keep it from starting; null if an agent's jar cannot be
   *     read
   */
  static @Nullable String version(String arguments, File directory) {
    if (arguments.contains("-Dftplens." + DISABLED)) {
      return "";
    }
    boolean unread = false;
    for (int at = arguments.indexOf(OPTION); at >= 0; at = arguments.indexOf(OPTION, at + 1)) {
      int end = arguments.indexOf(" -", at);
      String option = arguments.substring(at + OPTION.length(), end < 0 ? arguments.length() : end);
      int equals = option.indexOf('=');
      String path = (equals < 0 ? option : option.substring(0, equals)).trim();
      if (equals < 0 || !option.substring(equals).contains(DISABLED)) {
        File jar = new File(path);
        String version = versionOf(jar.isAbsolute() ? jar : new File(directory, path));
        if (version != null && !version.isEmpty()) {
          return version;
        }
        unread |= version == null;
      }
    }
    return unread ? null : "";
  }

  /** Empty if the jar is another agent's; null if it cannot be read. */
  private static @Nullable String versionOf(File jar) {
    try (JarFile file = new JarFile(jar)) {
      Manifest manifest = file.getManifest();
      if (manifest == null) {
        return "";
      }
      Attributes attributes = manifest.getMainAttributes();
      String version = attributes.getValue(Attributes.Name.IMPLEMENTATION_VERSION);
      return FtplensAgent.class.getName().equals(attributes.getValue("Premain-Class"))
              && version != null
          ? version
          : "";
    } catch (IOException e) {
      return null;
    }
  }
}
