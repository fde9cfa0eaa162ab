package io.ftplens.protocol.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.ftplens.protocol.event.FtpReply;
import java.util.Arrays;
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
      })
  void masks(String line, String masked) {
    FtpReply reply = new FtpReply(500, Arrays.asList("500-first", line));
    assertThat(EchoMask.mask(reply).lines()).containsExactly("500-first", masked);
  }
}
