package io.ftplens.protocol.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.ftplens.protocol.event.FtpCommand;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CommandParserTest {
  private static FtpCommand parse(String line) {
    byte[] bytes = line.getBytes(StandardCharsets.ISO_8859_1);
    return CommandParser.parse(bytes, bytes.length);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      nullValues = "null",
      value = {
        "QUIT|QUIT|null",
        "quit|QUIT|null",
        "RETR a b.txt|RETR|a b.txt",
        "RETR  leading and trailing |RETR| leading and trailing ",
        "CWD |CWD|null",
        "  STOR x|STOR|x",
        "\u0000\u00f2ABOR|ABOR|null",
        "LIST\t-a|LIST|-a",
        "LIST-a|LIST|-a",
        "XMD5 f|XMD5|f",
        "USER joe|USER|joe",
        "SITE CHMOD 644 a|SITE|CHMOD 644 a",
      })
  void parses(String line, String verb, String argument) {
    FtpCommand command = parse(line);
    assertThat(command.verb()).isEqualTo(verb);
    assertThat(command.argument()).isEqualTo(argument);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PASS hunter2",
        "pass hunter2",
        "PaSs  hunter2",
        "PASS\thunter2",
        " \u0000PASS hunter2",
        "PASShunter2",
        "xPASS hunter2",
        "xxPASShunter2",
        "PASS=hunter2",
        "ACCT hunter2",
        "adat hunter2",
        "MIC hunter2",
        "CONF hunter2",
        "enc hunter2",
      })
  void masksSecrets(String line) {
    FtpCommand command = parse(line);
    assertThat(command.argument()).isEqualTo("XXXX");
    assertThat(command.toString()).doesNotContain("hunter2").doesNotContain("HUNTER2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\u0000", "12345", "\u00ff\u00fe", "<>"})
  void knowsLinesWithoutVerb(String line) {
    assertThat(parse(line)).isNull();
  }
}
