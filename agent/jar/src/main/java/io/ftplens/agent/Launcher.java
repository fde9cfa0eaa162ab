package io.ftplens.agent;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.instrument.Instrumentation;
import java.net.URISyntaxException;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Starts the agent once in a JVM, in a class loader of its own, and finds it again. */
public final class Launcher {
  private static final String RUNTIME = "io.ftplens.core.runtime.Entrance";
  private static final String HOOKS = "java.lang.FtplensHooks";
  private static final String INSTRUMENTATION_HOLDER =
      "io.opentelemetry.javaagent.bootstrap.InstrumentationHolder";

  /** Where the runtime was started by this copy of the class; written under its lock. */
  private static volatile @Nullable BiFunction<String, Object[], Boolean> runtime;

  private Launcher() {}

  /**
   * Starts the agent, or, if it runs already, lets it read its options again.
   *
   * @param argument what stands behind the equals sign; may be null
   * @param running true if the application runs already
   * @return false if the settings keep it from starting
   */
  static synchronized boolean start(
      @Nullable String argument, Instrumentation instrumentation, boolean running)
      throws IOException, ReflectiveOperationException, URISyntaxException {
    BiFunction<String, Object[], Boolean> already = runtime(instrumentation);
    if (already != null) {
      return already.apply("startAgain", new Object[] {argument});
    }
    BiFunction<String, Object[], Boolean> entrance = entrance(hidden(RUNTIME));
    boolean atWork =
        entrance.apply("start", new Object[] {argument, instrumentation, version(), running});
    runtime = atWork ? entrance : null;
    return atWork;
  }

  /** Starts the agent with the official agent's means; does nothing if it runs already. */
  static synchronized void startAsExtension()
      throws IOException, ReflectiveOperationException, URISyntaxException {
    Instrumentation instrumentation =
        (Instrumentation)
            Class.forName(INSTRUMENTATION_HOLDER, true, null)
                .getMethod("getInstrumentation")
                .invoke(null);
    if (instrumentation == null) {
      throw new IOException("the OpenTelemetry agent does not tell its Instrumentation");
    }
    if (runtime(instrumentation) == null) {
      start(null, instrumentation, false);
    }
  }

  /** What this copy of the class has started, null if nothing; called by another copy. */
  public static @Nullable Object started() {
    return runtime;
  }

  /** What this copy has started has left; called by another copy, too. */
  public static void forget() {
    runtime = null;
  }

  /**
   * Hands a command to the agent that runs in this JVM.
   *
   * @return false if none does
   */
  static synchronized boolean steer(
      String command,
      @Nullable String argument,
      Callable<OutputStream> callBack,
      Instrumentation instrumentation)
      throws IOException, ReflectiveOperationException {
    BiFunction<String, Object[], Boolean> entrance = runtime(instrumentation);
    if (entrance == null) {
      return false;
    }
    if (!entrance.apply("steer", new Object[] {command, argument, callBack})) {
      // It has left: nothing here keeps its classes from being unloaded.
      forget();
      for (Class<?> copy : otherCopies(instrumentation)) {
        copy.getMethod("forget").invoke(null);
      }
      return command.equals("detach");
    }
    return true;
  }

  /**
   * The runtime at work, started by this copy of the jar or by another one: this class may exist
   * once in each class loader. Until a socket is used only the other copy knows of it; later the
   * hooks' target shows it, whichever copy has started it.
   */
  private static @Nullable BiFunction<String, Object[], Boolean> runtime(
      Instrumentation instrumentation) throws ReflectiveOperationException {
    if (runtime != null) {
      return runtime;
    }
    BiFunction<String, Object[], Boolean> shown = runtimeOfTarget();
    return shown == null ? runtimeOfOtherCopy(instrumentation) : shown;
  }

  @SuppressWarnings("unchecked") // what this class has, of whichever loader
  private static @Nullable BiFunction<String, Object[], Boolean> runtimeOfOtherCopy(
      Instrumentation instrumentation) throws ReflectiveOperationException {
    for (Class<?> copy : otherCopies(instrumentation)) {
      Object started = copy.getMethod("started").invoke(null);
      if (started != null) {
        return (BiFunction<String, Object[], Boolean>) started;
      }
    }
    return null;
  }

  private static List<Class<?>> otherCopies(Instrumentation instrumentation) {
    List<Class<?>> copies = new ArrayList<>(0);
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      if (type != Launcher.class && type.getName().equals(Launcher.class.getName())) {
        copies.add(type);
      }
    }
    return copies;
  }

  private static @Nullable BiFunction<String, Object[], Boolean> runtimeOfTarget()
      throws ReflectiveOperationException {
    Class<?> hooks;
    try {
      hooks = Class.forName(HOOKS, true, null);
    } catch (ClassNotFoundException e) {
      return null;
    }
    Object target = hooks.getMethod("target").invoke(null);
    ClassLoader loader = target == null ? null : target.getClass().getClassLoader();
    return loader == null ? null : entrance(Class.forName(RUNTIME, true, loader));
  }

  /**
   * An instance through the one kind of reflection that costs next to nothing on JDK 18 and later,
   * a constructor without parameters.
   */
  @SuppressWarnings("unchecked") // of the same build
  private static BiFunction<String, Object[], Boolean> entrance(Class<?> type)
      throws ReflectiveOperationException {
    return (BiFunction<String, Object[], Boolean>)
        type.asSubclass(BiFunction.class).getDeclaredConstructor().newInstance();
  }

  /** A class of those that the jar hides from all other loaders, in a new loader. */
  public static Class<?> hidden(String name)
      throws IOException, ReflectiveOperationException, URISyntaxException {
    AgentClassLoader loader = new AgentClassLoader(HiddenEntries.ofThisJar(), platformLoader());
    return Class.forName(name, true, loader);
  }

  /** What {@link FtplensAgent#agentmain} takes for a command. */
  public static String argument(int port, String key, String answer, String command, String rest) {
    return Steering.argument(port, key, answer, command, rest);
  }

  /** The version in the jar's manifest; {@code dev} outside a jar. */
  public static String version() {
    String version = Launcher.class.getPackage().getImplementationVersion();
    if (version == null) {
      version = versionOfExtension();
    }
    return version == null ? "dev" : version;
  }

  /** The official agent's loader for extensions reads no manifest. */
  private static @Nullable String versionOfExtension() {
    try {
      HiddenEntries entries = HiddenEntries.ofThisJar();
      return entries instanceof ExtensionEntries ? ((ExtensionEntries) entries).version() : null;
    } catch (IOException | URISyntaxException e) {
      return null;
    }
  }

  /**
   * The extension loader on 8, the platform loader since: the JDK and nothing of the application.
   * The system loader may be the application's own, with any number of others above it.
   */
  private static @Nullable ClassLoader platformLoader() {
    ClassLoader top = ClassLoader.getSystemClassLoader().getParent();
    while (top != null && top.getParent() != null) {
      top = top.getParent();
    }
    return top;
  }

  /** The jar this class was loaded from. */
  public static File jarFile() throws IOException, URISyntaxException {
    CodeSource source = Launcher.class.getProtectionDomain().getCodeSource();
    if (source == null) {
      throw new IOException("the agent's own jar cannot be located");
    }
    return new File(source.getLocation().toURI());
  }
}
