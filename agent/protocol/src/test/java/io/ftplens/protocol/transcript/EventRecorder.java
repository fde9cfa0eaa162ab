package io.ftplens.protocol.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import io.ftplens.protocol.event.Anomaly;
import io.ftplens.protocol.event.Diagnosis;
import io.ftplens.protocol.event.FtpCommand;
import io.ftplens.protocol.event.FtpReply;
import io.ftplens.protocol.event.SessionInfo;
import io.ftplens.protocol.event.SessionListener;
import io.ftplens.protocol.event.SessionSummary;
import io.ftplens.protocol.event.Transfer;
import java.util.ArrayList;
import java.util.List;

/** Keeps what a session tells, and enforces the contract of {@link SessionListener}. */
public final class EventRecorder implements SessionListener {
  private enum State {
    NEW,
    STARTED,
    ENDED
  }

  /** Transfers, diagnoses and anomalies as text, in order. */
  public final List<String> events = new ArrayList<>();

  /** Commands and replies as text, in order. */
  public final List<String> dialogue = new ArrayList<>();

  public final List<Transfer> transfers = new ArrayList<>();
  public final List<Diagnosis> diagnoses = new ArrayList<>();
  public final List<Anomaly> anomalies = new ArrayList<>();
  public final List<String> details = new ArrayList<>();
  public final List<SessionSummary> summaries = new ArrayList<>();

  private State state = State.NEW;
  private long latest = Long.MIN_VALUE;

  @Override
  public void sessionStarted(SessionInfo session, long epochNanos) {
    assertThat(state).isEqualTo(State.NEW);
    state = State.STARTED;
    latest = epochNanos;
  }

  @Override
  public void commandSent(SessionInfo session, FtpCommand command, long epochNanos) {
    inSession(epochNanos);
    dialogue.add("---> " + command);
  }

  @Override
  public void replyReceived(SessionInfo session, FtpReply reply, long epochNanos) {
    inSession(epochNanos);
    dialogue.add("<--- " + reply);
  }

  @Override
  public void anomaly(SessionInfo session, Anomaly anomaly, String detail, long epochNanos) {
    inSession(epochNanos);
    anomalies.add(anomaly);
    details.add(detail);
    events.add("anomaly " + anomaly);
  }

  @Override
  public void diagnosed(SessionInfo session, Diagnosis diagnosis, long epochNanos) {
    inSession(epochNanos);
    assertThat(diagnosis.message()).contains("; cause: ").contains("; remedy: ");
    diagnoses.add(diagnosis);
    events.add("diagnosis " + diagnosis.kind().value());
  }

  @Override
  public void transferEnded(Transfer transfer) {
    inSession(transfer.endEpochNanos() < latest ? latest : transfer.endEpochNanos());
    assertThat(transfer.startEpochNanos()).isLessThanOrEqualTo(transfer.endEpochNanos());
    assertThat(diagnoses).containsAll(transfer.diagnoses());
    transfers.add(transfer);
    events.add(TransferText.of(transfer));
  }

  @Override
  public void sessionEnded(SessionSummary summary) {
    inSession(summary.endEpochNanos());
    state = State.ENDED;
    summaries.add(summary);
  }

  private void inSession(long epochNanos) {
    assertThat(state).isEqualTo(State.STARTED);
    assertThat(epochNanos).isGreaterThanOrEqualTo(latest);
    latest = epochNanos;
  }

  /** All that a sink could ever show. */
  public String everything() {
    return String.join("\n", dialogue)
        + "\n"
        + String.join("\n", events)
        + "\n"
        + String.join("\n", details)
        + "\n"
        + diagnoses;
  }
}
