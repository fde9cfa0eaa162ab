package io.ftplens.core.tap;

import static org.assertj.core.api.Assertions.assertThat;

import io.ftplens.core.tap.Recognizer.Verdict;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecognizerTest {
  /**
   * Plays {@code s:} and {@code c:} pieces, whole or byte by byte, and returns the last verdict.
   */
  private static Verdict play(boolean knownPort, boolean byteByByte, String... pieces) {
    Recognizer recognizer = new Recognizer(knownPort);
    Verdict verdict = Verdict.UNDECIDED;
    for (String piece : pieces) {
      byte[] bytes = piece.substring(2).getBytes(StandardCharsets.ISO_8859_1);
      int step = byteByByte ? 1 : bytes.length;
      for (int i = 0; i < bytes.length && verdict == Verdict.UNDECIDED; i += step) {
        verdict =
            piece.startsWith("s:")
                ? recognizer.received(bytes, i, step, 0)
                : recognizer.sent(bytes, i, step, 0);
      }
    }
    return verdict;
  }

  private static Verdict judge(String... pieces) {
    Verdict whole = play(false, false, pieces);
    assertThat(play(false, true, pieces)).as("byte by byte").isEqualTo(whole);
    return whole;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"USER bob", "user bob", "AUTH TLS", "FEAT", "SYST", "HOST a", "OPTS UTF8 ON"})
  void aGreetingAndAVerbOfFtpAreFtp(String command) {
    assertThat(judge("s:220 ready\r\n", "c:" + command + "\r\n")).isEqualTo(Verdict.FTP);
    assertThat(judge("s:220-one\r\n220 two\r\n", "c:" + command + "\r\n")).isEqualTo(Verdict.FTP);
    assertThat(judge("s:120 wait\r\n220 now\r\n", "c:" + command + "\n")).isEqualTo(Verdict.FTP);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"EHLO me", "HELO me", "LHLO me", "MAIL FROM:<>", "GET / HTTP/1.1", "XYZZY"})
  void mailAndOthersAreNot(String command) {
    assertThat(judge("s:220 mail.example ESMTP\r\n", "c:" + command + "\r\n"))
        .isEqualTo(Verdict.NOT_FTP);
  }

  @Test
  void commandsOfSeveralProtocolsDecideNothing() {
    assertThat(judge("s:220 x\r\n", "c:NOOP\r\n", "s:200 ok\r\n")).isEqualTo(Verdict.UNDECIDED);
    assertThat(judge("s:220 x\r\n", "c:NOOP\r\n", "s:200 ok\r\n", "c:USER a\r\n"))
        .isEqualTo(Verdict.FTP);
    assertThat(judge("s:220 x\r\n", "c:HELP\r\n", "s:214 ok\r\n", "c:EHLO a\r\n"))
        .isEqualTo(Verdict.NOT_FTP);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSH-2.0-x\r\n",
        "+OK pop\r\n",
        "* OK imap\r\n",
        "200 nntp\r\n",
        "221 x\r\n",
        "\0\0\0J\n8.0"
      })
  void otherGreetingsAreNot(String greeting) {
    assertThat(judge("s:" + greeting)).isEqualTo(Verdict.NOT_FTP);
  }

  @Test
  void aClientThatSpeaksFirstWaitsForTheGreetingUnlessThePortIsKnown() {
    assertThat(judge("c:GET / HTTP/1.1\r\n")).isEqualTo(Verdict.NOT_FTP);
    assertThat(judge("c:USER bob\r\nPASS x\r\n")).isEqualTo(Verdict.UNDECIDED);
    assertThat(judge("c:USER bob\r\n", "s:220 ready\r\n")).isEqualTo(Verdict.FTP);
    assertThat(judge("c:USER bob\r\n", "s:+OK pop\r\n")).isEqualTo(Verdict.NOT_FTP);
    assertThat(play(true, false, "c:USER bob\r\n")).isEqualTo(Verdict.FTP);
    assertThat(play(true, false, "s:220 x\r\n", "c:XYZZY\r\n")).isEqualTo(Verdict.FTP);
    assertThat(play(true, false, "s:421 too many\r\n")).isEqualTo(Verdict.UNDECIDED);
  }

  @Test
  void aTlsHandshakeIsForTheLayerAbove() {
    assertThat(judge("c:\u0016\u0003\u0001\u0002\0")).isEqualTo(Verdict.TLS);
    assertThat(play(false, false, "c:\u0016\u0004\u0001")).isEqualTo(Verdict.NOT_FTP);
  }

  @Test
  void whatIsKeptIsBounded() {
    Recognizer recognizer = new Recognizer(false);
    byte[] line =
        "220-a long banner without an end ........................\r\n"
            .getBytes(StandardCharsets.US_ASCII);
    Verdict verdict = Verdict.UNDECIDED;
    int fed = 0;
    while (verdict == Verdict.UNDECIDED && fed <= 2 * Recognizer.MOST_BYTES) {
      verdict = recognizer.received(line, 0, line.length, 0);
      fed += line.length;
    }
    assertThat(verdict).isEqualTo(Verdict.NOT_FTP);
    assertThat(fed).isBetween(Recognizer.MOST_BYTES, Recognizer.MOST_BYTES + line.length);
  }
}
