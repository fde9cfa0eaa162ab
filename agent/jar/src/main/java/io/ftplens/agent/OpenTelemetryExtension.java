package io.ftplens.agent;

import io.opentelemetry.javaagent.extension.AgentListener;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;

/**
 * The entry point for the official OpenTelemetry agent, with {@code
 * -Dotel.javaagent.extensions=ftplens-agent.jar}; the only class here that names a library, and
 * only that agent loads it.
 */
public final class OpenTelemetryExtension implements AgentListener {
  /** Called by {@link java.util.ServiceLoader}. */
  public OpenTelemetryExtension() {}

  /** Its SDK is found as any other agent's is: by its global, once there is FTP. */
  @Override
  public void afterAgent(AutoConfiguredOpenTelemetrySdk sdk) {
    FtplensAgent.extensionmain();
  }
}
