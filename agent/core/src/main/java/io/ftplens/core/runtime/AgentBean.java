package io.ftplens.core.runtime;

import io.ftplens.core.jmx.AgentMXBean;
import io.ftplens.protocol.event.DataConnectionMode;
import java.util.List;
import java.util.Map;

/** The running agent as its MXBean shows it. */
final class AgentBean implements AgentMXBean {
  private final AgentRuntime runtime;

  AgentBean(AgentRuntime runtime) {
    this.runtime = runtime;
  }

  private Figures figures() {
    return runtime.sessions().figures();
  }

  @Override
  public String getVersion() {
    return runtime.version();
  }

  @Override
  public int getHooks() {
    return runtime.hooks().woven();
  }

  @Override
  public List<String> getHookProblems() {
    return runtime.hookProblems();
  }

  @Override
  public long getSessions() {
    return figures().sessions();
  }

  @Override
  public long getOpenSessions() {
    return figures().openSessions();
  }

  @Override
  public long getActiveTransfers() {
    return figures().transfers(DataConnectionMode.ACTIVE);
  }

  @Override
  public long getPassiveTransfers() {
    return figures().transfers(DataConnectionMode.PASSIVE);
  }

  @Override
  public long getOtherTransfers() {
    return figures().transfers(DataConnectionMode.NONE);
  }

  @Override
  public long getFailedTransfers() {
    return figures().failedTransfers();
  }

  @Override
  public long getForcedTransfers() {
    return figures().forcedTransfers();
  }

  @Override
  public long getReceivedBytes() {
    return figures().receivedBytes();
  }

  @Override
  public long getTransmittedBytes() {
    return figures().transmittedBytes();
  }

  @Override
  public Map<String, Long> getDiagnoses() {
    return figures().diagnoses();
  }

  @Override
  public Map<String, Long> getAnomalies() {
    return figures().anomalies();
  }

  @Override
  public long getOwnErrors() {
    return runtime.sessions().ownErrors();
  }

  @Override
  public List<String> getTelemetryHealth() {
    return runtime.sessions().telemetryHealth();
  }

  @Override
  public List<String> getSettings() {
    return runtime.settings().describe();
  }

  @Override
  public String getForcePassive() {
    return runtime.settings().forcePassive();
  }

  @Override
  public void setForcePassive(String value) {
    runtime.change("force-passive", value);
  }

  @Override
  public String getLogLevel() {
    return runtime.settings().current().logLevel();
  }

  @Override
  public void setLogLevel(String value) {
    runtime.change("log.level", value);
  }

  @Override
  public boolean isCapturePath() {
    return runtime.settings().capturePath();
  }

  @Override
  public void setCapturePath(boolean value) {
    runtime.change("capture-path", String.valueOf(value));
  }

  @Override
  public boolean isCaptureUser() {
    return runtime.settings().captureUser();
  }

  @Override
  public void setCaptureUser(boolean value) {
    runtime.change("capture-user", String.valueOf(value));
  }
}
