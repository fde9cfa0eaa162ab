package io.ftplens.protocol.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UrlUserInfoTest {
  @ParameterizedTest
  @CsvSource({
    "ftp://bob:s3cret@host/x, ftp://host/x",
    "FTP://bob:s3c@ret@host, FTP://host",
    "ftp://bob@host:21/a@b, ftp://host:21/a@b",
    "ftp://host/a@b, ftp://host/a@b",
    "a ftp://u:p@h/ b ftps://u:p@i/, a ftp://h/ b ftps://i/",
    "plain@name, plain@name",
    "://, ://",
    "://@, ://",
    "x://@y://z@, x://y://"
  })
  void userInformationIsGone(String text, String stripped) {
    assertThat(UrlUserInfo.strip(text)).isEqualTo(stripped);
  }
}
