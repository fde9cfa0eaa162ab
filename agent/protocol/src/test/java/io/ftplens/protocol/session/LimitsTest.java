package io.ftplens.protocol.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.ftplens.protocol.event.Anomaly;
import io.ftplens.protocol.event.Transfer;
import io.ftplens.protocol.transcript.Player;
import org.junit.jupiter.api.Test;

/** Each cap holds, is told once, and leaves a session that works. */
final class LimitsTest {
  private final Player player = new Player().play("s: 220 ready");

  private void stillWorks() {
    player.play(
        "c: PORT 192,168,150,80,14,178",
        "s: 200 ok",
        "c: RETR last",
        "s: 150 ok",
        "d: open in 192.168.150.80:3762 192.168.150.90:20",
        "d: close 5 0",
        "s: 226 ok");
    Transfer last = player.events.transfers.get(player.events.transfers.size() - 1);
    assertThat(last.path()).isEqualTo("last");
    assertThat(last.size()).isEqualTo(5);
    assertThat(last.errorType()).isNull();
    player.close(null);
    assertThat(player.plumbing.live).isEmpty();
  }

  @Test
  void longestLine() {
    String path = "x".repeat(3 * Limits.LONGEST_LINE);
    player.play("c: SIZE " + path, "s: 550 " + path + ": no such file", "c: PASS " + path);
    assertThat(player.events.anomalies)
        .containsExactly(Anomaly.LINE_TOO_LONG, Anomaly.LINE_TOO_LONG, Anomaly.LINE_TOO_LONG);
    assertThat(player.events.dialogue.get(1)).hasSize(Limits.LONGEST_LINE + "---> ".length());
    assertThat(player.events.dialogue.get(3)).isEqualTo("---> PASS XXXX");
    player.play("s: 530 no");
    stillWorks();
  }

  @Test
  void replyLines() {
    player.play("c: STAT /", "s: 213-");
    for (int i = 0; i < 10 * Limits.REPLY_LINES; i++) {
      player.play("s: file");
    }
    player.play("s: 213 end");
    assertThat(player.events.anomalies).containsExactly(Anomaly.REPLY_TOO_LONG);
    String reply = player.events.dialogue.get(player.events.dialogue.size() - 1);
    assertThat(reply.lines()).hasSize(Limits.REPLY_LINES);
    assertThat(reply).endsWith("213 end");
    stillWorks();
  }

  @Test
  void replyCharacters() {
    player.play("c: STAT /", "s: 213-");
    for (int i = 0; i < 100; i++) {
      player.play("s: " + "x".repeat(Limits.LONGEST_LINE));
    }
    player.play("s: 213 end");
    assertThat(player.events.anomalies).containsExactly(Anomaly.REPLY_TOO_LONG);
    String reply = player.events.dialogue.get(player.events.dialogue.size() - 1);
    assertThat(reply).hasSizeLessThan(Limits.REPLY_CHARACTERS + Limits.LONGEST_LINE);
    stillWorks();
  }

  @Test
  void pendingCommands() {
    int commands = 3 * Limits.PENDING_COMMANDS;
    for (int i = 0; i < commands; i++) {
      player.play("c: DELE f" + i);
    }
    assertThat(player.events.anomalies).containsExactly(Anomaly.TOO_MANY_PENDING_COMMANDS);
    for (int i = 0; i < commands; i++) {
      player.play("s: 250 ok");
    }
    assertThat(player.events.anomalies).hasSize(1);
    stillWorks();
  }

  @Test
  void expectedDataConnections() {
    int transfers = 3 * Limits.EXPECTED_DATA_CONNECTIONS;
    for (int i = 0; i < transfers; i++) {
      player.play("c: PORT 192,168,150,80,20," + i, "c: RETR f" + i);
      assertThat(player.plumbing.live).hasSizeLessThanOrEqualTo(Limits.EXPECTED_DATA_CONNECTIONS);
    }
    assertThat(player.events.anomalies)
        .hasSize(transfers - Limits.EXPECTED_DATA_CONNECTIONS)
        .containsOnly(Anomaly.TOO_MANY_EXPECTED_DATA_CONNECTIONS);
    for (int i = 0; i < transfers; i++) {
      player.play("s: 200 ok", "s: 150 ok", "s: 226 ok");
    }
    stillWorks();
    assertThat(player.events.transfers).hasSize(transfers + 1);
  }

  @Test
  void transfersThatAreNeverAnsweredDoNotPileUp() {
    int transfers = 3 * Limits.TRANSFERS_IN_PROGRESS;
    for (int i = 0; i < transfers; i++) {
      player.play("c: RETR f" + i, "c: PASV", "s: 227 (192,168,150,90,117,48)");
    }
    assertThat(player.events.transfers)
        .hasSize(transfers - Limits.TRANSFERS_IN_PROGRESS)
        .allMatch(transfer -> transfer.errorType().equals("unfinished_transfer"));
    stillWorks();
  }

  @Test
  void transfersAndSetupsBeyondThePendingCommandsAreNotFollowed() {
    for (int i = 0; i < 3 * Limits.PENDING_COMMANDS; i++) {
      player.play("c: PORT 192,168,150,80,14,178", "c: RETR f");
    }
    player.close(null);
    assertThat(player.events.transfers).hasSize(Limits.PENDING_COMMANDS / 2);
  }

  @Test
  void transferThatLosesItsDataConnectionToTheCapEnds() {
    int transfers = 2 * Limits.EXPECTED_DATA_CONNECTIONS;
    for (int i = 0; i < transfers; i++) {
      player.play(
          "c: PASV", "s: 227 (192,168,150,90,20," + i + ")", "d: open out 1.1.1.1:1 2.2.2.2:2");
      player.play("c: RETR f", "s: 150 ok", "s: 226 ok");
    }
    assertThat(player.events.transfers).hasSize(transfers - Limits.EXPECTED_DATA_CONNECTIONS);
  }
}
