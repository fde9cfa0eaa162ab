package io.ftplens.it.bench;

import io.ftplens.it.jvm.ChildJvm;
import io.ftplens.it.jvm.Jdks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** One sentence on what the figures were measured with. */
final class Machine {
  private static final Pattern VERSION = Pattern.compile("\\(build ([^)]+)\\)");

  private Machine() {}

  static String describe() {
    String jdks =
        new TreeMap<>(Jdks.found())
            .values().stream().map(Machine::build).collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "%d cores (%s), %s %s; Java %s. Where no other JDK is named, %d.",
        Runtime.getRuntime().availableProcessors(),
        processor(),
        System.getProperty("os.name"),
        System.getProperty("os.version").replaceFirst("-.*", ""),
        jdks,
        Jdks.own());
  }

  private static String build(Path home) {
    Matcher matcher =
        VERSION.matcher(ChildJvm.on(home).jvmArgs("-version").run().expectSuccess().stderr());
    return matcher.find() ? matcher.group(1) : "of unknown version";
  }

  private static String processor() {
    try {
      return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    } catch (IOException e) {
      return System.getProperty("os.arch");
    }
  }

  /** The load of the last minute, where the system tells it. */
  static String load() {
    double load =
        java.lang.management.ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    return String.format(Locale.ROOT, "load %.1f", load);
  }
}
