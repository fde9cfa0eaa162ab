package io.ftplens.agent.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import org.jspecify.annotations.Nullable;

/** Why a JVM cannot be attached to, and what to do: the JDK's own messages do not tell. */
final class Refusals {
  private static final Path PROC = Paths.get("/proc");

  private Refusals() {}

  /** Before anything is done to it; null if nothing speaks against an attach. */
  static @Nullable String beforehand(String pid, @Nullable PerfData data) {
    if (!pid.matches("[1-9][0-9]{0,9}")) {
      return "'" + pid + "' is no process id; see: list";
    }
    if (pid.equals(own())) {
      return pid + " is this very command; give the process id of the application, see: list";
    }
    if (Files.isDirectory(PROC.resolve("self")) && !Files.isDirectory(PROC.resolve(pid))) {
      return "there is no process " + pid + "; see: list";
    }
    if (data != null && data.jvmArguments().contains("-XX:+DisableAttachMechanism")) {
      return disabled(pid);
    }
    return data == null ? otherUser(pid) : null;
  }

  /** The process id of this command; null where it cannot be told. */
  static @Nullable String own() {
    try {
      return String.valueOf(PROC.resolve("self").toRealPath().getFileName());
    } catch (IOException e) {
      return null;
    }
  }

  private static String disabled(String pid) {
    return "the JVM "
        + pid
        + " runs with -XX:+DisableAttachMechanism and lets nobody attach; start it without that"
        + " option, or with -javaagent:ftplens-agent.jar";
  }

  private static @Nullable String otherUser(String pid) {
    try {
      String owner = Files.getOwner(PROC.resolve(pid)).getName();
      String self = Files.getOwner(PROC.resolve("self")).getName();
      if (!owner.equals(self) && !self.equals("root")) {
        return "the process "
            + pid
            + " belongs to "
            + owner
            + ", and a JVM lets only its own user and root attach; run this command as "
            + owner
            + " (for instance: sudo -u "
            + owner
            + " java -jar ...)";
      }
    } catch (IOException | UnsupportedOperationException e) {
      // Not Linux, or the process has just gone: the attach itself will tell.
    }
    return null;
  }

  /** After an attach that failed. */
  static String ofAttach(String pid, Throwable thrown, @Nullable PerfData data) {
    String known = beforehand(pid, data);
    if (known != null) {
      return known;
    }
    String message = String.valueOf(thrown.getMessage());
    if (message.contains("does not support the attach mechanism")) {
      return disabled(pid);
    }
    if (message.contains("No such process")) {
      return "there is no process " + pid + "; see: list";
    }
    if (data == null) {
      return "the process "
          + pid
          + " does not answer as a JVM does ("
          + message
          + "); if it is one, it may lie in another container: run this command inside that"
          + " container, as the application's user";
    }
    return "the JVM "
        + pid
        + " does not let itself be attached to ("
        + message
        + "); if it is busy, try again; with -Xrs or -XX:+ReduceSignalUsage it cannot be attached"
        + " to at all";
  }

  /** After the agent could not be loaded. */
  static String ofLoad(String pid, File jar, Throwable thrown) {
    String message = String.valueOf(thrown.getMessage());
    if (message.contains("Dynamic agent loading is not enabled")) {
      return "the JVM "
          + pid
          + " runs with -XX:-EnableDynamicAgentLoading; start it without that option, or with"
          + " -javaagent:ftplens-agent.jar";
    }
    if (message.contains("java.instrument") || message.contains("instrument was not loaded")) {
      return "the runtime image of the JVM "
          + pid
          + " has no module java.instrument; add it to its jlink command";
    }
    if (message.contains("Agent JAR not found") || message.contains("ClassNotFound")) {
      return unreadable(pid, jar, message);
    }
    return "the JVM " + pid + " did not load " + jar + ": " + thrown;
  }

  private static String unreadable(String pid, File jar, String message) {
    return "the JVM "
        + pid
        + " cannot read "
        + jar
        + " ("
        + message
        + "); put the jar where the application's user can read it, inside its container if it has"
        + " one";
  }
}
