package io.ftplens.agent;

import io.ftplens.agent.cli.CommandLine;
import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;

/** The entry points: {@code -javaagent}, attach to a running JVM, {@code java -jar}. */
public final class FtplensAgent {
  private FtplensAgent() {}

  /** Called by the JVM before the application's main, for {@code -javaagent}. */
  public static void premain(@Nullable String argument, Instrumentation instrumentation) {
    start(argument, instrumentation, false);
  }

  /**
   * Called by the JVM when the agent is attached to it while it runs, by our own command line or by
   * any other tool.
   *
   * @param argument settings, or a command in the form that {@link Steering} describes
   */
  public static void agentmain(@Nullable String argument, Instrumentation instrumentation) {
    start(argument, instrumentation, true);
  }

  /** Called by the official OpenTelemetry agent, whose extension our jar then is. */
  static void extensionmain() {
    try {
      Launcher.startAsExtension();
    } catch (Throwable e) {
      tell(e);
    }
  }

  /** The command line; see {@code --help}. */
  public static void main(String[] arguments) {
    CommandLine.runAndExit(arguments);
  }

  /** One that escapes premain would abort the JVM, so nothing does. */
  @SuppressWarnings("CatchingUnchecked")
  private static void start(
      @Nullable String argument, Instrumentation instrumentation, boolean running) {
    try {
      if (running && argument != null && Steering.meant(argument)) {
        Steering.obey(argument, instrumentation);
      } else {
        Launcher.start(argument, instrumentation, running);
      }
    } catch (Throwable e) {
      tell(e);
    }
  }

  @SuppressWarnings("CatchingUnchecked")
  private static void tell(Throwable e) {
    try {
      System.err.println(
          "ftplens could not start and leaves the application alone: "
              + e
              + (e.getCause() == null ? "" : ", because of " + e.getCause()));
    } catch (Throwable alsoBroken) {
      // There is nothing left to say it with; the application goes on.
    }
  }
}
