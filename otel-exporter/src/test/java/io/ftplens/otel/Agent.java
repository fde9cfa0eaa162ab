package io.ftplens.otel;

import io.ftplens.protocol.event.ApplicationSdks;
import io.ftplens.protocol.event.CapturePolicy;
import io.ftplens.protocol.event.Telemetry;
import io.ftplens.protocol.event.TelemetryOptions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** What the agent does with this module: makes options, finds the factory, hears the warnings. */
final class Agent {
  static final long BUDGET_MILLIS = 5_000;

  final List<String> warnings = new CopyOnWriteArrayList<>();
  final ThreadGroup threads = new ThreadGroup("ftplens-test");
  private volatile Class<?>[] loadedClasses = {};
  private volatile List<Object> tracerProviders = List.of();
  private String mode = "auto";
  private boolean capturePath = true;
  private boolean captureUser;

  Agent mode(String mode) {
    this.mode = mode;
    return this;
  }

  Agent withoutPath() {
    this.capturePath = false;
    return this;
  }

  Agent withUser() {
    this.captureUser = true;
    return this;
  }

  Agent loaded(Class<?>... classes) {
    this.loadedClasses = classes;
    return this;
  }

  Agent built(Object... providers) {
    this.tracerProviders = List.of(providers);
    return this;
  }

  TelemetryOptions options() {
    return new TelemetryOptions(
        mode,
        "1.2.3",
        new Capture(capturePath, captureUser),
        threads,
        () -> loadedClasses,
        new Sdks(),
        (message, thrown) -> warnings.add(message));
  }

  @Nullable Telemetry create() {
    return new OtelTelemetryFactory().create(options());
  }

  Telemetry start() {
    Telemetry telemetry = create();
    if (telemetry == null) {
      throw new AssertionError("switched off");
    }
    return telemetry;
  }

  private final class Sdks implements ApplicationSdks {
    @Override
    public List<Object> tracerProviders() {
      return tracerProviders;
    }

    @Override
    public List<Object> sdks() {
      return List.of();
    }

    @Override
    public int changes() {
      return loadedClasses.length;
    }
  }

  private record Capture(boolean capturePath, boolean captureUser) implements CapturePolicy {}
}
