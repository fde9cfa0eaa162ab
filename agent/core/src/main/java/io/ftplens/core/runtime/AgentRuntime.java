package io.ftplens.core.runtime;

import io.ftplens.core.config.LiveSettings;
import io.ftplens.core.config.Settings;
import io.ftplens.core.config.SettingsReader;
import io.ftplens.core.hook.HookClassDefiner;
import io.ftplens.core.hook.HookInstaller;
import io.ftplens.core.hook.InstallReport;
import io.ftplens.core.hook.SelfTest;
import io.ftplens.core.log.AgentLogging;
import io.ftplens.core.log.TransferLogger;
import io.ftplens.core.log.Watchers;
import io.ftplens.core.sdk.SdkWatch;
import io.ftplens.protocol.event.ApplicationSdks;
import io.ftplens.protocol.event.SessionListener;
import io.ftplens.protocol.event.Telemetry;
import io.ftplens.protocol.event.TelemetryFactory;
import io.ftplens.protocol.event.TelemetryOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.instrument.Instrumentation;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The agent of this JVM, from the installation of the hooks to the last flush. */
public final class AgentRuntime implements SessionsHost {
  /** What the exit of the JVM may be delayed by, at most: sending spans, then writing lines. */
  private static final long TELEMETRY_BUDGET_MILLIS = 1500;

  private static final long LOG_BUDGET_MILLIS = 300;

  private static volatile @Nullable AgentRuntime current;

  private final Instrumentation instrumentation;
  private final String version;
  private final LiveSettings settings;
  private final LogOutput output;
  private final Instant startedAt = Instant.now();
  private final AtomicReference<@Nullable Thread> shutdownHook = new AtomicReference<>();
  private final Sessions sessions;
  private final JmxRegistration jmx;
  private volatile InstallReport hooks = InstallReport.NONE;
  private volatile @Nullable String selfTestProblem;
  private volatile @Nullable Presence presence;
  private volatile @Nullable SdkWatch sdks;

  private AgentRuntime(Instrumentation instrumentation, String version, Settings settings) {
    this.instrumentation = instrumentation;
    this.version = version;
    this.settings = new LiveSettings(settings);
    this.output = LogOutput.open(settings.logTarget(), new ShutdownHooking());
    this.sessions = new Sessions(this.settings, this, instrumentation);
    this.jmx = new JmxRegistration(this, settings.jmx());
  }

  /**
   * Starts the agent; called once by the launcher, by reflection.
   *
   * @param argument the agent's argument; may be null
   * @param version for {@code telemetry.distro.version} and the instrumentation scope
   * @param running true if the application runs already and may have sessions open
   * @return false if {@code ftplens.enabled} keeps it from starting
   */
  public static boolean start(
      @Nullable String argument, Instrumentation instrumentation, String version, boolean running)
      throws IOException, ReflectiveOperationException {
    SettingsReader reader = SettingsReader.ofThisJvm();
    Settings settings = reader.read(argument);
    if (!settings.enabled()) {
      return false;
    }
    // Before any class of the tap is loaded: they extend the hook class.
    HookClassDefiner.define(instrumentation, AgentRuntime.class.getClassLoader());
    AgentRuntime runtime = new AgentRuntime(instrumentation, version, settings);
    AgentLogging.configure(runtime.output, settings.logLevel());
    for (String complaint : reader.complaints()) {
      runtime.log().warn(complaint);
    }
    if (runtime.output.complaint() != null) {
      runtime.log().warn(runtime.output.complaint());
    }
    runtime.install(running);
    current = runtime;
    return true;
  }

  /**
   * Called by the launcher when the agent is started a second time: options that can change in a
   * running JVM are set, and nothing is installed twice.
   *
   * @param argument the second start's argument; may be null
   */
  public static void startAgain(@Nullable String argument) {
    AgentRuntime runtime = current;
    if (runtime == null) {
      return;
    }
    try {
      List<String> changes = runtime.change(argument);
      runtime
          .log()
          .warn(
              "ftplens is already running in this JVM; this second start changed {}",
              changes.isEmpty() ? "nothing" : String.join(", ", changes));
    } catch (IllegalArgumentException e) {
      runtime.log().warn("ftplens is already running in this JVM; {}", e.getMessage());
    }
  }

  /**
   * Does what the command line asks; called by the launcher, by reflection.
   *
   * @param callBack opens the stream on which the answer is awaited
   * @return false if the agent does not run, or runs no more
   */
  public static boolean steer(
      String command, @Nullable String argument, Callable<OutputStream> callBack) {
    AgentRuntime runtime = current;
    if (runtime == null) {
      return false;
    }
    new Steering(runtime, callBack).obey(command, argument);
    return current != null;
  }

  private void install(boolean running) {
    hooks = HookInstaller.install(instrumentation);
    for (String problem : hooks.problems()) {
      log().warn(problem);
    }
    String otel = settings.current().otel();
    if (otel.equals("auto") || otel.equals("application")) {
      sdks = SdkWatch.install(instrumentation, sessions::ownError);
    }
    selfTestProblem = SelfTest.run();
    presence = Presence.show(instrumentation, version);
    sessions.begin(selfTestProblem, running, jmx);
    jmx.begin();
  }

  /** Leaves the JVM as it was found, but for one class in java.lang that does nothing. */
  void stop() {
    if (current == this) {
      current = null;
    }
    log().info("ftplens leaves this JVM, as it was asked to");
    jmx.stop();
    sessions.stop(TELEMETRY_BUDGET_MILLIS);
    for (String problem : HookInstaller.uninstall(instrumentation)) {
      log().warn(problem);
    }
    SdkWatch watch = sdks;
    if (watch != null) {
      watch.uninstall();
    }
    Presence shown = presence;
    if (shown != null) {
      shown.hide();
    }
    output.close(LOG_BUDGET_MILLIS);
    unhookShutdown();
  }

  /** Changes settings as {@link LiveSettings#setAll} does, and lets them take effect. */
  List<String> change(@Nullable String argument) {
    try {
      return settings.setAll(argument);
    } finally {
      AgentLogging.configure(output, settings.current().logLevel());
    }
  }

  /** Changes one setting, as {@link #change(String)}. */
  void change(String key, String value) {
    log().info("ftplens setting changed by JMX: {}", settings.set(key, value));
    AgentLogging.configure(output, settings.current().logLevel());
  }

  /** What somebody who attaches wants to read. */
  String greeting() {
    return "ftplens "
        + version
        + " is at work: "
        + hooks.woven()
        + " hooks in place"
        + (selfTestProblem == null ? ", self-test passed" : "; " + selfTestProblem)
        + (sessions.discovering() ? "; sessions that are open already will be recognised" : "");
  }

  LiveSettings settings() {
    return settings;
  }

  Sessions sessions() {
    return sessions;
  }

  String version() {
    return version;
  }

  Instant startedAt() {
    return startedAt.truncatedTo(ChronoUnit.SECONDS);
  }

  InstallReport hooks() {
    return hooks;
  }

  @Nullable String selfTestProblem() {
    return selfTestProblem;
  }

  /** What is wrong with the hooks, the self-test included. */
  List<String> hookProblems() {
    List<String> problems = new ArrayList<>(hooks.problems());
    String problem = selfTestProblem;
    if (problem != null) {
      problems.add(problem);
    }
    return problems;
  }

  Watchers watchers() {
    return output.watchers();
  }

  @Override
  public Logger log() {
    return LoggerFactory.getLogger("io.ftplens");
  }

  /** What hears of sessions; made when the first one begins. */
  @Override
  public List<SessionListener> listeners() {
    hookShutdown();
    List<SessionListener> listeners = new ArrayList<>();
    listeners.add(sessions.figures());
    listeners.add(new TransferLogger(log(), settings::capturePath, settings::captureUser));
    Telemetry telemetry = telemetry();
    if (telemetry != null) {
      listeners.add(telemetry);
    }
    return listeners;
  }

  private @Nullable Telemetry telemetry() {
    SdkWatch watch = sdks;
    TelemetryOptions options =
        new TelemetryOptions(
            settings.current().otel(),
            version,
            settings::capturePath,
            settings::captureUser,
            AgentThreads.group(),
            instrumentation::getAllLoadedClasses,
            watch == null ? ApplicationSdks.UNSEEN : watch,
            (message, cause) -> log().warn(message, cause));
    try {
      for (TelemetryFactory factory :
          ServiceLoader.load(TelemetryFactory.class, AgentRuntime.class.getClassLoader())) {
        Telemetry telemetry = factory.create(options);
        if (telemetry != null) {
          return telemetry;
        }
      }
    } catch (Exception | LinkageError | java.util.ServiceConfigurationError e) {
      log().warn("spans are off, because OpenTelemetry could not be started; log lines go on", e);
    }
    return null;
  }

  private void hookShutdown() {
    Thread hook = AgentThreads.daemon("ftplens-shutdown", this::shutDown);
    if (shutdownHook.compareAndSet(null, hook)) {
      try {
        Runtime.getRuntime().addShutdownHook(hook);
      } catch (IllegalStateException e) {
        // The JVM is already on its way down: what is logged now may be lost.
        shutdownHook.set(hook);
      }
    }
  }

  private void unhookShutdown() {
    Thread hook = shutdownHook.get();
    if (hook != null) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // The JVM is on its way down: the hook finds nothing left to do.
        shutdownHook.set(hook);
      }
    }
  }

  /** Registers the shutdown hook; no lambda, for it is made at start-up. */
  private final class ShutdownHooking implements Runnable {
    @Override
    public void run() {
      hookShutdown();
    }
  }

  private void shutDown() {
    sessions.end(TELEMETRY_BUDGET_MILLIS);
    output.flush(LOG_BUDGET_MILLIS);
  }
}
