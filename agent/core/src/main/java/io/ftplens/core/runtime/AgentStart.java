package io.ftplens.core.runtime;

import io.ftplens.core.config.Settings;
import io.ftplens.core.config.SettingsReader;
import io.ftplens.core.hook.HookClassDefiner;
import io.ftplens.core.hook.HookInstaller;
import io.ftplens.core.hook.HookStage;
import io.ftplens.core.hook.JavaBase;
import io.ftplens.core.sdk.SdkWatch;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.instrument.Instrumentation;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the launcher calls, by reflection: does what must be done before the application's main, and
 * leaves {@link AgentRuntime} to the application's first connection.
 *
 * <p>A JVM that opens none thus loads little more than the weaver.
 */
public final class AgentStart implements Consumer<Throwable> {
  private static @Nullable AgentStart current;

  final Instrumentation instrumentation;
  final String version;
  final Settings settings;
  final long startedAtMillis = System.currentTimeMillis();
  final HookInstaller installer;
  final Presence presence;

  /** What finds the application's SDKs; null if that is not wanted. */
  final @Nullable SdkWatch sdks;

  private @Nullable FirstUse waiting;
  private @Nullable AgentRuntime runtime;

  private AgentStart(
      JavaBase base, Instrumentation instrumentation, String version, Settings settings) {
    this.instrumentation = instrumentation;
    this.version = version;
    this.settings = settings;
    String otel = settings.otel();
    boolean findSdks =
        (otel.equals("auto") || otel.equals("application")) && !openTelemetryDisabled();
    this.installer = new HookInstaller(instrumentation, findSdks, new HookProblem());
    installer.install();
    this.sdks = findSdks ? SdkWatch.install(instrumentation, this) : null;
    this.presence = Presence.show(base, version);
  }

  /** OpenTelemetry's own switch, by which no SDK of the application is asked for spans either. */
  private static boolean openTelemetryDisabled() {
    String value = System.getProperty("otel.sdk.disabled");
    if (value == null) {
      value = System.getenv("OTEL_SDK_DISABLED");
    }
    return value != null && value.trim().equalsIgnoreCase("true");
  }

  /**
   * Starts the agent; called once.
   *
   * @param argument the agent's argument; may be null
   * @param version for {@code telemetry.distro.version} and the instrumentation scope
   * @param running true if the application runs already and may have sessions open
   * @return false if {@code ftplens.enabled} keeps it from starting
   */
  public static synchronized boolean start(
      @Nullable String argument, Instrumentation instrumentation, String version, boolean running)
      throws IOException, ReflectiveOperationException {
    SettingsReader reader = SettingsReader.ofThisJvm();
    Settings settings = reader.read(argument);
    if (!settings.enabled()) {
      return false;
    }
    // Before any class of the tap is loaded: they extend the hook class.
    JavaBase base = JavaBase.ofThisJdk();
    HookClassDefiner.define(base, instrumentation, AgentStart.class.getClassLoader());
    AgentStart start = new AgentStart(base, instrumentation, version, settings);
    current = start;
    if (running && start.sdks != null) {
      start.sdks.weaveLoaded();
    }
    if (running
        || settings.jmx().equals("true")
        || !reader.complaints().isEmpty()
        || !start.installer.report().problems().isEmpty()) {
      start.runtime(reader.complaints(), running);
    } else {
      start.await();
    }
    return true;
  }

  /**
   * Called by the launcher when the agent is started a second time: options that can change in a
   * running JVM are set, and nothing is installed twice.
   *
   * @param argument the second start's argument; may be null
   */
  public static synchronized void startAgain(@Nullable String argument) {
    AgentStart start = current;
    if (start != null) {
      start.runtime().startAgain(argument);
    }
  }

  /**
   * Does what the command line asks.
   *
   * @param callBack opens the stream on which the answer is awaited
   * @return false if the agent does not run, or runs no more
   */
  public static synchronized boolean steer(
      String command, @Nullable String argument, Callable<OutputStream> callBack) {
    AgentStart start = current;
    if (start == null) {
      return false;
    }
    new Steering(start.runtime(), callBack).obey(command, argument);
    return current != null;
  }

  /** Leaves the rest to the application's first connection. */
  private synchronized void await() {
    FirstUse target = new FirstUse(this);
    waiting = target;
    target.await();
  }

  /** The agent at work; made by the first call. */
  AgentRuntime runtime() {
    return runtime(Collections.<String>emptyList(), false);
  }

  private synchronized AgentRuntime runtime(List<String> complaints, boolean running) {
    AgentRuntime made = runtime;
    if (made == null) {
      made = new AgentRuntime(this, complaints);
      runtime = made;
      if (running) {
        // Channels may be open already.
        installer.install(HookStage.CHANNEL);
      }
      made.begin(running);
      if (waiting != null) {
        waiting.handOver();
      }
    }
    return made;
  }

  /** The agent has left this JVM. */
  void ended() {
    synchronized (AgentStart.class) {
      if (current == this) {
        current = null;
      }
    }
  }

  /** Takes note of an error of our own. */
  @Override
  public void accept(Throwable error) {
    runtime().sessions().ownError(error);
  }

  /** Tells a later problem of the hooks; no lambda, for it is made at start-up. */
  final class HookProblem implements Consumer<String> {
    @Override
    public void accept(String problem) {
      runtime().log().warn(problem);
    }
  }
}
