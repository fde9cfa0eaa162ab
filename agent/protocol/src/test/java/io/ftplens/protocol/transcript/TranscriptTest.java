package io.ftplens.protocol.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import io.ftplens.protocol.transcript.Transcript.Step;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Replays each transcript whole, byte by byte, and cut at every offset. */
final class TranscriptTest {
  private static final Path DIRECTORY = Path.of("src/test/resources/transcripts");

  /** The secret of all transcripts; no event may hold it. */
  private static final String SECRET = "hunter2";

  static List<Transcript> transcripts() throws IOException {
    try (Stream<Path> files = Files.list(DIRECTORY)) {
      return files.sorted().map(TranscriptTest::read).toList();
    }
  }

  private static Transcript read(Path file) {
    try {
      return Transcript.parse(file.getFileName().toString(), Files.readAllLines(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void thereAreManyTranscripts() throws IOException {
    assertThat(transcripts()).hasSizeGreaterThanOrEqualTo(80);
  }

  @ParameterizedTest
  @MethodSource("transcripts")
  void lineByLine(Transcript transcript) {
    check(transcript, play(transcript, transcript.steps, Integer.MAX_VALUE, -1));
  }

  @ParameterizedTest
  @MethodSource("transcripts")
  void whole(Transcript transcript) {
    check(transcript, play(transcript, joined(transcript), Integer.MAX_VALUE, -1));
  }

  @ParameterizedTest
  @MethodSource("transcripts")
  void byteByByte(Transcript transcript) {
    check(transcript, play(transcript, transcript.steps, 1, -1));
  }

  @ParameterizedTest
  @MethodSource("transcripts")
  void cutAtEveryOffset(Transcript transcript) {
    List<Step> joined = joined(transcript);
    int length = joined.stream().filter(Step::bytes).mapToInt(s -> s.toBytes().length).sum();
    for (int cut = 1; cut < length; cut++) {
      check(transcript, play(transcript, joined, Integer.MAX_VALUE, cut));
    }
  }

  /** Consecutive bytes of one direction in one step, as if one segment had brought them. */
  private static List<Step> joined(Transcript transcript) {
    List<Step> joined = new ArrayList<>();
    for (Step step : transcript.steps) {
      Step last = joined.isEmpty() ? step : joined.get(joined.size() - 1);
      if (!joined.isEmpty() && step.bytes() && last.bytes() && step.sent() == last.sent()) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(last.toBytes());
        bytes.writeBytes(step.toBytes());
        joined.set(joined.size() - 1, raw(step.sent(), bytes.toByteArray()));
      } else {
        joined.add(step);
      }
    }
    return joined;
  }

  private static Step raw(boolean sent, byte[] bytes) {
    StringBuilder text = new StringBuilder();
    for (byte b : bytes) {
      text.append(String.format("\\x%02x", b & 0xff));
    }
    return new Step(sent ? "C" : "S", text.toString());
  }

  private static Player play(Transcript transcript, List<Step> steps, int chunk, int cut) {
    Player player = new Player(transcript.local, transcript.peer, transcript.implicitTls);
    int position = 0;
    for (Step step : steps) {
      if (!step.bytes()) {
        player.step(step);
        continue;
      }
      byte[] bytes = step.toBytes();
      for (int from = 0; from < bytes.length; ) {
        int to = Math.min(bytes.length, chunk == Integer.MAX_VALUE ? chunk : from + chunk);
        if (cut > position + from && cut < position + to) {
          to = cut - position;
        }
        player.feed(step.sent(), bytes, from, to - from);
        from = to;
      }
      position += bytes.length;
    }
    player.close(null);
    return player;
  }

  private static void check(Transcript transcript, Player player) {
    assertThat(player.events.events).isEqualTo(transcript.events);
    assertThat(player.plumbing.live).isEmpty();
    assertThat(player.events.everything()).doesNotContain(SECRET);
    assertThat(player.events.summaries).hasSize(1);
    if (!transcript.asked.isEmpty()) {
      assertThat(player.plumbing.asked).isEqualTo(transcript.asked);
    }
    if (!transcript.summary.isEmpty()) {
      assertThat(TransferText.of(player.events.summaries.get(0)))
          .isEqualTo(transcript.summary.get(0));
    }
  }
}
