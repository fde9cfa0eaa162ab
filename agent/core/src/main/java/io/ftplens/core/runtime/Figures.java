package io.ftplens.core.runtime;

import io.ftplens.protocol.event.Anomaly;
import io.ftplens.protocol.event.DataConnectionMode;
import io.ftplens.protocol.event.Diagnosis;
import io.ftplens.protocol.event.IoDirection;
import io.ftplens.protocol.event.SessionInfo;
import io.ftplens.protocol.event.SessionListener;
import io.ftplens.protocol.event.SessionSummary;
import io.ftplens.protocol.event.Transfer;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what happened in the sessions of this JVM. */
public final class Figures implements SessionListener {
  private final AtomicLong sessions = new AtomicLong();
  private final AtomicLong endedSessions = new AtomicLong();
  private final Map<String, AtomicLong> transfers = new ConcurrentHashMap<>();
  private final AtomicLong failed = new AtomicLong();
  private final AtomicLong forced = new AtomicLong();
  private final AtomicLong received = new AtomicLong();
  private final AtomicLong transmitted = new AtomicLong();
  private final Map<String, AtomicLong> anomalies = new ConcurrentHashMap<>();
  private final Map<String, AtomicLong> diagnoses = new ConcurrentHashMap<>();

  @Override
  public void sessionStarted(SessionInfo session, long epochNanos) {
    sessions.incrementAndGet();
  }

  @Override
  public void sessionEnded(SessionSummary summary) {
    endedSessions.incrementAndGet();
  }

  @Override
  public void anomaly(SessionInfo session, Anomaly anomaly, String detail, long epochNanos) {
    count(anomalies, anomaly.name());
  }

  @Override
  public void diagnosed(SessionInfo session, Diagnosis diagnosis, long epochNanos) {
    count(diagnoses, diagnosis.kind().name());
  }

  @Override
  public void transferEnded(Transfer transfer) {
    count(transfers, transfer.dataConnection().mode().name());
    if (transfer.errorType() != null) {
      failed.incrementAndGet();
    }
    if (transfer.dataConnection().forced()) {
      forced.incrementAndGet();
    }
    (transfer.ioDirection() == IoDirection.TRANSMIT ? transmitted : received)
        .addAndGet(transfer.size());
  }

  /** Sessions since the start. */
  public long sessions() {
    return sessions.get();
  }

  /** Sessions that are open now. */
  public long openSessions() {
    return Math.max(0, sessions.get() - endedSessions.get());
  }

  /** Transfers that have ended, by the mode that was agreed. */
  public long transfers(DataConnectionMode mode) {
    AtomicLong count = transfers.get(mode.name());
    return count == null ? 0 : count.get();
  }

  /** Transfers that ended with an error, of whatever mode. */
  public long failedTransfers() {
    return failed.get();
  }

  /** Transfers that are passive only because that was forced. */
  public long forcedTransfers() {
    return forced.get();
  }

  /** Bytes that came over data connections. */
  public long receivedBytes() {
    return received.get();
  }

  /** Bytes that went over data connections. */
  public long transmittedBytes() {
    return transmitted.get();
  }

  /** Anomalies that were met, by name; those never met are left out. */
  public Map<String, Long> anomalies() {
    return byName(anomalies);
  }

  /** Diagnoses that were made, by name; those never made are left out. */
  public Map<String, Long> diagnoses() {
    return byName(diagnoses);
  }

  private static void count(Map<String, AtomicLong> counts, String kind) {
    AtomicLong count = counts.get(kind);
    if (count == null) {
      count = counts.computeIfAbsent(kind, first -> new AtomicLong());
    }
    count.incrementAndGet();
  }

  private static Map<String, Long> byName(Map<String, AtomicLong> counts) {
    Map<String, Long> map = new TreeMap<>();
    for (Map.Entry<String, AtomicLong> count : counts.entrySet()) {
      map.put(count.getKey().toLowerCase(Locale.ROOT), count.getValue().get());
    }
    return map;
  }
}
