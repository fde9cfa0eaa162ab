package io.ftplens.core.hook;

import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Weaves the table into the running JDK, a stage at a time: load the classes without initialising
 * them, retransform, remove the transformer. One that stayed would cost JDK 25 its AppCDS archive.
 *
 * <p>So a retransformation by somebody else takes the hooks away. Those who are known to do it,
 * Flight Recorder and agents that start after us, are hooked too, and the table is woven again when
 * they are done. From the first FTP session on the transformer stays.
 */
public final class HookInstaller implements Consumer<@Nullable String> {
  /** Commands of our own command line come as an agent that starts, too. */
  private static final String OWN_AGENT = "io.ftplens.agent.";

  private final Instrumentation instrumentation;
  private final boolean loggers;
  private final Consumer<String> laterProblems;
  private final Set<HookStage> stages = EnumSet.noneOf(HookStage.class);
  private volatile InstallReport report = InstallReport.NONE;
  private volatile boolean channels;
  private @Nullable HookTransformer staying;

  /**
   * Makes an installer that has not yet done anything.
   *
   * @param loggers whether the application's OpenTelemetry SDKs are to be found
   * @param laterProblems hears what goes wrong at any stage but the first, one sentence each
   */
  public HookInstaller(
      Instrumentation instrumentation, boolean loggers, Consumer<String> laterProblems) {
    this.instrumentation = instrumentation;
    this.loggers = loggers;
    this.laterProblems = laterProblems;
  }

  /** Installs the first stage; never throws for a class that resists, but reports it. */
  public void install() {
    weave(HookStage.START);
    FtplensHooks.setWeaving(this);
  }

  /** Installs another stage, if it is not in place. */
  public void install(HookStage stage) {
    tell(weaveOnce(stage));
  }

  private synchronized InstallReport weaveOnce(HookStage stage) {
    return stages.contains(stage) ? InstallReport.NONE : weave(stage);
  }

  /** What was installed so far. */
  public InstallReport report() {
    return report;
  }

  /**
   * Called by woven code.
   *
   * @param event empty when a channel is opened; the class of an agent that has started, and null
   *     for the JDK itself, when somebody else may have retransformed the classes
   */
  @Override
  public void accept(@Nullable String event) {
    if (event != null && event.isEmpty()) {
      if (!channels) {
        install(HookStage.CHANNEL);
      }
    } else if (event == null || !event.startsWith(OWN_AGENT)) {
      tell(weaveAgain());
    }
  }

  private synchronized InstallReport weaveAgain() {
    return staying == null ? weave(stages.toArray(new HookStage[0])) : InstallReport.NONE;
  }

  /** Without our lock: whoever hears it has locks of his own. */
  private void tell(InstallReport outcome) {
    for (String problem : outcome.problems()) {
      laterProblems.accept(problem);
    }
  }

  /**
   * Installs all stages and lets the transformer stay, so that whoever retransforms the classes
   * gets them woven.
   */
  public void stay() {
    for (HookStage stage : HookStage.values()) {
      install(stage);
    }
    keepTransformer();
  }

  private synchronized void keepTransformer() {
    if (staying == null) {
      HookTransformer transformer =
          new HookTransformer(weavers(rows(HookStage.values()), new ArrayList<Class<?>>()));
      instrumentation.addTransformer(transformer, true);
      staying = transformer;
    }
  }

  /**
   * Gives the JDK's classes back as they were: a retransformation begins with the class file as the
   * JVM has it, and our transformer is no longer there.
   *
   * @return what went wrong, one sentence each
   */
  public synchronized List<String> uninstall() {
    FtplensHooks.setWeaving(null);
    if (staying != null) {
      instrumentation.removeTransformer(staying);
    }
    List<Class<?>> classes = new ArrayList<>();
    weavers(rows(stages.toArray(new HookStage[0])), classes);
    List<String> problems = new ArrayList<>();
    retransform(classes, problems);
    return problems;
  }

  private List<HookRow> rows(HookStage... wanted) {
    List<HookRow> rows = new ArrayList<>(64);
    for (HookStage stage : wanted) {
      rows.addAll(
          HookTable.of(
              stage,
              JavaBase.feature(),
              Boolean.getBoolean("jdk.net.usePlainSocketImpl"),
              loggers));
    }
    return rows;
  }

  private InstallReport weave(HookStage... wanted) {
    List<HookRow> table = rows(wanted);
    List<Class<?>> classes = new ArrayList<>();
    Map<String, HookWeaver> weavers = weavers(table, classes);
    List<String> problems = new ArrayList<>();
    HookTransformer transformer = new HookTransformer(weavers);
    instrumentation.addTransformer(transformer, true);
    try {
      retransform(classes, problems);
    } finally {
      instrumentation.removeTransformer(transformer);
    }
    problems.addAll(transformer.errors());
    Set<HookRow> matched = new HashSet<>();
    for (HookWeaver weaver : weavers.values()) {
      matched.addAll(weaver.matched());
    }
    for (HookRow row : table) {
      if (!matched.contains(row) && !row.method().optional()) {
        problems.add("this JDK has no " + row + ": what passes through it is not seen");
      }
    }
    InstallReport outcome = new InstallReport(matched.size(), problems);
    boolean again = !stages.addAll(Arrays.asList(wanted));
    if (!again) {
      report = outcome.after(report);
    }
    channels = stages.contains(HookStage.CHANNEL);
    return outcome;
  }

  /**
   * The weaver of each class that this JDK has; a class that it lacks is told by its rows.
   *
   * @param classes takes the classes
   */
  private static Map<String, HookWeaver> weavers(List<HookRow> table, List<Class<?>> classes) {
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
    Map<String, HookWeaver> weavers = new LinkedHashMap<>();
    for (Map.Entry<String, List<HookRow>> group : groups.entrySet()) {
      try {
        classes.add(Class.forName(group.getKey().replace('/', '.'), false, null));
        weavers.put(group.getKey(), new HookWeaver(group.getValue()));
      } catch (ClassNotFoundException e) {
        // None of its rows can match, and that is told of those that must.
      }
    }
    return weavers;
  }

  /**
   * All at once, which is cheapest; one by one if that fails, so that one class costs only itself.
   */
  private void retransform(List<Class<?>> classes, List<String> problems) {
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
}
