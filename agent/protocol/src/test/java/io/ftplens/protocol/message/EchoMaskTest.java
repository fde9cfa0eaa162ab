package io.ftplens.protocol.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EchoMaskTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "500 'PASS hunter2': not understood|500 'PASS XXXX",
        "500 pass hunter2|500 pass XXXX",
        "501 ACCT hunter2 PASS hunter2|501 ACCT XXXX",
        "500 PASS, not PASS hunter2|500 PASS, not PASS XXXX",
        "530 Login incorrect.|530 Login incorrect.",
        "503 USER before PASS|503 USER before PASS",
        "503 USER before PASS.|503 USER before PASS.",
        "500 'PASShunter2': not understood|500 'PASS XXXX",
        "500 'PASS\thunter2'|500 'PASS XXXX",
        "PASS hunter2|PASS XXXX",
        "500 PASSWORD hunter2|500 PASS XXXX",
        "530 Password incorrect: sorry|530 Password incorrect: sorry",
        "227 Entering Passive Mode (1,2,3,4,5,6)|227 Entering Passive Mode (1,2,3,4,5,6)",
        "550 ftp://bob:hunter2@host/x: no such file|550 ftp://host/x: no such file",
        "500 'RETR ftp://b:hunter2@h/' PASS hunter2|500 'RETR ftp://h/' PASS XXXX",
      })
  void masks(String line, String masked) {
    assertThat(EchoMask.mask(line)).isEqualTo(masked);
  }
}
