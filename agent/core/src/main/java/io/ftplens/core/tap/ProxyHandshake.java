package io.ftplens.core.tap;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Follows a client that asks a proxy for a connection to somewhere else: SOCKS 4, 4a and 5 (RFC
 * 1928, 1929) and HTTP CONNECT (RFC 9110, 9.3.6). Whether the JDK, a library or the application
 * itself speaks to the proxy, the bytes are the same.
 */
final class ProxyHandshake {
  /** What the bytes so far amount to. */
  enum State {
    UNDECIDED,
    /** The proxy has agreed: what follows is between the client and the target. */
    ESTABLISHED,
    /** Refused, or no handshake at all. */
    FAILED
  }

  /** Headers of a CONNECT with a long credential are shorter. */
  static final int MOST_BYTES = 16 * 1024;

  private static final String CONNECT = "CONNECT ";
  private static final String FTP_URL = "GET ftp://";
  private static final int SOCKS4 = 4;
  private static final int SOCKS4_GRANTED = 90;
  private static final int SOCKS5 = 5;
  private static final int USER_AND_PASSWORD = 2;

  private final ByteArrayOutputStream sent = new ByteArrayOutputStream(64);
  private final ByteArrayOutputStream received = new ByteArrayOutputStream(64);
  private @Nullable InetSocketAddress target;

  /** Where the handshake ends among the bytes received. */
  private int end;

  /** Whether a client that begins with these bytes may be talking to a proxy. */
  static boolean begins(byte[] bytes, int offset, int length) {
    if (length == 0) {
      return false;
    }
    if (bytes[offset] == SOCKS4 || bytes[offset] == SOCKS5) {
      return true;
    }
    return startsWith(bytes, offset, Math.min(length, CONNECT.length()), CONNECT);
  }

  /** Whether a client asks an HTTP proxy to fetch an {@code ftp://} URL: no FTP for us to see. */
  static boolean asksForFtpUrl(byte[] bytes, int offset, int length) {
    return length >= FTP_URL.length() && startsWith(bytes, offset, FTP_URL.length(), FTP_URL);
  }

  private static boolean startsWith(byte[] bytes, int offset, int length, String text) {
    for (int i = 0; i < length; i++) {
      if (bytes[offset + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Where the proxy was asked to connect; not resolved if it was asked by name. */
  @Nullable InetSocketAddress target() {
    return target;
  }

  /** Whether the client speaks SOCKS. */
  boolean socks() {
    byte first = sent.toByteArray()[0];
    return first == SOCKS4 || first == SOCKS5;
  }

  /** The client is about to write these bytes. */
  State sent(byte[] bytes, int offset, int length) {
    sent.write(bytes, offset, length);
    return sent.size() > MOST_BYTES ? State.FAILED : State.UNDECIDED;
  }

  /** The client read these bytes; those past the handshake are {@link #left}. */
  State received(byte[] bytes, int offset, int length) {
    received.write(bytes, offset, length);
    if (received.size() > MOST_BYTES) {
      return State.FAILED;
    }
    byte[] asked = sent.toByteArray();
    byte[] answered = received.toByteArray();
    try {
      switch (asked[0]) {
        case SOCKS4:
          return socks4(asked, answered);
        case SOCKS5:
          return socks5(asked, answered);
        default:
          return connect(asked, answered);
      }
    } catch (ArrayIndexOutOfBoundsException e) {
      // Not all is there yet; a handshake that never ends is bounded by the cap.
      return State.UNDECIDED;
    } catch (UnknownHostException | NumberFormatException e) {
      return State.FAILED;
    }
  }

  /** How many of the bytes read so far came after the handshake. */
  int left() {
    return received.size() - end;
  }

  private State socks4(byte[] asked, byte[] answered) throws UnknownHostException {
    int port = unsigned16(asked, 2);
    int user = 8;
    while (asked[user] != 0) {
      user++;
    }
    boolean byName = asked[4] == 0 && asked[5] == 0 && asked[6] == 0 && asked[7] != 0;
    if (byName) {
      int nameEnd = user + 1;
      while (asked[nameEnd] != 0) {
        nameEnd++;
      }
      target = named(Arrays.copyOfRange(asked, user + 1, nameEnd), port);
    } else {
      target =
          new InetSocketAddress(InetAddress.getByAddress(Arrays.copyOfRange(asked, 4, 8)), port);
    }
    if (answered[1] != SOCKS4_GRANTED) {
      return State.FAILED;
    }
    return answered.length < 8 ? State.UNDECIDED : established(8);
  }

  private State socks5(byte[] asked, byte[] answered) throws UnknownHostException {
    int client = 2 + (asked[1] & 0xff);
    int proxy = 2;
    if (answered[1] == USER_AND_PASSWORD) {
      client += 2 + (asked[client + 1] & 0xff);
      client += 1 + (asked[client] & 0xff);
      if (answered[proxy + 1] != 0) {
        return State.FAILED;
      }
      proxy += 2;
    } else if (answered[1] != 0) {
      return State.FAILED;
    }
    int hostEnd = addressEnd(asked, client);
    int port = unsigned16(asked, hostEnd);
    byte[] host = Arrays.copyOfRange(asked, client + 4, hostEnd);
    target =
        asked[client + 3] == 3
            ? named(Arrays.copyOfRange(host, 1, host.length), port)
            : new InetSocketAddress(InetAddress.getByAddress(host), port);
    if (answered[proxy + 1] != 0) {
      return State.FAILED;
    }
    int answerEnd = addressEnd(answered, proxy) + 2;
    return answered.length < answerEnd ? State.UNDECIDED : established(answerEnd);
  }

  private static int addressEnd(byte[] message, int at) {
    switch (message[at + 3]) {
      case 1:
        return at + 8;
      case 4:
        return at + 20;
      default:
        return at + 5 + (message[at + 4] & 0xff);
    }
  }

  private State connect(byte[] asked, byte[] answered) throws UnknownHostException {
    String answer = new String(answered, StandardCharsets.ISO_8859_1);
    int headersEnd = answer.indexOf("\r\n\r\n");
    if (headersEnd < 0) {
      return State.UNDECIDED;
    }
    if (!answer.startsWith("HTTP/1.") || !answer.startsWith(" 2", 8)) {
      // A 407 is answered by another CONNECT on the same connection.
      boolean again = answer.startsWith(" 407", 8);
      sent.reset();
      received.reset();
      return again ? State.UNDECIDED : State.FAILED;
    }
    String request = new String(asked, StandardCharsets.ISO_8859_1);
    int pathEnd = request.indexOf(' ', CONNECT.length());
    int colon = request.lastIndexOf(':', pathEnd);
    if (pathEnd < 0 || colon < CONNECT.length()) {
      return State.FAILED;
    }
    String host = request.substring(CONNECT.length(), colon).replace("[", "").replace("]", "");
    int port = Integer.parseInt(request.substring(colon + 1, pathEnd));
    target = named(host.getBytes(StandardCharsets.ISO_8859_1), port);
    return established(headersEnd + 4);
  }

  private State established(int answerEnd) {
    end = answerEnd;
    return State.ESTABLISHED;
  }

  /** Never asks a name service: only a literal address is resolved. */
  private static InetSocketAddress named(byte[] host, int port) throws UnknownHostException {
    String name = new String(host, StandardCharsets.ISO_8859_1);
    boolean literal = name.indexOf(':') >= 0 || name.matches("[0-9]+(\\.[0-9]+){3}");
    return literal
        ? new InetSocketAddress(InetAddress.getByName(name), port)
        : InetSocketAddress.createUnresolved(name, port);
  }

  private static int unsigned16(byte[] bytes, int at) {
    return ((bytes[at] & 0xff) << 8) | (bytes[at + 1] & 0xff);
  }
}
