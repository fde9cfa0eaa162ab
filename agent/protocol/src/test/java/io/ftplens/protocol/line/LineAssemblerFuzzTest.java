package io.ftplens.protocol.line;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Any bytes make the same lines, however they are cut, and no line longer than the cap. */
final class LineAssemblerFuzzTest {
  /** Short, so that it is reached. */
  private static final int LONGEST_LINE = 16;

  @FuzzTest
  void cutsDoNotMatter(byte[] data) {
    List<String> whole = new ArrayList<>();
    new LineAssembler(LONGEST_LINE, sink(whole)).feed(data, 0, data.length);
    List<String> cut = new ArrayList<>();
    LineAssembler bytewise = new LineAssembler(LONGEST_LINE, sink(cut));
    int ends = 0;
    for (int i = 0; i < data.length; i++) {
      bytewise.feed(data, i, 1);
      ends += data[i] == '\n' ? 1 : 0;
    }
    assertThat(cut).isEqualTo(whole);
    assertThat(whole)
        .as("a line and a complaint for each LF")
        .hasSizeLessThanOrEqualTo(2 * ends + 1);
  }

  private static LineSink sink(List<String> lines) {
    return new LineSink() {
      @Override
      public boolean line(byte[] bytes, int length) {
        assertThat(length).isBetween(0, LONGEST_LINE);
        lines.add(new String(bytes, 0, length, StandardCharsets.ISO_8859_1));
        assertThat(LineText.decode(bytes, 0, length)).hasSizeLessThanOrEqualTo(length);
        return true;
      }

      @Override
      public void lineTooLong() {
        lines.add("too long");
      }
    };
  }
}
