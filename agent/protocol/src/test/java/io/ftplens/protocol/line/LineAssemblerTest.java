package io.ftplens.protocol.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class LineAssemblerTest {
  private static final int CAP = 16;

  private final Lines lines = new Lines();
  private final LineAssembler assembler = new LineAssembler(CAP, lines);

  /** Keeps lines; {@code STOP} asks to drop the rest. */
  private static final class Lines implements LineSink {
    final List<String> lines = new ArrayList<>();
    int tooLong;

    @Override
    public boolean line(byte[] bytes, int length) {
      lines.add(LineText.decode(bytes, 0, length));
      return !lines.get(lines.size() - 1).equals("STOP");
    }

    @Override
    public void lineTooLong() {
      tooLong++;
    }
  }

  private List<String> feed(String latin1) {
    byte[] bytes = latin1.getBytes(StandardCharsets.ISO_8859_1);
    assembler.feed(bytes, 0, bytes.length);
    return lines.lines;
  }

  static Stream<Arguments> shapes() {
    return Stream.of(
        Arguments.of("CR LF", "a\r\n", "a"),
        Arguments.of("bare LF", "a\n", "a"),
        Arguments.of("CR CR LF", "a\r\r\n", "a"),
        Arguments.of("CR NUL", "a\r\0b\r\n", "a\rb"),
        Arguments.of("bare CR", "a\rb\r\n", "a\rb"),
        Arguments.of("IAC IAC", "a\u00ff\u00ffb\r\n", "a\u00ffb"),
        Arguments.of("IAC WILL x", "a\u00ff\u00fb\u0001b\r\n", "ab"),
        Arguments.of("IAC WONT x", "a\u00ff\u00fc\u0001b\r\n", "ab"),
        Arguments.of("IAC DO x", "a\u00ff\u00fd\u0001b\r\n", "ab"),
        Arguments.of("IAC DONT x", "a\u00ff\u00fe\u0001b\r\n", "ab"),
        Arguments.of("IAC IP IAC DM", "\u00ff\u00f4\u00ff\u00f2ABOR\r\n", "ABOR"),
        Arguments.of(
            "IAC SB x IAC IAC IAC SE", "a\u00ff\u00fa\u0018x\u00ff\u00ff\u00ff\u00f0b\r\n", "ab"),
        Arguments.of("IAC between CR and LF", "a\r\u00ff\u00f1\n", "a"),
        Arguments.of("undoubled 255 before text", "\u00ffabc\r\n", "\u00ffabc"),
        Arguments.of("undoubled 255 before CR LF", "a\u00ff\r\n", "a\u00ff"),
        Arguments.of("WILL that is text must not swallow LF", "a\u00ff\u00fb\n", "a"),
        Arguments.of("SB that is text must not swallow LF", "a\u00ff\u00fax\n", "a"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("shapes")
  void cutsLines(String name, String bytes, String line) {
    assertThat(feed(bytes)).containsExactly(line);
    lines.lines.clear();
    for (int i = 0; i < bytes.length(); i++) {
      feed(bytes.substring(i, i + 1));
    }
    assertThat(lines.lines).containsExactly(line);
  }

  @Test
  void severalLinesInOneSegment() {
    assertThat(feed("USER a\r\nPASS b\r\n\r\nQU")).containsExactly("USER a", "PASS b", "");
    assertThat(feed("IT\r\n")).contains("QUIT");
  }

  @Test
  void longLineLosesItsTailAndIsToldOnce() {
    assertThat(feed("0123456789abcdefghij".repeat(1000) + "\r\nnext\r\n"))
        .containsExactly("0123456789abcdef", "next");
    assertThat(lines.tooLong).isEqualTo(1);
  }

  @Test
  void lineOfExactlyTheCapIsWhole() {
    assertThat(feed("0123456789abcdef\r\n")).containsExactly("0123456789abcdef");
    assertThat(lines.tooLong).isZero();
  }

  @Test
  void truncationDoesNotTurnUtf8IntoLatin1() {
    // The 16th byte is the first of the two of é.
    assertThat(feed("\u00c3\u00a9bcdefghijklmn\u00c3\u00a9x\r\n"))
        .containsExactly("ébcdefghijklmn");
  }

  @Test
  void sinkCanRefuseTheRestOfAFeed() {
    assertThat(feed("STOP\r\n\u0016\u0003\u0003\r\n")).containsExactly("STOP");
    assertThat(feed("on\r\n")).containsExactly("STOP", "on");
  }

  @Test
  void bytesAreWipedAfterTheLine() {
    byte[][] seen = new byte[1][];
    LineAssembler wiping =
        new LineAssembler(
            64,
            new LineSink() {
              @Override
              public boolean line(byte[] bytes, int length) {
                seen[0] = bytes;
                return true;
              }

              @Override
              public void lineTooLong() {}
            });
    byte[] bytes = "PASS hunter2\r\n".getBytes(StandardCharsets.US_ASCII);
    wiping.feed(bytes, 0, bytes.length);
    assertThat(seen[0]).containsOnly(0);
  }
}
