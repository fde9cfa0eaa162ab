package io.ftplens.core.jmx;

import java.util.List;
import java.util.Map;

/** The agent of this JVM: what it counted, and the switches that can be thrown while it runs. */
public interface AgentMXBean {
  /** The version of ftplens. */
  String getVersion();

  /** How many hooks are in place. */
  int getHooks();

  /** What is wrong with the hooks, one sentence each; empty if all is well. */
  List<String> getHookProblems();

  /** Sessions since the start. */
  long getSessions();

  /** Sessions that are open now. */
  long getOpenSessions();

  /** Transfers in active mode that have ended. */
  long getActiveTransfers();

  /** Transfers in passive mode that have ended. */
  long getPassiveTransfers();

  /** Transfers for which no data connection could be set up. */
  long getOtherTransfers();

  /** Transfers that ended with an error. */
  long getFailedTransfers();

  /** Transfers that are passive only because that was forced. */
  long getForcedTransfers();

  /** Bytes that came over data connections. */
  long getReceivedBytes();

  /** Bytes that went over data connections. */
  long getTransmittedBytes();

  /** Diagnoses by name. */
  Map<String, Long> getDiagnoses();

  /** Anomalies by name. */
  Map<String, Long> getAnomalies();

  /** Errors of ftplens itself. */
  long getOwnErrors();

  /** How the export of spans is doing. */
  List<String> getTelemetryHealth();

  /** All settings in force and where they come from. */
  List<String> getSettings();

  /** {@code true}, {@code false} or {@code strict}. */
  String getForcePassive();

  /** See {@link #getForcePassive}. */
  void setForcePassive(String value);

  /** {@code error}, {@code warn}, {@code info}, {@code debug}, {@code trace} or {@code off}. */
  String getLogLevel();

  /** See {@link #getLogLevel}. */
  void setLogLevel(String value);

  /** Whether file paths are recorded. */
  boolean isCapturePath();

  /** See {@link #isCapturePath}. */
  void setCapturePath(boolean value);

  /** Whether user names are recorded. */
  boolean isCaptureUser();

  /** See {@link #isCaptureUser}. */
  void setCaptureUser(boolean value);
}
