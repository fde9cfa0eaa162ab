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
 * Weaves the JDK's reading methods once more, so that they ask first for what was read ahead. Done
 * only when something is about to be: every other JVM's reads stay as cheap as they were.
 */
public final class ReadAheadHooks {
  private final Instrumentation instrumentation;
  private final Consumer<Throwable> errors;
  private @Nullable HookTransformer transformer;
  private boolean tried;
  private boolean woven;

  /** Makes hooks that are not yet installed. */
  public ReadAheadHooks(Instrumentation instrumentation, Consumer<Throwable> errors) {
    this.instrumentation = instrumentation;
    this.errors = errors;
  }

  /** Weaves at the first call; returns whether every read is asked now. */
  public synchronized boolean install() {
    if (!tried) {
      tried = true;
      woven = weave();
    }
    return woven;
  }

  private boolean weave() {
    boolean plain = Boolean.getBoolean("jdk.net.usePlainSocketImpl");
    List<HookRow> wanted = ReadAheadRows.forJdk(JavaBase.feature(), plain);
    Map<String, List<HookRow>> byClass = new LinkedHashMap<>();
    for (HookRow row : wanted) {
      byClass.computeIfAbsent(row.method().owner(), owner -> new ArrayList<>()).add(row);
    }
    Map<String, HookWeaver> weavers = new LinkedHashMap<>();
    List<Class<?>> classes = new ArrayList<>();
    byClass.forEach(
        (owner, rows) -> {
          try {
            classes.add(Class.forName(owner.replace('/', '.'), false, null));
            weavers.put(owner, new HookWeaver(rows));
          } catch (ClassNotFoundException e) {
            // Told by the rows that find no method.
          }
        });
    // It stays, behind the installer's, which has been there since the first session.
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

  /** Leaves classes that are retransformed from now on alone. */
  public synchronized void uninstall() {
    if (transformer != null) {
      instrumentation.removeTransformer(transformer);
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
