package io.ftplens.core.hook;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Weaves the classes of the table, and FTP client libraries: those that the JVM has when we come,
 * and each other as it is loaded. A JVM that never uses a socket loads neither them nor the weaver.
 *
 * <p>The transformer stays, so whoever retransforms a class gets it woven.
 */
public final class HookInstaller implements ClassFileTransformer {
  /** What must be in place before woven code runs; asked before each class is woven. */
  public interface Preparation {
    /** Sees to it; returns false if the hooks are to be left out. */
    boolean prepare();
  }

  /** The newest JDK whose classes the table was held against. */
  private static final int NEWEST_KNOWN = 25;

  private final Instrumentation instrumentation;
  private final boolean loggers;
  private final Preparation preparation;
  private final Consumer<String> laterProblems;

  // Guarded by this, for moments in which no class is loaded: whoever loads one may hold any lock.
  private final Set<String> woven = new HashSet<>();
  private final Set<String> matched = new HashSet<>();
  private final Set<String> problems = new LinkedHashSet<>();
  private boolean starting = true;

  private volatile @Nullable String nativeTransport;

  /** Whether there may be a channel; their class is woven only then. */
  private volatile boolean channels;

  /**
   * Makes an installer that has not yet done anything.
   *
   * @param loggers whether the application's OpenTelemetry SDKs are to be found
   * @param preparation is asked before the first class is woven, while it is being loaded
   * @param laterProblems hears what goes wrong after {@link #install}, one sentence each, while a
   *     class is being loaded, under whatever locks
   */
  public HookInstaller(
      Instrumentation instrumentation,
      boolean loggers,
      Preparation preparation,
      Consumer<String> laterProblems) {
    this.instrumentation = instrumentation;
    this.loggers = loggers;
    this.preparation = preparation;
    this.laterProblems = laterProblems;
  }

  /** Installs the hooks; never throws for a class that resists, but reports it. */
  public void install() {
    install(JavaBase.feature());
  }

  void install(int feature) {
    instrumentation.addTransformer(this, true);
    if (feature > NEWEST_KNOWN) {
      expectAll(feature);
    } else {
      weaveLoaded(true);
    }
    synchronized (this) {
      starting = false;
    }
  }

  /**
   * A class that a new JDK has no more would never be loaded, and never be missed: so there they
   * are all asked for at once.
   */
  private void expectAll(int feature) {
    channels = true;
    Set<String> owners = new LinkedHashSet<>();
    for (HookRow row : HookTable.of(feature, loggers)) {
      if (!row.method().optional()) {
        owners.add(row.method().owner());
      }
    }
    for (String owner : owners) {
      try {
        Class.forName(owner.replace('/', '.'), false, null);
      } catch (ClassNotFoundException | LinkageError e) {
        // It stays among those that were not woven.
      }
    }
    weaveLoaded(true);
    List<String> missing = new ArrayList<>();
    for (String owner : owners) {
      if (!isWoven(owner)) {
        missing.add(owner.replace('/', '.'));
      }
    }
    if (!missing.isEmpty()) {
      told(
          "this JDK has no "
              + String.join(", ", missing)
              + ", or it was not woven: what passes through it is not seen");
    }
  }

  /**
   * Weaves what is loaded and was not woven: classes that were there before us, and those that were
   * loaded where a transformer is not asked, inside another one of the same agent.
   */
  public void weaveLoaded() {
    weaveLoaded(false);
  }

  /** With libraries the first time: which copy of them was woven, their name does not tell. */
  private void weaveLoaded(boolean first) {
    List<Class<?>> classes = new ArrayList<>();
    Class<?> channel = null;
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      String binaryName = type.getName();
      if (!HookTable.mayName(binaryName) && !LibraryTable.mayName(binaryName)) {
        continue;
      }
      String name = binaryName.replace('.', '/');
      look(name);
      if (isOfJdk(type.getClassLoader(), name)
          ? !isWoven(name)
          : first && LibraryTable.hooks(name)) {
        if (name.equals(ChannelRows.CHANNEL)) {
          channel = type;
          continue;
        }
        // Nothing has told us of the channels that it opened.
        channels |= name.equals(ChannelRows.PROVIDER);
        classes.add(type);
      }
    }
    if (channels && channel != null) {
      classes.add(channel);
    }
    retransform(classes);
  }

  /** The first channel is about to be opened. */
  void weaveChannels() {
    channels = true;
    try {
      Class<?> channel = Class.forName(ChannelRows.CHANNEL.replace('/', '.'), false, null);
      if (!isWoven(ChannelRows.CHANNEL)) {
        retransform(Collections.singletonList(channel));
      }
    } catch (ClassNotFoundException e) {
      told("this JDK has no " + e.getMessage() + ": what passes through it is not seen");
    }
    FtplensHooks.setChannels(null);
  }

  private static boolean isOfJdk(@Nullable ClassLoader loader, String className) {
    return loader == null && HookTable.names(className);
  }

  private boolean due(String className) {
    return channels || !className.equals(ChannelRows.CHANNEL);
  }

  /**
   * A class of Netty's that sends and receives by native code of its own, past every method of the
   * JDK; null as long as none is loaded.
   */
  public @Nullable String nativeTransport() {
    return nativeTransport;
  }

  /** Remembers it only: whoever loads a class may hold any lock, and must not be made to log. */
  private void look(String className) {
    if (LibraryTable.nativeTransport(className)) {
      nativeTransport = className.replace('/', '.');
    }
  }

  private synchronized boolean isWoven(String name) {
    return woven.contains(name);
  }

  /** Whether something is missing. */
  public synchronized boolean incomplete() {
    return !problems.isEmpty();
  }

  /** What was installed so far. */
  public synchronized InstallReport report() {
    return new InstallReport(matched.size(), new ArrayList<>(problems));
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String className,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] classFile) {
    if (className == null) {
      return null;
    }
    look(className);
    boolean ofJdk = isOfJdk(loader, className);
    if (ofJdk ? !due(className) : !LibraryTable.hooks(className)) {
      return null;
    }
    try {
      return System.getSecurityManager() == null
          ? weave(className, classFile, ofJdk)
          : AccessController.doPrivileged(
              // Of the application that loads the class is asked nothing.
              (PrivilegedAction<byte[]>) () -> weave(className, classFile, ofJdk));
    } catch (Throwable e) {
      told(className.replace('/', '.') + " could not be woven: " + e);
      return null;
    }
  }

  private byte @Nullable [] weave(String className, byte[] classFile, boolean ofJdk) {
    List<HookRow> rows = ofJdk ? rowsOf(className) : LibraryTable.rowsOf(className);
    if (rows.isEmpty() || !preparation.prepare()) {
      // Of another release; or we step aside.
      return null;
    }
    if (className.equals(ChannelRows.PROVIDER) && !channels) {
      FtplensHooks.setChannels(new ChannelWeaving(this));
    }
    HookWeaver weaver = new HookWeaver(rows);
    byte[] result = weaver.weave(classFile);
    Collection<HookRow> found = weaver.matched();
    synchronized (this) {
      for (HookRow row : found) {
        matched.add(row.toString());
      }
      if (ofJdk) {
        woven.add(className);
      }
    }
    for (HookRow row : rows) {
      // Of a library there may be any version.
      if (ofJdk && !found.contains(row) && !row.method().optional()) {
        told("this JDK has no " + row + ": what passes through it is not seen");
      }
    }
    return result;
  }

  private List<HookRow> rowsOf(String className) {
    List<HookRow> rows = new ArrayList<>(8);
    for (HookRow row : HookTable.of(JavaBase.feature(), loggers)) {
      if (row.method().owner().equals(className)) {
        rows.add(row);
      }
    }
    return rows;
  }

  private void told(String problem) {
    synchronized (this) {
      if (!problems.add(problem) || starting) {
        return;
      }
    }
    laterProblems.accept(problem);
  }

  /**
   * Gives the classes back as they were: a retransformation begins with the class file as the JVM
   * has it, and our transformer is no longer there.
   *
   * @return what went wrong, one sentence each
   */
  public List<String> uninstall() {
    instrumentation.removeTransformer(this);
    List<Class<?>> classes = new ArrayList<>();
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      String name = type.getName().replace('.', '/');
      if (isOfJdk(type.getClassLoader(), name) ? isWoven(name) : LibraryTable.hooks(name)) {
        classes.add(type);
      }
    }
    return retransform(classes);
  }

  /**
   * All at once, which is cheapest; one by one if that fails, so that one class costs only itself.
   */
  private List<String> retransform(List<Class<?>> classes) {
    List<String> failures = new ArrayList<>();
    if (classes.isEmpty()) {
      return failures;
    }
    try {
      instrumentation.retransformClasses(classes.toArray(new Class<?>[0]));
      return failures;
    } catch (Exception | LinkageError e) {
      // Which of them was it?
    }
    for (Class<?> type : classes) {
      try {
        instrumentation.retransformClasses(type);
      } catch (Exception | LinkageError e) {
        String failure = type.getName() + " could not be retransformed: " + e;
        failures.add(failure);
        told(failure);
      }
    }
    return failures;
  }
}
