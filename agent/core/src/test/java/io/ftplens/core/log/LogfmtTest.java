package io.ftplens.core.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogfmtTest {
  private static String value(String text) {
    return new Logfmt("x").pair("k", text).toString().substring("x k=".length());
  }

  @Test
  void plainValuesStandAsTheyAre() {
    assertThat(value("192.0.2.1:21")).isEqualTo("192.0.2.1:21");
    assertThat(value("/pub/größe.bin")).isEqualTo("/pub/größe.bin");
  }

  @Test
  void whatCouldEndOrForgeAPairIsQuoted() {
    assertThat(value("a b")).isEqualTo("\"a b\"");
    assertThat(value("a=b")).isEqualTo("\"a=b\"");
    assertThat(value("a\"b\\c")).isEqualTo("\"a\\\"b\\\\c\"");
    assertThat(value("")).isEqualTo("\"\"");
    assertThat(value("a\r\nftp transfer command=RETR"))
        .isEqualTo("\"a\\r\\nftp transfer command=RETR\"");
    assertThat(value("\u001b[31mred")).isEqualTo("\"\\u001b[31mred\"");
    assertThat(value("a\u2028b\u0085c\u202ed")).isEqualTo("\"a\\u2028b\\u0085c\\u202ed\"");
  }

  @Test
  void nullsAreLeftOutAndLongValuesCut() {
    assertThat(new Logfmt("x").pair("k", null).toString()).isEqualTo("x");
    assertThat(value("a".repeat(Logfmt.LONGEST_VALUE + 1))).hasSize(Logfmt.LONGEST_VALUE);
  }

  @Test
  void textInTheMiddleOfALineStaysOnIt() {
    assertThat(Logfmt.oneLine("220 \"x\" y\r\n\u0007")).isEqualTo("220 \"x\" y\\r\\n\\u0007");
    assertThat(Logfmt.oneLine("plain text")).isEqualTo("plain text");
  }
}
