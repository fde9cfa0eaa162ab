package io.ftplens.agent;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.security.CodeSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Starts the agent once in a JVM, in a class loader of its own, and finds it again. */
public final class Launcher {
  private static final String RUNTIME = "io.ftplens.core.runtime.AgentRuntime";
  private static final String HOOKS = "java.lang.FtplensHooks";
  private static final String INSTRUMENTATION_HOLDER =
      "io.opentelemetry.javaagent.bootstrap.InstrumentationHolder";

  /** Where the runtime was started by this copy of the class; guarded by the class. */
  private static @Nullable Class<?> runtime;

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
    Class<?> already = runtime();
    if (already != null) {
      call(already.getMethod("startAgain", String.class), argument);
      return true;
    }
    Class<?> type = hidden(RUNTIME);
    Object started =
        call(
            type.getMethod(
                "start", String.class, Instrumentation.class, String.class, boolean.class),
            argument,
            instrumentation,
            version(),
            running);
    boolean atWork = Boolean.TRUE.equals(started);
    runtime = atWork ? type : null;
    return atWork;
  }

  /** Starts the agent with the official agent's means; does nothing if it runs already. */
  static synchronized void startAsExtension()
      throws IOException, ReflectiveOperationException, URISyntaxException {
    if (runtime() != null) {
      return;
    }
    Instrumentation instrumentation =
        (Instrumentation)
            Class.forName(INSTRUMENTATION_HOLDER, true, null)
                .getMethod("getInstrumentation")
                .invoke(null);
    if (instrumentation == null) {
      throw new IOException("the OpenTelemetry agent does not tell its Instrumentation");
    }
    start(null, instrumentation, false);
  }

  /**
   * Hands a command to the agent that runs in this JVM.
   *
   * @return false if none does
   */
  static synchronized boolean steer(
      String command, @Nullable String argument, Callable<OutputStream> callBack)
      throws IOException, ReflectiveOperationException {
    Class<?> type = runtime();
    if (type == null) {
      return false;
    }
    Object stays =
        call(
            type.getMethod("steer", String.class, String.class, Callable.class),
            command,
            argument,
            callBack);
    if (Boolean.FALSE.equals(stays)) {
      // It has left: nothing here keeps its classes from being unloaded.
      boolean left = command.equals("detach");
      runtime = null;
      return left;
    }
    return true;
  }

  /**
   * The runtime at work, started by this copy of the jar or, as the hooks' target shows, by another
   * one: this class may exist once in each class loader.
   */
  private static @Nullable Class<?> runtime() throws ReflectiveOperationException {
    if (runtime != null) {
      return runtime;
    }
    Object target;
    try {
      target = Class.forName(HOOKS, true, null).getMethod("target").invoke(null);
    } catch (ClassNotFoundException e) {
      return null;
    }
    ClassLoader loader = target == null ? null : target.getClass().getClassLoader();
    return loader == null ? null : Class.forName(RUNTIME, true, loader);
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

  /** Lets the cause through: the user is to read what happened, not that it was called. */
  private static @Nullable Object call(Method method, @Nullable Object... arguments)
      throws ReflectiveOperationException, IOException {
    try {
      return method.invoke(null, arguments);
    } catch (InvocationTargetException e) {
      Throwable cause = e.getCause();
      if (cause instanceof Error) {
        throw (Error) cause;
      }
      throw new IOException("the agent's runtime failed", cause == null ? e : cause);
    }
  }
}
