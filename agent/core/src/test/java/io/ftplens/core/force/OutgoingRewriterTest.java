package io.ftplens.core.force;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutgoingRewriterTest {
  private static final String BEFORE_REPLY = "TYPE I\r\nPASV\r\n";

  private final List<String> passed = new ArrayList<>();
  private final List<Integer> before = new ArrayList<>();

  private OutgoingRewriter rewriter(boolean replace) {
    return new OutgoingRewriter(
        new OutgoingRewriter.Rules() {
          @Override
          public String replace(String line, int linesBefore) {
            before.add(linesBefore);
            return replace ? "PASV" : null;
          }

          @Override
          public void passed(String line) {
            passed.add(line);
          }
        });
  }

  /** What reaches the server when the application writes these pieces. */
  private static String written(OutgoingRewriter rewriter, String... pieces) {
    StringBuilder wire = new StringBuilder();
    for (String piece : pieces) {
      byte[] bytes = piece.getBytes(StandardCharsets.ISO_8859_1);
      byte[] instead = rewriter.rewrite(bytes, 0, bytes.length);
      wire.append(instead == null ? piece : new String(instead, StandardCharsets.ISO_8859_1));
    }
    return wire.toString();
  }

  /** What reaches it once the reply to what was replaced has come. */
  private static String goneOn(OutgoingRewriter rewriter) {
    byte[] rest = rewriter.goOn();
    return rest == null ? "" : new String(rest, StandardCharsets.ISO_8859_1);
  }

  @Test
  void anActiveSetUpIsReplacedHoweverTheWritesAreCut() {
    String all = "TYPE I\r\nPORT 127,0,0,1,4,1\r\nRETR PORT 1\r\n";
    replacedAndHeld(all);
    replacedAndHeld(all.split(""));
    for (int cut = 1; cut < all.length(); cut++) {
      replacedAndHeld(all.substring(0, cut), all.substring(cut));
    }
  }

  private void replacedAndHeld(String... pieces) {
    OutgoingRewriter rewriter = rewriter(true);
    assertThat(written(rewriter, pieces)).as("%d pieces", pieces.length).isEqualTo(BEFORE_REPLY);
    assertThat(rewriter.holdsLines()).isTrue();
    assertThat(goneOn(rewriter)).isEqualTo("RETR PORT 1\r\n");
    assertThat(rewriter.idle()).isTrue();
    assertThat(written(rewriter, "NOOP\r\n")).isEqualTo("NOOP\r\n");
  }

  @Test
  void eachOfSeveralSetUpsWaitsForTheReplyToTheOneBefore() {
    OutgoingRewriter rewriter = rewriter(true);
    assertThat(written(rewriter, "PORT 1,2,3,4,5,6\r\nLIST\r\n", "PORT 1,2,3,4,5,7\r\nLIST\r\n"))
        .isEqualTo("PASV\r\n");
    assertThat(goneOn(rewriter)).isEqualTo("LIST\r\nPASV\r\n");
    assertThat(goneOn(rewriter)).isEqualTo("LIST\r\n");
    assertThat(goneOn(rewriter)).isEmpty();
  }

  @Test
  void whoeverSaysVeryMuchIsNotHeldBack() {
    OutgoingRewriter rewriter = rewriter(true);
    String much = "NOOP\r\n".repeat(OutgoingRewriter.MOST_WAITING / 6);
    written(rewriter, "PORT 1,2,3,4,5,6\r\n");
    assertThat(written(rewriter, much)).isEmpty();
    assertThat(written(rewriter, "NOOP\r\n")).isEqualTo(much + "NOOP\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "EPRT |2|::1|5|",
        "eprt |1|1.2.3.4|5|",
        "LPRT 4,4,1,2,3,4,2,1,1",
        "  port 1,2,3,4,5,6"
      })
  void everySpellingIsFound(String line) {
    assertThat(written(rewriter(true), line + "\n")).isEqualTo("PASV\r\n");
    assertThat(written(rewriter(true), (line + "\n").split(""))).isEqualTo("PASV\r\n");
  }

  @Test
  void whatTheRulesKeepPassesUnchanged() {
    String all = "PORT 127,0,0,1,4,1\r\nLIST\r\n";
    assertThat(written(rewriter(false), all)).isEqualTo(all);
    assertThat(written(rewriter(false), all.split(""))).isEqualTo(all);
  }

  @Test
  void nothingElseIsEverHeldOrCopied() {
    OutgoingRewriter rewriter = rewriter(true);
    for (String piece : new String[] {"USER bob\r\n", "P", "\0\u00ff\r\n"}) {
      byte[] bytes = piece.getBytes(StandardCharsets.ISO_8859_1);
      byte[] instead = rewriter.rewrite(bytes, 0, bytes.length);
      if (piece.equals("P")) {
        assertThat(instead).as("may become PORT").isEmpty();
      } else if (piece.startsWith("U")) {
        assertThat(instead).isNull();
      } else {
        assertThat(new String(instead, StandardCharsets.ISO_8859_1)).isEqualTo("P" + piece);
      }
    }
  }

  @Test
  void anEndlessLineIsNotHeld() {
    OutgoingRewriter rewriter = rewriter(true);
    String endless = "PORT " + "1,".repeat(OutgoingRewriter.LONGEST_HELD);
    assertThat(written(rewriter, endless)).isEqualTo(endless);
    assertThat(written(rewriter, "2\r\nPORT 1,2,3,4,5,6\r\n")).isEqualTo("2\r\nPASV\r\n");
  }

  @Test
  void aLineTooLongToBeHeldIsKeptHoweverItIsCut() {
    String all = "PORT 1,2,3,4,5,6" + " ".repeat(OutgoingRewriter.LONGEST_HELD) + "\r\n";
    assertThat(written(rewriter(true), all)).isEqualTo(all);
    assertThat(written(rewriter(true), all.split(""))).isEqualTo(all);
  }

  @Test
  void theRulesHearWhatPassesAndHowMuchWasBefore() {
    OutgoingRewriter rewriter = rewriter(true);
    written(rewriter, "NOOP\r\nTYPE I\r\nPORT 1,2,3,4,5,6\r\nRETR x\r\n");
    assertThat(passed).containsExactly("NOOP", "TYPE I");
    goneOn(rewriter);
    assertThat(passed).containsExactly("NOOP", "TYPE I", "RETR x");
    assertThat(before).containsExactly(2);
  }
}
