package io.ftplens.core.tap;

import static org.assertj.core.api.Assertions.assertThat;

import io.ftplens.core.tap.Recognizer.Verdict;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MidDialogueTest {
  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "PASV, 227 Entering Passive Mode (127.0.0.1)",
    "EPSV, 229 Entering Extended Passive Mode (|||2121|)",
    "PORT 1, 200 PORT command successful",
    "RETR a b, 150 Opening data connection",
    "list, 125 Data connection already open",
    "TYPE I, 200 Type set",
    "CWD /x, 250 OK",
    "PWD, 257 \"/\"",
    "SIZE a, 213 4711",
    "NOOP, 200 OK",
    "USER u, 331 Password required",
    "AUTH TLS, 234 Proceed"
  })
  void aCommandAndItsReplyAreFtpAtEverySplit(String command, String reply) {
    for (int cut = 0; cut <= reply.length(); cut++) {
      Dialogue dialogue = new Dialogue(false);
      assertThat(dialogue.sent(command.substring(0, 1))).isEqualTo(Verdict.UNDECIDED);
      assertThat(dialogue.sent(command.substring(1) + "\r\n")).isEqualTo(Verdict.UNDECIDED);
      Verdict first = dialogue.received(reply.substring(0, cut));
      Verdict second =
          first == Verdict.FTP ? first : dialogue.received(reply.substring(cut) + "\r\n");
      assertThat(second).isEqualTo(Verdict.FTP);
    }
  }

  @Test
  void aReplyOfSeveralLinesIsJudgedAtItsEnd() {
    Dialogue dialogue = new Dialogue(false);
    dialogue.sent("FEAT\r\n");
    assertThat(dialogue.received("211-Features:\r\n EPSV\r\n500 is no end\r\n"))
        .isEqualTo(Verdict.UNDECIDED);
    assertThat(dialogue.received("211 End\r\n")).isEqualTo(Verdict.FTP);
  }

  @Test
  void theReplyToACommandBeforeTheAttachDecidesNothing() {
    Dialogue dialogue = new Dialogue(false);
    assertThat(dialogue.received("226 Transfer complete\r\n")).isEqualTo(Verdict.UNDECIDED);
    dialogue.sent("PASV\r\n");
    assertThat(dialogue.received("227 (1,2,3,4,5,6)\r\n")).isEqualTo(Verdict.FTP);
  }

  @Test
  void aReaderThatMissedOneReplyIsRecognisedByTheNext() {
    Dialogue dialogue = new Dialogue(false);
    dialogue.sent("PASV\r\n");
    dialogue.sent("RETR a\r\n");
    assertThat(dialogue.received("150 Opening\r\n")).isEqualTo(Verdict.FTP);
  }

  @Test
  void aRefusalDecidesNothing() {
    Dialogue dialogue = new Dialogue(false);
    dialogue.sent("EPSV\r\n");
    assertThat(dialogue.received("500 What?\r\n")).isEqualTo(Verdict.UNDECIDED);
    dialogue.sent("PASV\r\n");
    assertThat(dialogue.received("227 (1,2,3,4,5,6)\r\n")).isEqualTo(Verdict.FTP);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\n",
        "EHLO me\r\n",
        "MAIL FROM:<a@b>\r\n",
        "ARTICLE 1\r\n",
        "*1\r\n$4\r\nPING\r\n",
        "\u0001\u0002",
        "a1 LOGIN u p\r\n"
      })
  void otherProtocolsAreRejectedByWhatTheClientWrites(String bytes) {
    assertThat(new Dialogue(false).sent(bytes)).isEqualTo(Verdict.NOT_FTP);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PASV\r\n", "+OK ready\r\n", "HTTP/1.1 200 OK\r\n", "22", "2200 x\r\n"})
  void whoReadsNoRepliesIsNoClient(String bytes) {
    Verdict verdict = new Dialogue(false).received(bytes);
    assertThat(verdict).isEqualTo(bytes.equals("22") ? Verdict.UNDECIDED : Verdict.NOT_FTP);
  }

  @ParameterizedTest
  @CsvSource({"NOOP, 250 OK", "LIST, 215 list of newsgroups follows", "STAT, 223 0 <id>"})
  void repliesOfSmtpAndNntpToTheSameVerbsDecideNothing(String command, String reply) {
    Dialogue dialogue = new Dialogue(false);
    for (int i = 0; i < 4; i++) {
      dialogue.sent(command + "\r\n");
      assertThat(dialogue.received(reply + "\r\n")).isEqualTo(Verdict.UNDECIDED);
    }
    dialogue.sent(command + "\r\n");
    assertThat(dialogue.received(reply + "\r\n")).isEqualTo(Verdict.NOT_FTP);
  }

  @Test
  void atAKnownPortAnyVerbWillDo() {
    Dialogue dialogue = new Dialogue(true);
    assertThat(dialogue.sent("XSHA x\r\n")).isEqualTo(Verdict.UNDECIDED);
    assertThat(dialogue.received("250 abc\r\n")).isEqualTo(Verdict.FTP);
  }

  @Test
  void tooMuchIsTooMuch() {
    Dialogue dialogue = new Dialogue(false);
    StringBuilder reply = new StringBuilder("211-\r\n");
    while (reply.length() <= MidDialogue.MOST_BYTES) {
      reply.append(" line\r\n");
    }
    dialogue.sent("STAT\r\n");
    assertThat(dialogue.received(reply.toString())).isEqualTo(Verdict.NOT_FTP);
  }

  /** The dialogue under test, in text. */
  private static final class Dialogue {
    private final MidDialogue dialogue;

    Dialogue(boolean knownPort) {
      dialogue = new MidDialogue(knownPort);
    }

    Verdict sent(String text) {
      byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
      return dialogue.sent(bytes, 0, bytes.length, 0);
    }

    Verdict received(String text) {
      byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
      return dialogue.received(bytes, 0, bytes.length, 0);
    }
  }
}
