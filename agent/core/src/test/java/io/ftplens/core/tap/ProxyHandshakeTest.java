package io.ftplens.core.tap;

import static org.assertj.core.api.Assertions.assertThat;

import io.ftplens.core.tap.ProxyHandshake.State;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProxyHandshakeTest {
  private ProxyHandshake handshake;

  /** Plays {@code c:} and {@code p:} pieces, cut into steps, and returns the last state. */
  private State play(int step, String... pieces) {
    handshake = new ProxyHandshake();
    State state = State.UNDECIDED;
    for (String piece : pieces) {
      byte[] bytes = piece.substring(2).getBytes(StandardCharsets.ISO_8859_1);
      for (int i = 0; i < bytes.length && state == State.UNDECIDED; i += step) {
        int length = Math.min(step, bytes.length - i);
        state =
            piece.startsWith("c:")
                ? handshake.sent(bytes, i, length)
                : handshake.received(bytes, i, length);
      }
    }
    return state;
  }

  private void establishes(InetSocketAddress target, String... pieces) {
    for (int step = 1; step < 100; step++) {
      assertThat(play(step, pieces)).as("cut by " + step).isEqualTo(State.ESTABLISHED);
      assertThat(handshake.target()).isEqualTo(target);
    }
  }

  @Test
  void socks5ByAddress() {
    establishes(
        new InetSocketAddress("10.1.2.3", 21),
        "c:\5\1\0",
        "p:\5\0",
        "c:\5\1\0\1\n\1\2\3\0\u0015",
        "p:\5\0\0\1\0\0\0\0\0\0");
  }

  @Test
  void socks5ByNameWithPassword() {
    establishes(
        InetSocketAddress.createUnresolved("ftp", 258),
        "c:\5\2\0\2",
        "p:\5\2",
        "c:\1\2me\6s3cret",
        "p:\1\0",
        "c:\5\1\0\3\3ftp\1\2",
        "p:\5\0\0\3\1x\0\0");
  }

  @Test
  void socks4AndItsNames() {
    establishes(
        new InetSocketAddress("10.1.2.3", 21), "c:\4\1\0\u0015\n\1\2\3me\0", "p:\0Z\0\0\0\0\0\0");
    establishes(
        InetSocketAddress.createUnresolved("ftp", 21),
        "c:\4\1\0\u0015\0\0\0\1me\0ftp\0",
        "p:\0Z\0\0\0\0\0\0");
  }

  @Test
  void httpConnectAfterAChallenge() {
    establishes(
        InetSocketAddress.createUnresolved("ftp.example.com", 21),
        "c:CONNECT ftp.example.com:21 HTTP/1.1\r\n\r\n",
        "p:HTTP/1.1 407 Who?\r\n\r\n",
        "c:CONNECT ftp.example.com:21 HTTP/1.1\r\nProxy-Authorization: Basic eA==\r\n\r\n",
        "p:HTTP/1.1 200 OK\r\n\r\n");
  }

  @Test
  void whatFollowsTheAnswerIsLeft() {
    String answer = "p:HTTP/1.1 200 OK\r\n\r\n220 hello\r\n";
    assertThat(play(100, "c:CONNECT [::1]:21 HTTP/1.1\r\n\r\n", answer))
        .isEqualTo(State.ESTABLISHED);
    assertThat(handshake.target()).hasToString("/[0:0:0:0:0:0:0:1]:21");
    assertThat(handshake.left()).isEqualTo("220 hello\r\n".length());
  }

  @Test
  void refusalsFail() {
    assertThat(play(9, "c:\5\1\0", "p:\5\u00ff")).isEqualTo(State.FAILED);
    assertThat(play(9, "c:\5\1\0", "p:\5\0", "c:\5\1\0\1\n\1\2\3\0\u0015", "p:\5\5\0\1"))
        .isEqualTo(State.FAILED);
    assertThat(play(99, "c:CONNECT a:1 HTTP/1.1\r\n\r\n", "p:HTTP/1.1 403 No\r\n\r\n"))
        .isEqualTo(State.FAILED);
  }

  @Test
  void onlyWhatMayBeAHandshakeBegins() {
    assertThat(begins("CONNECT a")).isTrue();
    assertThat(begins("\5\1\0")).isTrue();
    assertThat(begins("USER a")).isFalse();
    assertThat(begins("CWD a")).isFalse();
    assertThat(begins("")).isFalse();
  }

  @Test
  void aRequestForAnFtpUrlIsKnown() {
    assertThat(asksForFtpUrl("GET ftp://host/a HTTP/1.1\r\n")).isTrue();
    assertThat(asksForFtpUrl("GET http://host/a HTTP/1.1\r\n")).isFalse();
    assertThat(asksForFtpUrl("GET ftp")).isFalse();
  }

  private static boolean asksForFtpUrl(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    return ProxyHandshake.asksForFtpUrl(bytes, 0, bytes.length);
  }

  private static boolean begins(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    return ProxyHandshake.begins(bytes, 0, bytes.length);
  }
}
