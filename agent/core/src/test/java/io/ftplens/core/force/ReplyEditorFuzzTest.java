package io.ftplens.core.force;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Whatever a server sends: nothing but the awaited reply is touched, and nothing is added. */
final class ReplyEditorFuzzTest {
  private static final ForcedSetup SETUP =
      new ForcedSetup("PORT 1", new ListenerRegistry.Found(new Object(), null), null);

  /** The first byte says how many replies come before, and whether a refusal is kept. */
  @FuzzTest
  void nothingIsAdded(byte[] data) {
    assertThat(read(data, false, 1, new ArrayList<>())).isEqualTo(text(data));
    List<ReplyEditor.Answer> answers = new ArrayList<>();
    String whole = read(data, true, Math.max(1, data.length), answers);
    assertThat(answers).hasSizeLessThanOrEqualTo(1);
    List<ReplyEditor.Answer> lineAnswers = new ArrayList<>();
    String byLine = readByLine(data, lineAnswers);
    assertThat(byLine).isEqualTo(whole);
    assertThat(lineAnswers).isEqualTo(answers);
    differsInDigitsAlone(text(data), whole);
    read(data, true, 1, new ArrayList<>());
  }

  /** A line of the output is one of the input's, in order, with other digits at most. */
  private static void differsInDigitsAlone(String wire, String seen) {
    String[] lines = wire.split("\n", -1);
    int at = 0;
    for (String line : seen.split("\n")) {
      if (line.isEmpty()) {
        // What is left of nothing, or an empty line, which is in neither way an addition.
        continue;
      }
      while (at < lines.length && !same(lines[at], line)) {
        at++;
      }
      assertThat(at).as("a line of the server: " + line).isLessThan(lines.length);
      at++;
    }
  }

  private static boolean same(String sent, String read) {
    // The end of the input, within a code: the digits are given before all are there.
    boolean cut = sent.equals("22") && read.equals("20");
    return cut
        || sent.equals(read)
        || (sent.length() == read.length()
            && sent.startsWith("22")
            && read.startsWith("200")
            && sent.substring(3).equals(read.substring(3)));
  }

  private static String readByLine(byte[] data, List<ReplyEditor.Answer> answers) {
    ReplyEditor editor = editor(data, answers);
    StringBuilder seen = new StringBuilder();
    int start = 0;
    for (int i = 0; i < data.length; i++) {
      if (data[i] == '\n' || i == data.length - 1) {
        seen.append(piece(editor, data, start, i + 1 - start));
        start = i + 1;
      }
    }
    return seen.toString();
  }

  private static String read(
      byte[] data, boolean await, int step, List<ReplyEditor.Answer> answers) {
    ReplyEditor editor = await ? editor(data, answers) : new ReplyEditor(outcome(answers));
    StringBuilder seen = new StringBuilder();
    for (int i = 0; i < data.length; i += step) {
      seen.append(piece(editor, data, i, Math.min(step, data.length - i)));
    }
    return seen.toString();
  }

  private static ReplyEditor editor(byte[] data, List<ReplyEditor.Answer> answers) {
    ReplyEditor editor = new ReplyEditor(outcome(answers));
    int first = data.length == 0 ? 0 : data[0];
    editor.await(SETUP, first & 1, (first & 2) != 0);
    return editor;
  }

  private static String piece(ReplyEditor editor, byte[] data, int offset, int count) {
    byte[] buffer = new byte[count + 2];
    System.arraycopy(data, offset, buffer, 1, count);
    int left = editor.edit(buffer, 1, count);
    assertThat(left).isBetween(0, count);
    return new String(buffer, 1, left, StandardCharsets.ISO_8859_1);
  }

  private static ReplyEditor.Outcome outcome(List<ReplyEditor.Answer> answers) {
    return new ReplyEditor.Outcome() {
      @Override
      public void answered(ForcedSetup setup, ReplyEditor.Answer answer) {
        answers.add(answer);
      }

      @Override
      public void otherReply(int code) {
        assertThat(code).isBetween(100, 999);
      }
    };
  }

  private static String text(byte[] data) {
    return new String(data, StandardCharsets.ISO_8859_1);
  }
}
