package io.ftplens.agent.cli;

import java.io.File;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * HotSpot's performance data of other JVMs, read without touching them, by the JDK's jvmstat. It is
 * no public API: where it is missing, nothing is known.
 */
final class PerfData {
  private static final String PACKAGE = "sun.jvmstat.monitor.";

  /** As the agent names the counter; a second start in the same JVM has another one. */
  private static final String VERSION = "io.ftplens.version";

  private static final int MOST_STARTS = 9;

  private final String pid;
  private final Object vm;
  private final Method findByName;

  private PerfData(String pid, Object vm, Method findByName) {
    this.pid = pid;
    this.vm = vm;
    this.findByName = findByName;
  }

  /** Opens those of a JVM; null if they cannot be read. */
  static @Nullable PerfData of(String pid, ClassLoader loader) {
    try {
      Class<?> idType = Class.forName(PACKAGE + "VmIdentifier", true, loader);
      Class<?> hostType = Class.forName(PACKAGE + "MonitoredHost", true, loader);
      Class<?> vmType = Class.forName(PACKAGE + "MonitoredVm", true, loader);
      Object id = idType.getConstructor(String.class).newInstance("//" + pid + "?mode=r");
      Object host = hostType.getMethod("getMonitoredHost", idType).invoke(null, id);
      Object vm = hostType.getMethod("getMonitoredVm", idType).invoke(host, id);
      return vm == null
          ? null
          : new PerfData(pid, vm, vmType.getMethod("findByName", String.class));
    } catch (ReflectiveOperationException | LinkageError | RuntimeException e) {
      return null;
    }
  }

  /**
   * The version of ftplens in it; empty without. Until the first class is woven it is told by the
   * JVM's arguments alone, and null if they name a jar that cannot be read.
   */
  @Nullable String ftplens() {
    boolean shown = false;
    for (int start = MOST_STARTS; start >= 1; start--) {
      String version = text(start == 1 ? VERSION : VERSION + "." + start);
      if (version != null && !version.isEmpty()) {
        return version;
      }
      shown |= version != null;
    }
    return shown ? "" : AgentOption.version(jvmArguments(), new File("/proc/" + pid + "/cwd"));
  }

  /** The arguments of the JVM itself; empty if there are none. */
  String jvmArguments() {
    String arguments = text("java.rt.vmArgs");
    return arguments == null ? "" : arguments;
  }

  /** The feature number of its Java; 0 if it is not known. */
  int feature() {
    String version = text("java.property.java.vm.specification.version");
    if (version == null) {
      return 0;
    }
    String feature = version.startsWith("1.") ? version.substring(2) : version;
    return feature.matches("[0-9]{1,4}") ? Integer.parseInt(feature) : 0;
  }

  private @Nullable String text(String name) {
    try {
      Object monitor = findByName.invoke(vm, name);
      if (monitor == null) {
        return null;
      }
      Object value =
          Class.forName(PACKAGE + "Monitor", true, vm.getClass().getClassLoader())
              .getMethod("getValue")
              .invoke(monitor);
      return value == null ? null : value.toString();
    } catch (ReflectiveOperationException | RuntimeException e) {
      return null;
    }
  }
}
