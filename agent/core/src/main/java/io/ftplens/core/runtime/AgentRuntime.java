package io.ftplens.core.runtime;

import static java.util.Objects.requireNonNull;

import io.ftplens.core.config.LiveSettings;
import io.ftplens.core.hook.InstallReport;
import io.ftplens.core.log.AgentLogging;
import io.ftplens.core.log.TransferLogger;
import io.ftplens.core.log.Watchers;
import io.ftplens.core.sdk.SdkWatch;
import io.ftplens.protocol.event.ApplicationSdks;
import io.ftplens.protocol.event.SessionListener;
import io.ftplens.protocol.event.Telemetry;
import io.ftplens.protocol.event.TelemetryFactory;
import io.ftplens.protocol.event.TelemetryOptions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** The agent of this JVM, from the installation of the hooks to the last flush. */
public final class AgentRuntime implements SessionsHost {
  /** What the exit of the JVM may be delayed by, at most: sending spans, then writing lines. */
  private static final long TELEMETRY_BUDGET_MILLIS = 1500;

  private static final long LOG_BUDGET_MILLIS = 300;

  /** By name, for the exporter is built on the core; a ServiceLoader costs some milliseconds. */
  private static final String TELEMETRY = "io.ftplens.otel.OtelTelemetryFactory";

  private final AgentStart start;
  private final LiveSettings settings;

  /** Made with the first line: a JVM whose connections are none of FTP has nothing to say. */
  private volatile @Nullable LogOutput output;

  private final AtomicReference<@Nullable Thread> shutdownHook = new AtomicReference<>();
  private final AtomicInteger toldHookProblems = new AtomicInteger();
  private final Sessions sessions;
  private final AtomicReference<@Nullable JmxRegistration> jmx = new AtomicReference<>();
  private final SelfTestRun selfTest;
  private volatile boolean startedAgain;

  /**
   * Makes the agent; it is not yet at work.
   *
   * @param complaints what was wrong with the settings, to be logged
   */
  AgentRuntime(AgentStart start, List<String> complaints) {
    this.start = start;
    this.settings = new LiveSettings(start.settings);
    this.sessions = new Sessions(this.settings, this, start);
    this.selfTest = new SelfTestRun(sessions.tap(), new SelfTestProblem());
    if (!start.settings.logTarget().equalsIgnoreCase(LogOutput.STANDARD_ERROR)) {
      // It may not be writable, which is better said before the first transfer.
      output();
    }
    for (String complaint : complaints) {
      log().warn(complaint);
    }
    tellHookProblems();
  }

  private LogOutput output() {
    LogOutput made = output;
    return made == null ? openOutput() : made;
  }

  private synchronized LogOutput openOutput() {
    LogOutput made = output;
    if (made == null) {
      made =
          LogOutput.open(start.settings.logTarget(), new ShutdownHooking(), start.instrumentation);
      AgentLogging.configure(made, settings.current().logLevel());
      output = made;
      String complaint = made.complaint();
      if (complaint != null) {
        AgentLogging.logger().warn(complaint);
      }
    }
    return made;
  }

  private JmxRegistration jmx() {
    JmxRegistration made = jmx.get();
    if (made == null) {
      jmx.compareAndSet(null, new JmxRegistration(this, start.settings.jmx()));
      made = requireNonNull(jmx.get());
    }
    return made;
  }

  /** Logs what is wrong with the hooks and was not yet logged. */
  void tellHookProblems() {
    List<String> problems = start.installer.report().problems();
    int from = toldHookProblems.getAndSet(problems.size());
    for (int i = from; i < problems.size(); i++) {
      log().warn(problems.get(i));
    }
  }

  /**
   * Goes to work.
   *
   * @param running true if the application runs already and may have sessions open
   */
  void begin(boolean running) {
    sessions.begin(running);
    FtplensHooks.setTarget(sessions.tap());
    selfTest.begin();
    if (!start.settings.jmx().equals("auto")) {
      jmx().begin();
    }
  }

  @Override
  public void everySecond() {
    jmx().run();
  }

  /** The agent was started a second time: the options that may change are set. */
  void startAgain(@Nullable String argument) {
    startedAgain = true;
    try {
      List<String> changes = change(argument);
      log()
          .warn(
              "ftplens is already running in this JVM; this second start changed {}",
              changes.isEmpty() ? "nothing" : String.join(", ", changes));
    } catch (IllegalArgumentException e) {
      log().warn("ftplens is already running in this JVM; {}", e.getMessage());
    }
  }

  /** Leaves the JVM as it was found, but for some classes in the boot loader that do nothing. */
  void stop() {
    start.ended();
    selfTest.cancel();
    log().info("ftplens leaves this JVM, as it was asked to");
    jmx().stop();
    sessions.stop(TELEMETRY_BUDGET_MILLIS);
    for (String problem : start.installer.uninstall()) {
      log().warn(problem);
    }
    FtplensHooks.setChannels(null);
    SdkWatch watch = start.sdks;
    if (watch != null) {
      watch.uninstall();
    }
    start.hide();
    output().close(LOG_BUDGET_MILLIS);
    unhookShutdown();
  }

  /** Changes settings as {@link LiveSettings#setAll} does, and lets them take effect. */
  List<String> change(@Nullable String argument) {
    try {
      return settings.setAll(argument);
    } finally {
      AgentLogging.configure(output(), settings.current().logLevel());
    }
  }

  /** Changes one setting, as {@link #change(String)}. */
  void change(String key, String value) {
    log().info("ftplens setting changed by JMX: {}", settings.set(key, value));
    AgentLogging.configure(output(), settings.current().logLevel());
  }

  /** What somebody who attaches wants to read. */
  String greeting() {
    // It may have classes woven that are counted then.
    String finding = selfTest.finding();
    return "ftplens "
        + start.version
        + (startedAgain ? " is at work already, since " + startedAt() + ": " : " is at work: ")
        + start.installer.report().woven()
        + " hooks in place; "
        + finding
        + (sessions.discovering() ? "; sessions that are open already will be recognised" : "");
  }

  LiveSettings settings() {
    return settings;
  }

  Sessions sessions() {
    return sessions;
  }

  String version() {
    return start.version;
  }

  Instant startedAt() {
    return Instant.ofEpochMilli(start.startedAtMillis).truncatedTo(ChronoUnit.SECONDS);
  }

  InstallReport hooks() {
    return start.installer.report();
  }

  /** Whether the hooks fire, for a person; may take as long as the test. */
  String selfTestFinding() {
    return selfTest.finding();
  }

  /** What is wrong with the hooks, the self-test included. */
  List<String> hookProblems() {
    List<String> problems = new ArrayList<>(start.installer.report().problems());
    String problem = selfTest.problem();
    if (problem != null) {
      problems.add(problem);
    }
    return problems;
  }

  Watchers watchers() {
    return output().watchers();
  }

  @Override
  public Logger log() {
    output();
    return AgentLogging.logger();
  }

  @Override
  public @Nullable String nativeTransport() {
    return start.installer.nativeTransport();
  }

  /** What hears of sessions; made when the first one begins. */
  @Override
  public List<SessionListener> listeners() {
    hookShutdown();
    List<SessionListener> listeners = new ArrayList<>();
    listeners.add(sessions.figures());
    listeners.add(new TransferLogger(log(), settings));
    Telemetry telemetry = telemetry();
    if (telemetry != null) {
      listeners.add(telemetry);
    }
    return listeners;
  }

  private @Nullable Telemetry telemetry() {
    SdkWatch watch = start.sdks;
    TelemetryOptions options =
        new TelemetryOptions(
            settings.current().otel(),
            start.version,
            settings,
            AgentThreads.group(),
            start.instrumentation::getAllLoadedClasses,
            watch == null ? ApplicationSdks.UNSEEN : watch,
            (message, cause) -> log().warn(message, cause));
    try {
      TelemetryFactory factory =
          Class.forName(TELEMETRY, true, AgentRuntime.class.getClassLoader())
              .asSubclass(TelemetryFactory.class)
              .getDeclaredConstructor()
              .newInstance();
      return factory.create(options);
    } catch (Throwable e) { // an Error too: log lines do not need spans
      log().warn("spans are off, because OpenTelemetry could not be started; log lines go on", e);
    }
    return null;
  }

  private void hookShutdown() {
    OwnRights.run(this::hookShutdownOnce);
  }

  private void hookShutdownOnce() {
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

  /** Logs it; no lambda either. */
  private final class SelfTestProblem implements Consumer<String> {
    @Override
    public void accept(String problem) {
      log().warn(problem);
    }
  }

  private void shutDown() {
    output().ending();
    try {
      sessions.end(TELEMETRY_BUDGET_MILLIS);
    } finally {
      output().finish(LOG_BUDGET_MILLIS);
    }
  }
}
