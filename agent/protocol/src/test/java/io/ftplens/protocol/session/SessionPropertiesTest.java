package io.ftplens.protocol.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.ftplens.protocol.transcript.Player;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What holds for every dialogue, and for every sequence of bytes that is none. */
final class SessionPropertiesTest {
  private static final String SECRET = "s3cr3t";

  /** One transfer: how it is set up, what it does, how it ends. */
  record Job(String setup, String verb, int bytes, boolean dataFirst, String completion) {
    boolean active() {
      return setup.equals("PORT") || setup.equals("EPRT");
    }

    boolean sends() {
      return verb.equals("STOR") || verb.equals("APPE");
    }

    List<String> lines(int index) {
      int high = index / 256 + 100;
      int low = index % 256;
      int port = high * 256 + low;
      List<String> lines = new ArrayList<>();
      switch (setup) {
        case "PORT" -> {
          lines.add("c: PORT 192,168,150,80," + high + "," + low);
          lines.add("s: 200 ok");
        }
        case "EPRT" -> {
          lines.add("c: EPRT |1|192.168.150.80|" + port + "|");
          lines.add("s: 200 ok");
        }
        case "PASV" -> {
          lines.add("c: PASV");
          lines.add("s: 227 Entering (192,168,150,90," + high + "," + low + ").");
        }
        default -> {
          lines.add("c: EPSV");
          lines.add("s: 229 Entering (|||" + port + "|)");
        }
      }
      String open =
          active()
              ? "d: open in 192.168.150.80:" + port + " 192.168.150.90:20"
              : "d: open out 192.168.150.80:50000 192.168.150.90:" + port;
      if (!active()) {
        lines.add(open);
      }
      lines.add("c: " + verb + " file" + index);
      lines.add("s: 150-Opening\\r\\n150 now");
      if (active()) {
        lines.add(open);
      }
      String close = "d: close " + (sends() ? "0 " + bytes : bytes + " 0");
      if (dataFirst) {
        lines.add(close);
      }
      lines.add("s: " + completion + " over");
      if (!dataFirst) {
        lines.add(close);
      }
      return lines;
    }
  }

  @Provide
  Arbitrary<Job> jobs() {
    return Combinators.combine(
            Arbitraries.of("PORT", "EPRT", "PASV", "EPSV"),
            Arbitraries.of("RETR", "STOR", "APPE", "LIST", "NLST", "MLSD"),
            Arbitraries.integers().between(0, 1 << 20),
            Arbitraries.of(true, false),
            Arbitraries.of("226", "250", "426", "451", "550"))
        .as(Job::new);
  }

  @Property(tries = 300)
  void validDialoguesGiveTheirTransfersHoweverSplit(
      @ForAll @Size(max = 8) List<@From("jobs") Job> jobs, @ForAll long seed) {
    Player player = new Player();
    Random cuts = new Random(seed);
    cut(player, cuts, "s: 220 ready", "c: USER joe", "s: 331 ok", "c: PASS " + SECRET, "s: 230 ok");
    for (int i = 0; i < jobs.size(); i++) {
      cut(player, cuts, jobs.get(i).lines(i).toArray(new String[0]));
    }
    player.close(null);
    assertThat(player.events.transfers).hasSameSizeAs(jobs);
    for (int i = 0; i < jobs.size(); i++) {
      check(jobs.get(i), i, player);
    }
    assertThat(player.events.anomalies).isEmpty();
    assertThat(player.events.diagnoses).hasSize(1);
    assertThat(player.plumbing.live).isEmpty();
    assertThat(player.events.everything()).doesNotContain(SECRET);
  }

  private static void check(Job job, int index, Player player) {
    var transfer = player.events.transfers.get(index);
    assertThat(transfer.command()).isEqualTo(job.verb());
    assertThat(transfer.path()).isEqualTo("file" + index);
    assertThat(transfer.size()).isEqualTo(job.bytes());
    assertThat(transfer.dataConnection().mode().value())
        .isEqualTo(job.active() ? "active" : "passive");
    assertThat(transfer.dataConnection().setupCommand().name()).isEqualTo(job.setup());
    assertThat(transfer.replyCode()).isEqualTo(Integer.parseInt(job.completion()));
    assertThat(transfer.errorType() == null).isEqualTo(job.completion().startsWith("2"));
    assertThat(transfer.dataConnection().peer()).isNotNull();
  }

  private static void cut(Player player, Random cuts, String... lines) {
    for (String line : lines) {
      if (line.charAt(0) == 'd') {
        player.play(line);
        continue;
      }
      String text = line.substring(3).replace("\\r\\n", "\r\n") + "\r\n";
      byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
      for (int from = 0; from < bytes.length; ) {
        int length = 1 + cuts.nextInt(bytes.length - from);
        player.feed(line.charAt(0) == 'c', bytes, from, length);
        from += length;
      }
    }
  }

  /** Pieces that look like FTP, and pieces that do not. */
  @Provide
  Arbitrary<String> fragments() {
    return Arbitraries.oneOf(
        Arbitraries.of(
            "220 hi\r\n",
            "227 (1,2,3,4,5,6)\r\n",
            "229 (|||7|)\r\n",
            "150 ok\n",
            "226 ok\r\n",
            "200 ok\r\n",
            "500 no\r\n",
            "421 bye\r\n",
            "211-a\r\n",
            "211 a\r\n",
            "234 tls\r\n",
            "350 go\r\n",
            "PORT 1,2,3,4,5,6\r\n",
            "PASV\r\n",
            "EPSV\r\n",
            "EPSV ALL\r\n",
            "RETR x\r\n",
            "STOR y\r\n",
            "XFOO z\r\n",
            "ABOR\r\n",
            "AUTH TLS\r\n",
            "CCC\r\n",
            "REIN\r\n",
            "QUIT\r\n",
            "PASS " + SECRET + "\r\n",
            "MODE B\r\n",
            "REST 99999999999999999999\r\n",
            "\u00ff\u00fa",
            "\u00ff",
            "\u00ff\u00f0",
            "\r",
            "\n",
            "\u0000",
            "227 (",
            "|||"),
        Arbitraries.strings().withCharRange('\u0000', '\u00ff').ofMaxLength(20));
  }

  @Property(tries = 500)
  void anyBytesAndEventsAreSurvived(
      @ForAll @Size(max = 120) List<@From("fragments") String> fragments, @ForAll long seed) {
    Player player = new Player();
    Random random = new Random(seed);
    for (String fragment : fragments) {
      byte[] bytes = fragment.getBytes(StandardCharsets.ISO_8859_1);
      player.feed(random.nextBoolean(), bytes, 0, bytes.length);
      if (!player.plumbing.expected.isEmpty()) {
        dataEvent(player, random);
      }
      player.pass(random.nextInt(3) * 1000L);
      assertThat(player.plumbing.live.size()).isLessThanOrEqualTo(Limits.EXPECTED_DATA_CONNECTIONS);
    }
    player.close(random.nextBoolean() ? "java.net.SocketException" : null);
    assertThat(player.plumbing.live).isEmpty();
    assertThat(player.events.summaries).hasSize(1);
  }

  private static void dataEvent(Player player, Random random) {
    int which = 1 + random.nextInt(player.plumbing.expected.size());
    switch (random.nextInt(6)) {
      case 0 -> player.play("d" + which + ": open in 192.168.150.80:4 192.168.150.90:20");
      case 1 -> player.play("d" + which + ": open out 192.168.150.80:4 192.168.150.90:1286");
      case 2 -> player.play("d" + which + ": close 5 6");
      case 3 -> player.play("d" + which + ": close 5 6 java.net.SocketException");
      case 4 -> player.play("d" + which + ": fail java.net.ConnectException");
      default -> player.play("d" + which + ": progress 3 4");
    }
  }

  @Property(tries = 20)
  void longGarbageCostsLinearTimeAndBoundedMemory(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 256) int alphabet) {
    Player player = new Player();
    Random random = new Random(seed);
    byte[] bytes = new byte[1 << 16];
    long start = System.nanoTime();
    for (int i = 0; i < 16; i++) {
      for (int j = 0; j < bytes.length; j++) {
        bytes[j] = (byte) random.nextInt(alphabet);
      }
      player.feed((i & 1) == 0, bytes, 0, bytes.length);
    }
    player.close(null);
    // A megabyte takes some ten milliseconds; quadratic work would take minutes.
    assertThat(System.nanoTime() - start).isLessThan(20_000_000_000L);
  }
}
