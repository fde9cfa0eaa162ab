package io.ftplens.core.force;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** Whatever an application writes, and however: only whole set-up lines are replaced. */
final class OutgoingRewriterFuzzTest {
  @FuzzTest
  void onlySetupLinesAreReplaced(byte[] data) {
    String wire = written(data, Math.max(1, data.length));
    assertThat(written(data, 1)).as("byte by byte").isEqualTo(wire);
    assertThat(written(data, 3)).as("by threes").isEqualTo(wire);
    String sent = new String(data, StandardCharsets.ISO_8859_1);
    String complete = sent.substring(0, sent.lastIndexOf('\n') + 1);
    StringBuilder expected = new StringBuilder();
    for (int from = 0; from < complete.length(); ) {
      int end = complete.indexOf('\n', from) + 1;
      String line = complete.substring(from, end);
      boolean setup =
          line.length() <= OutgoingRewriter.LONGEST_HELD
              && line.trim().matches("(?is)(PORT|EPRT|LPRT) .*");
      expected.append(setup ? "PASV\r\n" : line);
      from = end;
    }
    String tail = sent.substring(complete.length());
    assertThat(wire).startsWith(expected);
    String rest = wire.substring(expected.length());
    assertThat(tail).as("the last line is held back, or it is not").startsWith(rest);
    assertThat(rest.isEmpty() || rest.equals(tail)).isTrue();
    assertThat(tail.length() - rest.length()).isLessThanOrEqualTo(OutgoingRewriter.LONGEST_HELD);
  }

  private static String written(byte[] data, int step) {
    OutgoingRewriter rewriter =
        new OutgoingRewriter(
            new OutgoingRewriter.Rules() {
              @Override
              public String replace(String line, int linesBefore) {
                return "PASV";
              }

              @Override
              public void passed(String line) {}
            });
    StringBuilder wire = new StringBuilder();
    for (int i = 0; i < data.length; i += step) {
      int length = Math.min(step, data.length - i);
      byte[] instead = rewriter.rewrite(data, i, length);
      wire.append(
          instead == null
              ? new String(data, i, length, StandardCharsets.ISO_8859_1)
              : new String(instead, StandardCharsets.ISO_8859_1));
      for (byte[] more = rewriter.goOn(); more != null && more.length > 0; more = rewriter.goOn()) {
        wire.append(new String(more, StandardCharsets.ISO_8859_1));
      }
    }
    return wire.toString();
  }
}
