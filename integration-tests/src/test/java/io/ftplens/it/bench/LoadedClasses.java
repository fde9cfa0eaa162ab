package io.ftplens.it.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The classes a JVM has loaded, by the lines of {@code -Xlog:class+load} or its forerunner. */
public final class LoadedClasses {
  private static final Pattern LINE =
      Pattern.compile("\\[class,load *] (\\S+) source: (.*)|\\[Loaded (\\S+) from (.*)]");
  private static final String SHARED = "shared objects file";

  /** What a class that was loaded before is said to come from when it is woven. */
  private static final String WOVEN = "__VM_RedefineClasses__";

  /** A lambda's class has a number and an address in its name, which differ from run to run. */
  private static final Pattern LAMBDA = Pattern.compile("\\$\\$Lambda.*");

  private final Map<String, String> sources = new LinkedHashMap<>();

  private LoadedClasses() {}

  /** The option that makes a JVM print what is read here, on standard output. */
  public static String option(int jdk) {
    return jdk < 9 ? "-verbose:class" : "-Xlog:class+load:stdout:time,level,tags";
  }

  /** Reads what a JVM has printed. */
  public static LoadedClasses in(String output) {
    LoadedClasses loaded = new LoadedClasses();
    Matcher matcher = LINE.matcher(output);
    while (matcher.find()) {
      boolean unified = matcher.group(1) != null;
      String source = matcher.group(unified ? 2 : 4);
      if (!source.equals(WOVEN)) {
        loaded.sources.put(matcher.group(unified ? 1 : 3), source);
      }
    }
    if (loaded.sources.isEmpty()) {
      throw new AssertionError("no class was logged: " + output);
    }
    return loaded;
  }

  /** How many there are. */
  public int count() {
    return sources.size();
  }

  /** How many have such a name. */
  public int count(Predicate<String> name) {
    return names(name).size();
  }

  /** Those that have such a name, in the order in which they were loaded. */
  public List<String> names(Predicate<String> name) {
    return sources.keySet().stream().filter(name).toList();
  }

  /** Whether a class is of the agent itself, and not a library inside it. */
  public static boolean isOurs(String name) {
    return (name.startsWith("io.ftplens.") && !name.contains(".it.") && !isLibrary(name))
        || name.matches("(java\\.lang|java\\.net|sun\\.misc)\\.Ftplens.*");
  }

  /** Whether a class is of the agent's ASM; the JDK has another. */
  public static boolean isAsm(String name) {
    return name.contains(".jar.asm.");
  }

  /** Whether a class is of what is needed once there is FTP. */
  public static boolean isForFtp(String name) {
    return isLibrary(name) && !isAsm(name);
  }

  private static boolean isLibrary(String name) {
    return name.contains("bytebuddy")
        || name.contains("opentelemetry")
        || name.contains("okhttp")
        || name.contains("kotlin")
        || isAsm(name);
  }

  /** The names of those that come out of an archive, the lambdas of a class as one. */
  public Set<String> shared() {
    return sources.entrySet().stream()
        .filter(entry -> entry.getValue().contains(SHARED))
        .map(entry -> LAMBDA.matcher(entry.getKey()).replaceFirst("\\$\\$Lambda"))
        .collect(Collectors.toUnmodifiableSet());
  }
}
