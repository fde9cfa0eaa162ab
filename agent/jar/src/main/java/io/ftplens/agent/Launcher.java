package io.ftplens.agent;

import java.io.File;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.security.CodeSource;
import org.jspecify.annotations.Nullable;

/** Starts the agent once in a JVM, in a class loader of its own. */
final class Launcher {
  private static final String RUNTIME = "io.ftplens.core.runtime.AgentRuntime";
  private static final String HOOKS = "java.lang.FtplensHooks";

  /** Where the runtime was started by this copy of the class; guarded by the class. */
  private static @Nullable Class<?> runtime;

  private Launcher() {}

  /**
   * Starts the agent, or, if it runs already, lets it read its options again.
   *
   * @param argument what stands behind the equals sign; may be null
   */
  static synchronized void start(@Nullable String argument, Instrumentation instrumentation)
      throws IOException, ReflectiveOperationException, URISyntaxException {
    if (runtime != null) {
      call(runtime.getMethod("startAgain", String.class), argument);
      return;
    }
    if (hooksAreDefined()) {
      System.err.println(
          "ftplens is already running in this JVM, started from another copy of its jar;"
              + " this start does nothing");
      return;
    }
    ClassLoader loader = new AgentClassLoader(jarFile(), platformLoader());
    Class<?> type = Class.forName(RUNTIME, true, loader);
    call(
        type.getMethod("start", String.class, Instrumentation.class, String.class),
        argument,
        instrumentation,
        version());
    runtime = type;
  }

  /** The version in the jar's manifest; {@code dev} outside a jar. */
  static String version() {
    String version = Launcher.class.getPackage().getImplementationVersion();
    return version == null ? "dev" : version;
  }

  private static boolean hooksAreDefined() {
    try {
      Class.forName(HOOKS, false, null);
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  /**
   * The extension loader on 8, the platform loader since: the JDK and nothing of the application.
   */
  private static @Nullable ClassLoader platformLoader() {
    return ClassLoader.getSystemClassLoader().getParent();
  }

  private static File jarFile() throws IOException, URISyntaxException {
    CodeSource source = Launcher.class.getProtectionDomain().getCodeSource();
    if (source == null) {
      throw new IOException("the agent's own jar cannot be located");
    }
    return new File(source.getLocation().toURI());
  }

  /** Lets the cause through: the user is to read what happened, not that it was called. */
  private static void call(Method method, @Nullable Object... arguments)
      throws ReflectiveOperationException, IOException {
    try {
      method.invoke(null, arguments);
    } catch (InvocationTargetException e) {
      Throwable cause = e.getCause();
      if (cause instanceof Error) {
        throw (Error) cause;
      }
      throw new IOException("the agent's runtime failed", cause == null ? e : cause);
    }
  }
}
