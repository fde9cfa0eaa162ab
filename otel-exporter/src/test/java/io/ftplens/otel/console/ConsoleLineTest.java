package io.ftplens.otel.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A value on the console stays a value. */
class ConsoleLineTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "plain.txt, plain.txt",
        "two words, \"two words\"",
        "``, \"\"",
        "a=b, \"a=b\"",
        "say \"hi\", \"say \\\"hi\\\"\"",
        "c:\\dir, \"c:\\\\dir\"",
        "grün, grün"
      })
  void quotesWhatNeedsIt(String value, String expected) {
    assertThat(new ConsoleLine("x").add("k", value)).hasToString("x k=" + expected);
  }

  @ParameterizedTest
  @CsvSource({"000a", "000d", "001b", "0085", "2028", "2029", "202e", "200b", "d800"})
  void escapesWhatEndsOrTurnsALine(String code) {
    String value = "a" + (char) Integer.parseInt(code, 16) + "b";
    assertThat(new ConsoleLine("x").add("k", value)).hasToString("x k=\"a\\u" + code + "b\"");
  }
}
