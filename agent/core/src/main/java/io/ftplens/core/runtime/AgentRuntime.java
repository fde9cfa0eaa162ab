package io.ftplens.core.runtime;

import io.ftplens.core.config.Settings;
import io.ftplens.core.config.SettingsReader;
import io.ftplens.core.hook.HookClassDefiner;
import io.ftplens.core.hook.HookInstaller;
import io.ftplens.core.hook.InstallReport;
import io.ftplens.core.hook.SelfTest;
import io.ftplens.core.log.AgentLogging;
import io.ftplens.core.log.TransferLogger;
import io.ftplens.protocol.event.SessionListener;
import io.ftplens.protocol.event.Telemetry;
import io.ftplens.protocol.event.TelemetryFactory;
import io.ftplens.protocol.event.TelemetryOptions;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The agent of this JVM, from the installation of the hooks to the last flush. */
public final class AgentRuntime {
  /** What the exit of the JVM may be delayed by, at most: sending spans, then writing lines. */
  private static final long TELEMETRY_BUDGET_MILLIS = 1500;

  private static final long LOG_BUDGET_MILLIS = 300;

  private static volatile @Nullable AgentRuntime current;

  private final Instrumentation instrumentation;
  private final String version;
  private final Settings settings;
  private final LogOutput output;
  private final AtomicBoolean shutdownHooked = new AtomicBoolean();
  private final Sessions sessions;

  private AgentRuntime(Instrumentation instrumentation, String version, Settings settings) {
    this.instrumentation = instrumentation;
    this.version = version;
    this.settings = settings;
    this.output = LogOutput.open(settings.logTarget(), this::hookShutdown);
    this.sessions = new Sessions(settings, this::log, this::listeners, instrumentation);
  }

  /**
   * Starts the agent; called once by the launcher, by reflection.
   *
   * @param argument the agent's argument; may be null
   * @param version for {@code telemetry.distro.version} and the instrumentation scope
   */
  public static void start(
      @Nullable String argument, Instrumentation instrumentation, String version)
      throws IOException, ReflectiveOperationException {
    SettingsReader reader = SettingsReader.ofThisJvm();
    Settings settings = reader.read(argument);
    if (!settings.enabled()) {
      return;
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
    runtime.install();
    current = runtime;
  }

  /**
   * Called by the launcher when the agent is started a second time: options that can change in a
   * running JVM are read again, and nothing is installed twice.
   *
   * @param argument the second start's argument; may be null
   */
  public static void startAgain(@Nullable String argument) {
    AgentRuntime runtime = current;
    if (runtime == null) {
      return;
    }
    SettingsReader reader = SettingsReader.ofThisJvm();
    Settings settings = reader.read(argument);
    AgentLogging.configure(runtime.output, settings.logLevel());
    for (String complaint : reader.complaints()) {
      runtime.log().warn(complaint);
    }
    runtime
        .log()
        .warn(
            "ftplens is already running in this JVM; this second start only read log.level again");
  }

  private void install() {
    InstallReport report = HookInstaller.install(instrumentation);
    for (String problem : report.problems()) {
      log().warn(problem);
    }
    sessions.begin(SelfTest.run());
  }

  private Logger log() {
    return LoggerFactory.getLogger("io.ftplens");
  }

  /** What hears of sessions; made when the first one begins. */
  private List<SessionListener> listeners() {
    hookShutdown();
    List<SessionListener> listeners = new ArrayList<>();
    listeners.add(new TransferLogger(log(), settings.capturePath(), settings.captureUser()));
    Telemetry telemetry = telemetry();
    if (telemetry != null) {
      listeners.add(telemetry);
    }
    return listeners;
  }

  private @Nullable Telemetry telemetry() {
    TelemetryOptions options =
        new TelemetryOptions(
            settings.otel(),
            version,
            settings.capturePath(),
            settings.captureUser(),
            AgentThreads.group(),
            instrumentation::getAllLoadedClasses,
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
    if (shutdownHooked.compareAndSet(false, true)) {
      try {
        Runtime.getRuntime()
            .addShutdownHook(AgentThreads.daemon("ftplens-shutdown", this::shutDown));
      } catch (IllegalStateException e) {
        // The JVM is already on its way down: what is logged now may be lost.
        shutdownHooked.set(true);
      }
    }
  }

  private void shutDown() {
    sessions.end(TELEMETRY_BUDGET_MILLIS);
    output.flush(LOG_BUDGET_MILLIS);
  }
}
