package io.ftplens.otel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ids and paths. */
class ValuesTest {
  @Test
  void idsAreDistinctAndInTheFormOfTraceContext() {
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      String traceId = TraceIds.newTraceId();
      String spanId = TraceIds.newSpanId();
      assertThat(traceId).matches("[0-9a-f]{32}").isNotEqualTo("0".repeat(32));
      assertThat(spanId).matches("[0-9a-f]{16}").isNotEqualTo("0".repeat(16));
      ids.add(traceId);
      ids.add(spanId);
    }
    assertThat(ids).hasSize(20_000);
  }

  @ParameterizedTest
  @CsvSource({
    "/pub/a@b, /pub/a@b",
    "ftp://host/a@b, ftp://host/a@b",
    "ftp://me:secret@host/a, ftp://host/a",
    "FTP://me@host, FTP://host",
    "ftps://me:se@cret@host/a@b, ftps://host/a@b",
    "ftp://, ftp://",
    "http://me:secret@host/, http://me:secret@host/"
  })
  void userInfoIsStrippedOfAnFtpUrl(String path, String expected) {
    assertThat(AttributeSets.withoutUserInfo(path)).isEqualTo(expected);
  }
}
