package io.ftplens.core.force;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplyEditorTest {
  private static final ForcedSetup SETUP =
      new ForcedSetup("PORT 1", new ListenerRegistry.Found(new Object(), null), null);

  /** What the application reads of these bytes, in reads of so many bytes. */
  private static String read(ReplyEditor editor, String wire, int step) {
    StringBuilder seen = new StringBuilder();
    byte[] bytes = wire.getBytes(StandardCharsets.ISO_8859_1);
    for (int i = 0; i < bytes.length; i += step) {
      int count = Math.min(step, bytes.length - i);
      byte[] buffer = new byte[count + 4];
      System.arraycopy(bytes, i, buffer, 2, count);
      int left = editor.edit(buffer, 2, count);
      seen.append(new String(buffer, 2, left, StandardCharsets.ISO_8859_1));
    }
    return seen.toString();
  }

  private static void check(
      String wire, int repliesBefore, boolean keep, String seen, Boolean... outcomes) {
    for (int step : new int[] {1, 2, 3, 5, wire.length()}) {
      List<Boolean> answers = new ArrayList<>();
      ReplyEditor editor = new ReplyEditor((setup, accepted) -> answers.add(accepted));
      editor.await(SETUP, repliesBefore, keep);
      assertThat(read(editor, wire, step)).as("in reads of " + step).isEqualTo(seen);
      assertThat(answers).containsExactly(outcomes);
    }
  }

  @ParameterizedTest
  @CsvSource({"227", "228", "229"})
  void thePassiveReplyReadsAsTheReplyToPort(String code) {
    check(code + " Entering (1,2,3,4,5,6)\r\n", 0, false, "200 Entering (1,2,3,4,5,6)\r\n", true);
  }

  @Test
  void onlyTheAwaitedReplyIsTouched() {
    check(
        "200 Type\r\n227 Entering\r\n227 not ours\r\n",
        1,
        false,
        "200 Type\r\n200 Entering\r\n227 not ours\r\n",
        true);
  }

  @Test
  void preliminaryRepliesDoNotCount() {
    check("150 go\r\n226 done\r\n227 x\r\n", 1, false, "150 go\r\n226 done\r\n200 x\r\n", true);
  }

  @Test
  void aMultiLineReplyIsChangedOnItsFirstAndLastLine() {
    check(
        "227-first\r\n 22 files\r\n227 Entering (1,2,3,4,5,6)\r\n226 x\r\n",
        0,
        false,
        "200-first\r\n 22 files\r\n200 Entering (1,2,3,4,5,6)\r\n226 x\r\n",
        true);
  }

  @Test
  void aRefusalIsTakenOut() {
    check("500 No\r\n220 next\r\n", 0, false, "220 next\r\n", false);
    check("502-No\r\nsorry\r\n502 No\r\n", 0, false, "", false);
  }

  @Test
  void aRefusalIsLeftWhereTheUserWantsIt() {
    check("500 No\r\n", 0, true, "500 No\r\n", false);
  }

  @Test
  void anOrdinary2yzIsLeftAsItIs() {
    check("200 fine\r\n", 0, false, "200 fine\r\n", true);
  }

  @Test
  void withoutAnythingAwaitedNothingIsTouched() {
    String wire = "220-hello\r\n220 x\r\n227 y\r\nno code\r\n\r\n";
    ReplyEditor editor = new ReplyEditor((setup, accepted) -> {});
    assertThat(read(editor, wire, 1)).isEqualTo(wire);
    assertThat(read(editor, wire, 7)).isEqualTo(wire);
  }
}
