package io.ftplens.core.tap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TlsRecordsTest {
  private static final String CLOSE_NOTIFY = "\u0015\u0003\u0003\u0000\u0002\u0001\u0000";

  private static int skipped(String bytes, int step) {
    byte[] all = bytes.getBytes(StandardCharsets.ISO_8859_1);
    TlsRecords records = new TlsRecords();
    int skipped = 0;
    for (int i = 0; i < all.length; i += step) {
      skipped += records.skip(all, i, Math.min(step, all.length - i));
    }
    return skipped;
  }

  @Test
  void recordsBeforeClearTextAreSkippedHoweverTheyAreCut() {
    String bytes = CLOSE_NOTIFY + CLOSE_NOTIFY + "PASV\r\n" + CLOSE_NOTIFY;
    for (int step = 1; step <= bytes.length(); step++) {
      assertThat(skipped(bytes, step)).as("cut by " + step).isEqualTo(2 * CLOSE_NOTIFY.length());
    }
  }

  @Test
  void clearTextIsLeftAlone() {
    assertThat(skipped("200 ok\r\n", 8)).isZero();
  }
}
