package io.ftplens.protocol.event;

import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** What a {@link TelemetryFactory} is given. */
public final class TelemetryOptions {
  private final String mode;
  private final String version;
  private final CapturePolicy capture;
  private final ThreadGroup threadGroup;
  private final Supplier<Class<?>[]> loadedClasses;
  private final ApplicationSdks applicationSdks;
  private final BiConsumer<String, Throwable> warnings;

  /**
   * Bundles the options; the parameters are as their accessors say.
   *
   * @param warnings called once per cause; the throwable may be null
   */
  public TelemetryOptions(
      String mode,
      String version,
      CapturePolicy capture,
      ThreadGroup threadGroup,
      Supplier<Class<?>[]> loadedClasses,
      ApplicationSdks applicationSdks,
      BiConsumer<String, Throwable> warnings) {
    this.mode = mode;
    this.version = version;
    this.capture = capture;
    this.threadGroup = threadGroup;
    this.loadedClasses = loadedClasses;
    this.applicationSdks = applicationSdks;
    this.warnings = warnings;
  }

  /**
   * The setting {@code ftplens.otel}: {@code auto}, {@code embedded}, {@code application}, {@code
   * none}.
   */
  public String mode() {
    return mode;
  }

  /** The version of ftplens, for the instrumentation scope. */
  public String version() {
    return version;
  }

  /** Whether {@code file.path} is recorded now; asked for each record. */
  public boolean capturePath() {
    return capture.capturePath();
  }

  /** Whether the user name is recorded on session records now; asked for each record. */
  public boolean captureUser() {
    return capture.captureUser();
  }

  /** Where threads of the sink are started, so that the hooks leave their sockets alone. */
  public ThreadGroup threadGroup() {
    return threadGroup;
  }

  /** All classes loaded in this JVM, to find the application's copies of the OpenTelemetry API. */
  public Supplier<Class<?>[]> loadedClasses() {
    return loadedClasses;
  }

  /** What was seen of the SDKs of applications. */
  public ApplicationSdks applicationSdks() {
    return applicationSdks;
  }

  /** Where a warning for the operations engineer goes. */
  public BiConsumer<String, Throwable> warnings() {
    return warnings;
  }
}
