package io.ftplens.protocol.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.ftplens.protocol.event.Anomaly;
import io.ftplens.protocol.event.FtpReply;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ReplyAssemblerTest {
  private static final int MOST_LINES = 5;
  private static final int MOST_CHARACTERS = 100;

  private final List<Anomaly> anomalies = new ArrayList<>();
  private final ReplyAssembler assembler =
      new ReplyAssembler(MOST_LINES, MOST_CHARACTERS, (anomaly, detail) -> anomalies.add(anomaly));

  private FtpReply lines(String... lines) {
    for (int i = 0; i < lines.length - 1; i++) {
      assertThat(assembler.line(lines[i])).isNull();
    }
    return assembler.line(lines[lines.length - 1]);
  }

  @ParameterizedTest
  @ValueSource(strings = {"226 Done", "226", "226 ", "226\tDone", "226.Done"})
  void oneLine(String line) {
    FtpReply reply = lines(line);
    assertThat(reply.code()).isEqualTo(226);
    assertThat(reply.lines()).containsExactly(line);
    assertThat(anomalies).isEmpty();
  }

  @Test
  void severalLines() {
    FtpReply reply = lines("211-Features", " MLST", "226 inner", "211-still", "2110", "211 End");
    assertThat(reply.code()).isEqualTo(211);
    assertThat(anomalies).containsExactly(Anomaly.REPLY_TOO_LONG);
    assertThat(lines("200 ok").code()).isEqualTo(200);
  }

  @Test
  void severalLinesEndedByABareCode() {
    assertThat(lines("230-Hello", "230").lines()).containsExactly("230-Hello", "230");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "22", "hello", "2266 x", "22x", " 226 x", "099 x", "600 x", "226x"})
  void malformed(String line) {
    assertThat(lines(line)).isNull();
    assertThat(anomalies).containsExactly(Anomaly.MALFORMED_REPLY);
  }

  @Test
  void keepsFirstLinesAndTheLast() {
    FtpReply reply = lines("230-1", "2", "3", "4", "5", "6", "230 7");
    assertThat(reply.lines()).containsExactly("230-1", "2", "3", "4", "230 7");
    assertThat(anomalies).containsExactly(Anomaly.REPLY_TOO_LONG);
  }

  @Test
  void keepsNoMoreCharactersThanTheCap() {
    FtpReply reply = lines("230-", "x".repeat(90), "y".repeat(90), "230 z");
    assertThat(reply.lines()).hasSize(3);
    assertThat(anomalies).containsExactly(Anomaly.REPLY_TOO_LONG);
  }

  @Test
  void clientThatGoesOnHasTakenTheLastLineForTheEnd() {
    assertThat(lines("220-Welcome", "230 ok")).isNull();
    FtpReply reply = assembler.clientWentOn();
    assertThat(reply.code()).isEqualTo(220);
    assertThat(reply.lines()).containsExactly("220-Welcome", "230 ok");
    assertThat(anomalies).containsExactly(Anomaly.MALFORMED_REPLY);
    assertThat(assembler.clientWentOn()).isNull();
  }

  @Test
  void clientThatGoesOnInTheMiddleChangesNothing() {
    lines("220-Welcome", " to this server");
    assertThat(assembler.clientWentOn()).isNull();
    lines("220-still");
    assertThat(assembler.clientWentOn()).isNull();
    assertThat(lines("220 ready").lines()).hasSize(4);
  }
}
