package io.ftplens.protocol.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LineTextTest {
  private static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void decodesUtf8ElseLatin1() {
    assertThat(LineText.decode(latin1("caf\u00c3\u00a9"), 0, 5)).isEqualTo("café");
    assertThat(LineText.decode(latin1("caf\u00e9"), 0, 4)).isEqualTo("café");
    assertThat(LineText.decode(latin1("xxabcxx"), 2, 3)).isEqualTo("abc");
  }

  @ParameterizedTest
  @CsvSource({
    "ab,2",
    "ab\u00c3,2",
    "ab\u00e2,2",
    "ab\u00e2\u0082,2",
    "ab\u00e2\u0082\u00ac,5",
    "ab\u00f0\u009f\u0098,2",
    "ab\u00f0\u009f\u0098\u0080,6",
    "\u0080\u0080,2",
  })
  void cutsOffAPartialCharacter(String bytes, int length) {
    assertThat(LineText.withoutPartialCharacter(latin1(bytes), bytes.length())).isEqualTo(length);
  }
}
