package io.ftplens.core.force;

import static io.ftplens.core.force.ReplyEditor.Answer.ACCEPTED;
import static io.ftplens.core.force.ReplyEditor.Answer.REFUSED;
import static io.ftplens.core.force.ReplyEditor.Answer.REFUSED_UNREAD;
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
      String wire, int repliesBefore, boolean keep, String seen, ReplyEditor.Answer... outcomes) {
    for (int step : new int[] {1, 2, 3, 5, wire.length()}) {
      List<ReplyEditor.Answer> answers = new ArrayList<>();
      ReplyEditor editor = new ReplyEditor(outcome(answers));
      editor.await(SETUP, repliesBefore, keep);
      assertThat(read(editor, wire, step)).as("in reads of " + step).isEqualTo(seen);
      assertThat(answers).containsExactly(outcomes);
    }
  }

  private static ReplyEditor.Outcome outcome(List<ReplyEditor.Answer> answers) {
    return new ReplyEditor.Outcome() {
      @Override
      public void answered(ForcedSetup setup, ReplyEditor.Answer answer) {
        answers.add(answer);
      }

      @Override
      public void otherReply(int code) {}
    };
  }

  @ParameterizedTest
  @CsvSource({"227", "228", "229"})
  void thePassiveReplyReadsAsTheReplyToPort(String code) {
    check(
        code + " Entering (1,2,3,4,5,6)\r\n", 0, false, "200 Entering (1,2,3,4,5,6)\r\n", ACCEPTED);
  }

  @Test
  void onlyTheAwaitedReplyIsTouched() {
    check(
        "200 Type\r\n227 Entering\r\n227 not ours\r\n",
        1,
        false,
        "200 Type\r\n200 Entering\r\n227 not ours\r\n",
        ACCEPTED);
  }

  @Test
  void preliminaryRepliesDoNotCount() {
    check("150 go\r\n226 done\r\n227 x\r\n", 1, false, "150 go\r\n226 done\r\n200 x\r\n", ACCEPTED);
  }

  @Test
  void aMultiLineReplyIsChangedOnItsFirstAndLastLine() {
    check(
        "227-first\r\n 22 files\r\n227 Entering (1,2,3,4,5,6)\r\n226 x\r\n",
        0,
        false,
        "200-first\r\n 22 files\r\n200 Entering (1,2,3,4,5,6)\r\n226 x\r\n",
        ACCEPTED);
  }

  @Test
  void aLineInBetweenWithAnotherCodeIsLeftAlone() {
    ReplyEditor editor = new ReplyEditor(outcome(new ArrayList<>()));
    editor.await(SETUP, 0, false);
    assertThat(read(editor, "227-a\r\n226 b\r\n227 (1,2,3,4,5,6)\r\n", 100))
        .isEqualTo("200-a\r\n226 b\r\n200 (1,2,3,4,5,6)\r\n");
  }

  @Test
  void aRefusalIsTakenOut() {
    check("500 No\r\n220 next\r\n", 0, false, "220 next\r\n", REFUSED_UNREAD);
    check("502-No\r\nsorry\r\n502 No\r\n", 0, false, "", REFUSED_UNREAD);
  }

  @Test
  void aLineThatOnlyBeginsLikeARefusalIsNone() {
    ReplyEditor editor = new ReplyEditor(outcome(new ArrayList<>()));
    editor.await(SETUP, 0, false);
    assertThat(read(editor, "42 bytes\r\n", 100)).isEqualTo("42 bytes\r\n");
    assertThat(read(editor, "4\n", 100)).isEqualTo("4\n");
    assertThat(read(editor, "500 No\r\n", 100)).isEmpty();
  }

  @Test
  void aRefusalIsLeftWhereTheUserWantsIt() {
    check("500 No\r\n", 0, true, "500 No\r\n", REFUSED);
  }

  @Test
  void a2yzThatAnnouncesNothingIsAnothersReply() {
    for (int step : new int[] {5, 100}) {
      List<ReplyEditor.Answer> answers = new ArrayList<>();
      ReplyEditor editor = new ReplyEditor(outcome(answers));
      editor.await(SETUP, 0, false);
      assertThat(read(editor, "226 late\r\n", step)).isEqualTo("226 late\r\n");
      assertThat(answers).isEmpty();
      assertThat(read(editor, "227 Entering\r\n", step)).isEqualTo("200 Entering\r\n");
      assertThat(answers).containsExactly(ACCEPTED);
    }
  }

  @Test
  void a3yzIsReadAndNothingElseIsSent() {
    check("332 Account\r\n", 0, false, "332 Account\r\n", REFUSED);
  }

  @Test
  void theReplyWithWhichTheServerHangsUpIsRead() {
    ReplyEditor editor = new ReplyEditor(outcome(new ArrayList<>()));
    editor.await(SETUP, 0, false);
    assertThat(read(editor, "421 Timeout\r\n", 100)).isEqualTo("421 Timeout\r\n");
    List<ReplyEditor.Answer> answers = new ArrayList<>();
    ReplyEditor single = new ReplyEditor(outcome(answers));
    single.await(SETUP, 0, false);
    read(single, "421 Timeout\r\n", 1);
    assertThat(answers)
        .as("PORT is not written to a server that has gone")
        .containsExactly(REFUSED);
  }

  @Test
  void anAnnouncedEndpointPutsTheCountRight() {
    ReplyEditor editor = new ReplyEditor(outcome(new ArrayList<>()));
    editor.await(SETUP, 3, false);
    assertThat(editor.announced()).isSameAs(SETUP);
    assertThat(read(editor, "227 Entering\r\n", 100)).isEqualTo("200 Entering\r\n");
    assertThat(editor.awaiting()).isFalse();
    assertThat(editor.announced()).isNull();
  }

  @Test
  void withoutAnythingAwaitedNothingIsTouched() {
    String wire = "220-hello\r\n220 x\r\n227 y\r\nno code\r\n\r\n";
    ReplyEditor editor = new ReplyEditor(outcome(new ArrayList<>()));
    assertThat(read(editor, wire, 1)).isEqualTo(wire);
    assertThat(read(editor, wire, 7)).isEqualTo(wire);
  }
}
