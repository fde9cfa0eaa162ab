package io.ftplens.core.hook;

import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Weaves the table into the running JDK: load the classes without initialising them, retransform,
 * remove the transformer. One that stayed would cost JDK 25 its AppCDS archive.
 */
public final class HookInstaller {
  private HookInstaller() {}

  /** Installs what this JDK has; never throws for a class that resists, but reports it. */
  public static InstallReport install(Instrumentation instrumentation) {
    List<HookRow> table =
        HookTable.forJdk(
            HookClassDefiner.feature(), Boolean.getBoolean("jdk.net.usePlainSocketImpl"));
    Map<String, HookWeaver> weavers = new LinkedHashMap<>();
    List<Class<?>> classes = new ArrayList<>();
    for (Map.Entry<String, List<HookRow>> group : byClass(table).entrySet()) {
      try {
        classes.add(Class.forName(group.getKey().replace('/', '.'), false, null));
        weavers.put(group.getKey(), new HookWeaver(group.getValue()));
      } catch (ClassNotFoundException e) {
        // Told below: none of its rows can match.
      }
    }
    List<String> problems = new ArrayList<>();
    HookTransformer transformer = new HookTransformer(weavers);
    instrumentation.addTransformer(transformer, true);
    try {
      retransform(instrumentation, classes, problems);
    } finally {
      instrumentation.removeTransformer(transformer);
    }
    problems.addAll(transformer.errors());
    Set<HookRow> matched = new LinkedHashSet<>();
    for (HookWeaver weaver : weavers.values()) {
      matched.addAll(weaver.matched());
    }
    for (HookRow row : table) {
      if (!matched.contains(row) && !row.method().optional()) {
        problems.add("this JDK has no " + row + ": what passes through it is not seen");
      }
    }
    return new InstallReport(matched.size(), problems);
  }

  /**
   * Gives the JDK's classes back as they were: a retransformation begins with the class file as the
   * JVM has it, and our transformer is no longer there.
   *
   * @return what went wrong, one sentence each
   */
  public static List<String> uninstall(Instrumentation instrumentation) {
    List<HookRow> table =
        HookTable.forJdk(
            HookClassDefiner.feature(), Boolean.getBoolean("jdk.net.usePlainSocketImpl"));
    List<Class<?>> classes = new ArrayList<>();
    for (String name : byClass(table).keySet()) {
      try {
        classes.add(Class.forName(name.replace('/', '.'), false, null));
      } catch (ClassNotFoundException e) {
        // It was not there to be hooked either.
      }
    }
    List<String> problems = new ArrayList<>();
    retransform(instrumentation, classes, problems);
    return problems;
  }

  /**
   * All at once, which is cheapest; one by one if that fails, so that one class costs only itself.
   */
  private static void retransform(
      Instrumentation instrumentation, List<Class<?>> classes, List<String> problems) {
    try {
      instrumentation.retransformClasses(classes.toArray(new Class<?>[0]));
      return;
    } catch (Exception | LinkageError e) {
      // Which of them was it?
    }
    for (Class<?> type : classes) {
      try {
        instrumentation.retransformClasses(type);
      } catch (Exception | LinkageError e) {
        problems.add(type.getName() + " could not be retransformed: " + e);
      }
    }
  }

  private static Map<String, List<HookRow>> byClass(List<HookRow> table) {
    Map<String, List<HookRow>> groups = new LinkedHashMap<>();
    for (HookRow row : table) {
      String owner = row.method().owner();
      List<HookRow> group = groups.get(owner);
      if (group == null) {
        group = new ArrayList<>();
        groups.put(owner, group);
      }
      group.add(row);
    }
    return groups;
  }
}
