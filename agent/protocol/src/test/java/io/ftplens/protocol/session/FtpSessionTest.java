package io.ftplens.protocol.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.ftplens.protocol.event.DataConnectionMode;
import io.ftplens.protocol.event.DiagnosisKind;
import io.ftplens.protocol.event.TraceContext;
import io.ftplens.protocol.event.TraceContextSource;
import io.ftplens.protocol.event.Transfer;
import io.ftplens.protocol.transcript.Player;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FtpSessionTest {
  private static final String[] PASV = {
    "c: PASV",
    "s: 227 (192,168,150,90,117,48)",
    "d: open out 192.168.150.80:40000 192.168.150.90:30000",
  };

  private final List<String> captured = new ArrayList<>();

  private Player traced() {
    TraceContextSource source =
        () -> {
          String id = String.format("%016d", captured.size());
          captured.add(id);
          return new TraceContext("0".repeat(32), id, null, true, null);
        };
    return new Player("192.168.150.80:1026", "192.168.150.90:21", false, source)
        .play("s: 220 ready");
  }

  @Test
  void transferEndsOnlyAfterReplyAndDataClose() {
    Player player = new Player().play("s: 220 ready").play(PASV);
    player.play("c: RETR a", "s: 150 ok", "s: 226 ok");
    assertThat(player.events.transfers).isEmpty();
    player.play("d: close 5 0");
    assertThat(player.events.transfers).hasSize(1);
  }

  @Test
  void refusedTransferWaitsForTheEndOfItsDataNoLongerThanTheGrace() {
    Player player = new Player().play("s: 220 ready").play(PASV);
    player.play("c: RETR a", "s: 150 ok", "d: progress 7 0", "s: 451 disk error", "wait: 4999");
    assertThat(player.events.transfers).isEmpty();
    player.play("wait: 1");
    assertThat(player.events.transfers.get(0).size()).isEqualTo(7);
  }

  @Test
  void traceIsCapturedInTheCallThatWritesATransferVerbOrASetup() {
    Player player = traced();
    player.play("c: TYPE I", "s: 200 ok", "c: CWD /", "s: 250 ok", "c: SITE X", "s: 200 ok");
    assertThat(captured).isEmpty();
    player.play("c: PASV");
    assertThat(captured).hasSize(1);
    player.play("s: 227 (192,168,150,90,117,48)", "c: RETR a");
    assertThat(captured).hasSize(2);
    player.play("s: 550 no");
    assertThat(player.events.transfers.get(0).trace().spanId()).isEqualTo(captured.get(1));
  }

  @Test
  void traceOfASetupIsUsedIfItFailsAlone() {
    Player player = traced();
    player.play("c: PORT 192,168,150,80,14,178", "s: 500 no", "c: QUIT", "s: 221 bye");
    Transfer transfer = player.events.transfers.get(0);
    assertThat(transfer.command()).isEqualTo("PORT");
    assertThat(transfer.trace().spanId()).isEqualTo(captured.get(0));
  }

  @Test
  void traceOfAnUnknownVerbIsCapturedWhenASetupIsThere() {
    Player player = traced();
    player.play(PASV);
    player.play("c: XLST", "s: 150 ok", "d: close 5 0", "s: 226 ok");
    assertThat(captured).hasSize(2);
    assertThat(player.events.transfers.get(0).trace().spanId()).isEqualTo(captured.get(1));
  }

  @Test
  void bytesAfterThe234AreDropped() {
    Player player = new Player().play("s: 220 ready", "c: AUTH TLS");
    player.play("S: 234 ok\\r\\n\\x16\\x03\\x03\\x00421-\\r\\n");
    player.play("c: USER joe", "s: 331 ok", "c: PASS hunter2", "s: 230 ok");
    assertThat(player.plumbing.asked).containsExactly("control tls");
    assertThat(player.events.anomalies).isEmpty();
    assertThat(player.events.diagnoses).isEmpty();
  }

  @Test
  void nothingIsHeardAfterClose() {
    Player player = new Player().play("s: 220 ready").play(PASV);
    player.play("closed:", "c: RETR a", "s: 150 ok", "d: close 5 0", "wait: 99999", "closed:");
    assertThat(player.events.summaries).hasSize(1);
    assertThat(player.events.transfers).isEmpty();
  }

  @Test
  void timeThatRunsBackwardsIsHeldStill() {
    Player player = new Player().play("s: 220 ready", "wait: 1000", "c: QUIT", "wait: -500");
    player.play("s: 221 bye", "closed:");
    assertThat(player.events.summaries.get(0).endEpochNanos())
        .isEqualTo(Player.START + 1_000_000_000L);
  }

  @Test
  void eachDiagnosisSaysWhatWhyAndWhatToDo() {
    Player player = new Player().play("s: 220 ready");
    player.play("c: PASV", "s: 227 (192,168,150,90,117,48)", "d: fail java.net.ConnectException");
    player.play("c: QUIT");
    assertThat(player.events.diagnoses.get(0).message())
        .isEqualTo(
            "connecting to 192.168.150.90:30000 after PASV 227 failed with"
                + " java.net.ConnectException; cause: a firewall blocks the server's passive ports,"
                + " or the server announced a wrong address; remedy: allow outbound TCP to the"
                + " server's passive port range, or correct its passive address");
  }

  @Test
  void setupThatIsReplacedIsForgotten() {
    Player player = new Player().play("s: 220 ready");
    player.play("c: PORT 192,168,150,80,14,178", "c: PORT 192,168,150,80,14,179");
    player.play("s: 200 ok");
    assertThat(player.plumbing.live).hasSize(2);
    player.play("s: 200 ok");
    assertThat(player.plumbing.live).containsExactly(player.plumbing.expected.get(1));
  }

  @Test
  void acceptThatSucceedsAtLastIsNoFailure() {
    Player player = new Player().play("s: 220 ready");
    player.play("c: PORT 192,168,150,80,14,178", "s: 200 ok", "c: RETR a", "s: 150 ok");
    player.play("d: fail java.net.SocketTimeoutException");
    player.play("d: open in 192.168.150.80:3762 192.168.150.90:20", "s: 226 ok", "wait: 5000");
    assertThat(player.events.transfers.get(0).errorType()).isNull();
  }

  @Test
  void newAuthBeginsWithoutProtection() {
    Player player = new Player().play("s: 220 ready", "c: AUTH TLS", "s: 234 ok");
    player.play("c: PROT P", "s: 200 ok", "c: AUTH TLS", "s: 234 ok", "c: LIST", "s: 425 no");
    assertThat(player.events.transfers.get(0).dataConnection().protectedByTls()).isFalse();
  }

  @Test
  void configuredModeHoldsUntilToldOtherwise() {
    Player player = new Player().play("s: 220 ready");
    player.session.configuredMode(DataConnectionMode.ACTIVE);
    player.play("c: PASV", "s: 227 (192,168,150,90,117,48)", "c: RETR a", "s: 550 no");
    player.play("c: RETR b", "s: 550 no", "c: PORT 192,168,150,80,14,178", "s: 500 no");
    player.session.configuredMode(DataConnectionMode.PASSIVE);
    player.play("c: NOOP", "s: 200 ok", "c: EPSV", "s: 500 no", "c: NOOP");
    assertThat(player.events.transfers)
        .extracting(transfer -> transfer.dataConnection().configuredMode())
        .containsExactly(
            DataConnectionMode.ACTIVE,
            DataConnectionMode.ACTIVE,
            DataConnectionMode.ACTIVE,
            DataConnectionMode.PASSIVE);
  }

  @Test
  void clientThatWasPassiveBeforeIsToldOfOnlyIfItIsActiveNow() {
    Player player = new Player().play("s: 220 ready");
    player.session.passiveBefore();
    player.play("c: PASV", "s: 227 (192,168,150,90,117,48)", "c: RETR a", "s: 550 no");
    player.play("c: PORT 192,168,150,80,14,178", "s: 200 ok", "c: RETR b", "s: 550 no");
    assertThat(player.events.diagnoses).isEmpty();
    player.session.passiveBefore();
    player.play("c: PORT 192,168,150,80,14,179", "s: 200 ok", "c: RETR c", "s: 550 no");
    assertThat(player.events.diagnoses).hasSize(1);
    assertThat(player.events.transfers.get(2).diagnoses())
        .containsExactlyElementsOf(player.events.diagnoses);
    assertThat(player.events.diagnoses.get(0).kind())
        .isEqualTo(DiagnosisKind.PASSIVE_LOST_ON_RECONNECT);
  }

  @Test
  void pendingAcceptSaysHowLongAndWhere() {
    Player player = new Player().play("s: 220 ready");
    player.play("c: PORT 192,168,150,80,14,178", "s: 200 ok", "c: RETR a", "s: 150 ok");
    player.play("wait: 11000", "d: waiting");
    assertThat(player.events.diagnoses.get(0).message())
        .startsWith(
            "RETR has waited 11 s for a connection from 192.168.150.90 to 192.168.150.80:3762 after"
                + " PORT 200, in an accept without a timeout: in thread main; cause: ");
  }

  @Test
  void sizeOfATransferThatLeavesItsConnectionIsAskedFor() {
    Player player = new Player().play("s: 220 ready", "c: MODE B", "s: 200 ok").play(PASV);
    player.play("c: RETR a", "s: 150 ok");
    player.plumbing.measured(expected -> player.play("d: progress 70 0"));
    player.play("s: 226 ok", "c: RETR b", "s: 150 ok");
    player.plumbing.measured(expected -> player.play("d: progress 100 0"));
    player.play("s: 226 ok");
    assertThat(player.events.transfers).extracting(Transfer::size).containsExactly(70L, 30L);
    assertThat(player.events.transfers)
        .extracting(transfer -> transfer.dataConnection().setupNanos())
        .containsExactly(0L, -1L);
  }

  @Test
  void forcedSetupIsToldWithEachTransferThatUsesIt() {
    Player player = new Player().play("s: 220 ready");
    player.session.forceNextSetup();
    player.play("c: PASV", "s: 227 (192,168,150,90,117,48)", "c: RETR a", "s: 550 no");
    player.play("c: RETR b", "s: 550 no");
    player.play("c: PORT 192,168,150,80,14,178", "s: 200 ok", "c: RETR c", "s: 550 no");
    assertThat(player.events.transfers)
        .extracting(transfer -> transfer.dataConnection().forced())
        .containsExactly(true, true, false);
  }
}
