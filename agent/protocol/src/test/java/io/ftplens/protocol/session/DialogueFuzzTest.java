package io.ftplens.protocol.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.ftplens.protocol.transcript.Player;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Whole dialogues: the bytes say who sends what and what becomes of data connections.
 *
 * <p>A step is one byte that says what it is ({@code s} and {@code c} for a line of the server and
 * the client, {@code p} for a password, {@code d} for an event of a data connection, {@code w} for
 * time that passes), and what it needs: the bytes up to LF, or one or two more.
 */
final class DialogueFuzzTest {
  /** Above all that one step may tell: a reply can end many transfers that were never answered. */
  private static final int EVENTS_PER_BYTE = 8;

  private static final String SECRET = "hunter2";
  private static final byte[] PASS =
      ("PASS " + SECRET + "\r\n").getBytes(StandardCharsets.US_ASCII);

  private int at;

  @FuzzTest
  void anyDialogueIsSurvivedAndCutsDoNotMatter(byte[] data) {
    Player whole = play(data, false);
    assertThat(whole.events.events.size() + whole.events.dialogue.size())
        .isLessThanOrEqualTo(EVENTS_PER_BYTE * (data.length + 8));
    assertThat(whole.events.summaries).hasSize(1);
    assertThat(whole.plumbing.live).isEmpty();
    if (!whole.plumbing.asked.toString().contains("control ")) {
      // Where the layer changes, what is left of one feed is not text.
      Player cut = play(data, true);
      assertThat(cut.events.everything()).isEqualTo(whole.events.everything());
      assertThat(cut.plumbing.asked).isEqualTo(whole.plumbing.asked);
    }
    if (!new String(data, StandardCharsets.ISO_8859_1).contains(SECRET)) {
      // Otherwise it may have been sent as a path, too.
      assertThat(whole.events.everything()).doesNotContain(SECRET);
    }
  }

  private Player play(byte[] data, boolean bytewise) {
    Player player = new Player();
    at = 0;
    while (at < data.length) {
      step(player, data, data[at++] & 0xff, bytewise);
      assertThat(player.plumbing.live).hasSizeLessThanOrEqualTo(Limits.EXPECTED_DATA_CONNECTIONS);
    }
    player.close(data.length % 2 == 0 ? null : "java.net.SocketException");
    return player;
  }

  private void step(Player player, byte[] data, int kind, boolean bytewise) {
    switch (kind) {
      case 'd' -> dataEvent(player, data);
      case 'w' -> player.pass(1_000L * next(data));
      case 'p' -> feed(player, true, PASS, bytewise);
      case 's' -> feed(player, false, line(data), bytewise);
      default -> feed(player, kind % 2 == 1, line(data), bytewise);
    }
  }

  private int next(byte[] data) {
    return at < data.length ? data[at++] & 0xff : 0;
  }

  private byte[] line(byte[] data) {
    int start = at;
    while (at < data.length && data[at++] != '\n') {
      // To the line's end.
    }
    return Arrays.copyOfRange(data, start, at);
  }

  private static void feed(Player player, boolean sent, byte[] bytes, boolean bytewise) {
    int step = bytewise ? 1 : Math.max(1, bytes.length);
    for (int i = 0; i < bytes.length; i += step) {
      player.feed(sent, bytes, i, Math.min(step, bytes.length - i));
    }
  }

  private void dataEvent(Player player, byte[] data) {
    int which = next(data);
    int what = next(data);
    if (player.plumbing.expected.isEmpty()) {
      return;
    }
    String connection = "d" + (1 + which % player.plumbing.expected.size());
    player.play(
        switch (what % 6) {
          case 0 -> connection + ": open in 192.168.150.80:4 192.168.150.90:20";
          case 1 -> connection + ": open out 192.168.150.80:4 192.168.150.90:1286";
          case 2 -> connection + ": close " + what + " 6";
          case 3 -> connection + ": close 5 6 java.net.SocketException";
          case 4 -> connection + ": fail java.net.ConnectException";
          default -> connection + ": progress " + what + " 4";
        });
  }
}
