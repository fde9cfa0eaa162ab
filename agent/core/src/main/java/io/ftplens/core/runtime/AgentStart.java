package io.ftplens.core.runtime;

import static java.util.Objects.requireNonNull;

import io.ftplens.core.config.Settings;
import io.ftplens.core.config.SettingsReader;
import io.ftplens.core.hook.BootClasses;
import io.ftplens.core.hook.HookInstaller;
import io.ftplens.core.hook.JavaBase;
import io.ftplens.core.sdk.SdkWatch;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.instrument.Instrumentation;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the launcher calls: does what must be done before the application's main, and leaves the
 * hook class to the first class that is woven, and {@link AgentRuntime} to the application's first
 * connection.
 *
 * <p>A JVM that never uses a socket thus loads little more than the settings.
 */
public final class AgentStart implements Consumer<Throwable>, HookInstaller.Preparation {
  private static @Nullable AgentStart current;

  final Instrumentation instrumentation;
  final String version;
  final Settings settings;
  final long startedAtMillis = System.currentTimeMillis();
  final HookInstaller installer;

  /** What finds the application's SDKs; null if that is not wanted. */
  final @Nullable SdkWatch sdks;

  private final List<String> complaints;
  private final boolean running;
  private final Object preparing = new Object();
  private volatile boolean prepared;
  private volatile boolean failed;
  private volatile @Nullable BootClasses bootClasses;
  private volatile @Nullable Presence presence;
  private volatile @Nullable FirstUse waiting;
  private @Nullable AgentRuntime runtime;

  private AgentStart(
      Instrumentation instrumentation,
      String version,
      Settings settings,
      List<String> complaints,
      boolean running) {
    this.complaints = complaints;
    this.running = running;
    this.instrumentation = instrumentation;
    this.version = version;
    this.settings = settings;
    String otel = settings.otel();
    boolean findSdks =
        (otel.equals("auto") || otel.equals("application")) && !openTelemetryDisabled();
    this.installer = new HookInstaller(instrumentation, findSdks, this, new HookProblem());
    this.sdks = findSdks ? new SdkWatch(instrumentation, this) : null;
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
    AgentStart start =
        new AgentStart(instrumentation, version, settings, reader.complaints(), running);
    if (running) {
      start.defineHooks();
    }
    current = start;
    start.installer.install();
    if (running && start.sdks != null) {
      start.sdks.weaveLoaded();
    }
    if (running
        || settings.jmx().equals("true")
        || !reader.complaints().isEmpty()
        || start.installer.incomplete()) {
      start.runtime();
    }
    return true;
  }

  /**
   * Defines the hook class and makes the first target, when the first class is to be woven. Other
   * threads that load a class of the table meanwhile wait: their code would call what is not there.
   */
  @Override
  public boolean prepare() {
    if (!prepared && !failed) {
      synchronized (preparing) {
        if (!prepared && !failed) {
          try {
            defineHooks();
          } catch (IOException | ReflectiveOperationException | RuntimeException | Error e) {
            failed = true;
            AgentThreads.daemon("ftplens-failure", () -> LastWords.say("could not start", e))
                .start();
          }
        }
      }
    }
    return prepared;
  }

  private void defineHooks() throws IOException, ReflectiveOperationException {
    synchronized (preparing) {
      BootClasses boot =
          new BootClasses(JavaBase.ofThisJdk(), instrumentation, AgentStart.class.getClassLoader());
      // Before any class of the tap is loaded: they extend the hook class.
      boot.defineHooks();
      bootClasses = boot;
      SdkWatch watch = sdks;
      if (watch != null) {
        watch.install();
      }
      FirstUse target = new FirstUse(this);
      waiting = target;
      target.await();
      presence = Presence.show(boot, version);
      prepared = true;
    }
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

  /** Whether there is an agent at work. */
  synchronized boolean atWork() {
    return runtime != null;
  }

  /**
   * The agent at work; made by the first call.
   *
   * @throws IllegalStateException if the hook class could not be defined, which has been said
   */
  AgentRuntime runtime() {
    if (!prepare()) {
      throw new IllegalStateException("ftplens could not start in this JVM");
    }
    return madeRuntime();
  }

  private synchronized AgentRuntime madeRuntime() {
    AgentRuntime made = runtime;
    if (made == null) {
      made = new AgentRuntime(this, complaints);
      runtime = made;
      installer.weaveLoaded();
      made.begin(running);
      FirstUse before = waiting;
      if (before != null) {
        before.handOver();
      }
    }
    return made;
  }

  /** Our classes in the boot loader; there once the hook class is. */
  BootClasses bootClasses() {
    return requireNonNull(bootClasses);
  }

  /** Shows to nobody any more that ftplens is here. */
  void hide() {
    Presence shown = presence;
    if (shown != null) {
      shown.hide();
    }
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

  /** Tells a later problem of the hooks: elsewhere, for a class is being loaded. */
  final class HookProblem implements Consumer<String> {
    @Override
    public void accept(String problem) {
      AgentThreads.daemon(
              "ftplens-hooks",
              () -> {
                if (prepare()) {
                  runtime().tellHookProblems();
                }
              })
          .start();
    }
  }
}
