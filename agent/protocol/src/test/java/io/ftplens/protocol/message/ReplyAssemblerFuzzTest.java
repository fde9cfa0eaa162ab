package io.ftplens.protocol.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.ftplens.protocol.event.FtpReply;
import java.nio.charset.StandardCharsets;

/** Any lines make replies with a code of FTP, and none larger than the caps. */
final class ReplyAssemblerFuzzTest {
  /** Small, so that they are reached. */
  private static final int MOST_LINES = 4;

  private static final int MOST_CHARACTERS = 64;

  private int anomalies;
  private int replies;

  @FuzzTest
  void repliesKeepTheirCaps(byte[] data) {
    ReplyAssembler assembler =
        new ReplyAssembler(MOST_LINES, MOST_CHARACTERS, (anomaly, detail) -> anomalies++);
    String[] lines = new String(data, StandardCharsets.ISO_8859_1).split("\n", -1);
    for (String line : lines) {
      if (line.startsWith("\0")) {
        check(assembler.clientWentOn(), line);
      } else {
        check(assembler.line(line), line);
      }
    }
    assertThat(replies).isLessThanOrEqualTo(lines.length);
    assertThat(anomalies).isLessThanOrEqualTo(2 * lines.length);
    anomalies = 0;
    replies = 0;
  }

  private void check(FtpReply reply, String last) {
    if (reply == null) {
      return;
    }
    replies++;
    assertThat(reply.code()).isBetween(100, 599);
    assertThat(reply.lines()).hasSizeBetween(1, MOST_LINES);
    int characters = reply.lines().stream().mapToInt(String::length).sum();
    int lastLength = reply.lines().get(reply.lines().size() - 1).length();
    assertThat(characters - lastLength).isLessThanOrEqualTo(MOST_CHARACTERS);
    assertThat(last).isNotNull();
  }
}
