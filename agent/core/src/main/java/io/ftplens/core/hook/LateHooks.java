package io.ftplens.core.hook;

import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Weaves classes of the JDK once more, when something needs it: every other JVM's calls stay as
 * cheap as they were.
 */
public final class LateHooks {
  /** What they are for. */
  public enum Kind {
    /** Reads ask first for what was read ahead of them. */
    READ_AHEAD,
    /** Files that the system sends past their channel are counted. */
    SENT_FILES;

    private List<HookRow> rows() {
      return this == SENT_FILES
          ? ChannelRows.sentFiles()
          : ReadAheadRows.forJdk(
              JavaBase.feature(), Boolean.getBoolean("jdk.net.usePlainSocketImpl"));
    }
  }

  private final Instrumentation instrumentation;
  private final Kind kind;
  private final Consumer<Throwable> errors;
  private @Nullable HookTransformer transformer;
  private final List<Class<?>> classes = new ArrayList<>();
  private boolean tried;
  private boolean woven;

  /**
   * Hooks that are not yet installed.
   *
   * @param errors hears why they cannot be
   */
  public LateHooks(Instrumentation instrumentation, Kind kind, Consumer<Throwable> errors) {
    this.instrumentation = instrumentation;
    this.kind = kind;
    this.errors = errors;
  }

  /** Weaves at the first call; returns whether every row is in place. */
  public synchronized boolean install() {
    if (!tried) {
      tried = true;
      woven = weave();
    }
    return woven;
  }

  private boolean weave() {
    List<HookRow> wanted = kind.rows();
    Map<String, List<HookRow>> byClass = new LinkedHashMap<>();
    for (HookRow row : wanted) {
      byClass.computeIfAbsent(row.method().owner(), owner -> new ArrayList<>()).add(row);
    }
    Map<String, HookWeaver> weavers = new LinkedHashMap<>();
    byClass.forEach(
        (owner, rows) -> {
          try {
            classes.add(Class.forName(owner.replace('/', '.'), false, null));
            weavers.put(owner, new HookWeaver(rows));
          } catch (ClassNotFoundException e) {
            // Told by the rows that find no method.
          }
        });
    // It stays, behind the installer's, which has been there since the start.
    HookTransformer added = new HookTransformer(weavers);
    instrumentation.addTransformer(added, true);
    transformer = added;
    try {
      instrumentation.retransformClasses(classes.toArray(new Class<?>[0]));
    } catch (UnmodifiableClassException | RuntimeException | LinkageError e) {
      errors.accept(e);
      return false;
    }
    return complete(wanted, weavers);
  }

  /** Gives the classes back as they were, but for what others have woven. */
  public synchronized void uninstall() {
    HookTransformer added = transformer;
    if (added == null) {
      return;
    }
    instrumentation.removeTransformer(added);
    try {
      instrumentation.retransformClasses(classes.toArray(new Class<?>[0]));
    } catch (UnmodifiableClassException | RuntimeException | LinkageError e) {
      errors.accept(e);
    }
  }

  private static boolean complete(List<HookRow> wanted, Map<String, HookWeaver> weavers) {
    Set<HookRow> matched = new LinkedHashSet<>();
    for (HookWeaver weaver : weavers.values()) {
      matched.addAll(weaver.matched());
    }
    for (HookRow row : wanted) {
      if (!matched.contains(row) && !row.method().optional()) {
        return false;
      }
    }
    return true;
  }
}
