package io.ftplens.otel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

class ExportFailureTest {
  private static String kind(Throwable thrown) {
    return ExportFailure.of(thrown, new Signal("spans", "traces")).kind();
  }

  @Test
  void whatACollectorThatStopsDoesIsSaidOnce() {
    String refused = kind(new ConnectException("Connection refused"));
    assertThat(kind(new IOException(new EOFException()))).isEqualTo(refused);
    assertThat(kind(new SocketException("Connection reset"))).isEqualTo(refused);
  }

  @Test
  void otherCausesAreSaidEach() {
    String refused = kind(new ConnectException("Connection refused"));
    assertThat(kind(new UnknownHostException("collector"))).isNotEqualTo(refused);
    assertThat(kind(new SSLHandshakeException("no trust"))).isNotEqualTo(refused);
  }
}
