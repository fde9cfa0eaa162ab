package io.ftplens.protocol.transcript;

import io.ftplens.protocol.event.DataConnection;
import io.ftplens.protocol.event.Diagnosis;
import io.ftplens.protocol.event.SessionSummary;
import io.ftplens.protocol.event.Transfer;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes transfers and summaries as transcripts expect them: what is not the default. */
final class TransferText {
  private final StringBuilder text;

  private TransferText(String start) {
    text = new StringBuilder(start);
  }

  static String of(Transfer transfer) {
    DataConnection data = transfer.dataConnection();
    TransferText line = new TransferText("transfer " + transfer.command());
    line.add("mode", data.mode().value());
    line.add("configured", data.configuredMode() == null ? null : data.configuredMode().value());
    line.add("setup", data.setupCommand());
    line.add("advertised", data.advertised());
    line.add("direction", data.direction() == null ? null : data.direction().value());
    line.add("local", data.local());
    line.add("peer", data.peer());
    line.add("attempts", data.attempts().size() > 1 ? list(data.attempts()) : null);
    line.add("protected", data.protectedByTls() ? "true" : null);
    line.add("control_tls", transfer.controlProtected() ? "true" : null);
    line.add("type", transfer.type().value());
    line.add("restart", transfer.restartOffset() < 0 ? null : transfer.restartOffset());
    line.add("io", transfer.ioDirection().value());
    line.add("size", transfer.size());
    line.add("reply", transfer.replyCode());
    line.add("error", transfer.errorType());
    line.add("start", millis(transfer.startEpochNanos()));
    line.add("end", millis(transfer.endEpochNanos()));
    line.add("setup_ms", data.setupNanos() <= 0 ? null : data.setupNanos() / 1_000_000);
    line.add(
        "diagnoses",
        transfer.diagnoses().isEmpty()
            ? null
            : list(
                transfer.diagnoses().stream()
                    .map(Diagnosis::kind)
                    .map(kind -> kind.value())
                    .collect(Collectors.toList())));
    line.add("trace", transfer.trace() == null ? null : transfer.trace().spanId());
    line.add("path", transfer.path() == null ? null : transfer.path().replace("\r", "\\r"));
    return line.text.toString();
  }

  static String of(SessionSummary summary) {
    TransferText line = new TransferText("summary");
    line.add("user", summary.userName());
    line.add("tls", summary.controlProtected() ? "true" : null);
    line.add("active", summary.activeTransfers());
    line.add("passive", summary.passiveTransfers());
    line.add("failed", summary.failedTransfers());
    line.add("received", summary.receivedBytes());
    line.add("transmitted", summary.transmittedBytes());
    line.add("longest_setup_ms", summary.longestSetupNanos() / 1_000_000);
    line.add("hint", summary.firewallHint());
    return line.text.toString();
  }

  private void add(String name, @Nullable Object value) {
    if (value != null) {
      text.append(' ').append(name).append('=').append(value);
    }
  }

  private static String list(List<String> values) {
    return String.join(",", values).replace(' ', '_');
  }

  private static @Nullable Object millis(long epochNanos) {
    long millis = (epochNanos - Player.START) / 1_000_000;
    return millis == 0 ? null : millis;
  }
}
