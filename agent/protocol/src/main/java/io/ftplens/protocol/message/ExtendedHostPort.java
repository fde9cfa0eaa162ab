package io.ftplens.protocol.message;

import io.ftplens.protocol.event.Endpoint;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the forms of RFC 2428, whose delimiter is whatever character from 33 to 126 comes first:
 * {@code |1|192.0.2.1|6275|} and {@code (|||6446|)}.
 */
final class ExtendedHostPort {
  private static final int FIRST_DELIMITER = 33;
  private static final int LAST_DELIMITER = 126;

  /** One more than any port; keeps a long run of digits from overflowing. */
  private static final int TOO_LARGE = 65536;

  /** An IPv6 address with an IPv4 tail and a zone, and the delimiter. */
  private static final int LONGEST_FIELD = 64;

  private ExtendedHostPort() {}

  /** Decodes the argument of EPRT (RFC 2428, 2); null if malformed. */
  static @Nullable Endpoint decodeArgument(String argument) {
    String text = argument.trim();
    if (text.isEmpty() || !delimiter(text.charAt(0))) {
      return null;
    }
    char delimiter = text.charAt(0);
    int protocolEnd = text.indexOf(delimiter, 1);
    int addressEnd = protocolEnd < 0 ? -1 : text.indexOf(delimiter, protocolEnd + 1);
    if (addressEnd < 0) {
      return null;
    }
    byte[] address =
        address(text.substring(1, protocolEnd), text.substring(protocolEnd + 1, addressEnd));
    int port = portAt(text, addressEnd + 1, delimiter);
    return address != null && HostPort.port(port)
        ? Endpoint.of(IpText.canonical(address), port)
        : null;
  }

  /** The address families of RFC 2428, 2: 1 is IPv4, 2 is IPv6. */
  private static byte @Nullable [] address(String protocol, String address) {
    switch (protocol) {
      case "1":
        return IpText.parseV4(address);
      case "2":
        return IpText.parseV6(address);
      default:
        return null;
    }
  }

  /**
   * Finds the port in the text of a 229 (RFC 2428, 3); 0 if there is none. Within parentheses any
   * delimiter goes; without them, as some servers write it, only one that is no letter or digit.
   * What some servers put between the first three delimiters is ignored, as the RFC wants.
   */
  static int findPort(String text, int from) {
    for (int open = text.indexOf('(', from); open >= 0; open = text.indexOf('(', open + 1)) {
      int port = portOfFields(text, open + 1);
      if (HostPort.port(port)) {
        return port;
      }
    }
    for (int i = from; i < text.length(); i++) {
      if (!Character.isLetterOrDigit(text.charAt(i))) {
        int port = tripled(text, i) ? portOfFields(text, i) : 0;
        if (HostPort.port(port)) {
          return port;
        }
      }
    }
    return 0;
  }

  private static boolean tripled(String text, int at) {
    return at + 2 < text.length()
        && text.charAt(at) == text.charAt(at + 1)
        && text.charAt(at) == text.charAt(at + 2);
  }

  private static int portOfFields(String text, int start) {
    if (start >= text.length() || !delimiter(text.charAt(start))) {
      return 0;
    }
    char delimiter = text.charAt(start);
    int second = indexWithin(text, delimiter, start + 1);
    int third = second < 0 ? -1 : indexWithin(text, delimiter, second + 1);
    return third < 0 ? 0 : portAt(text, third + 1, delimiter);
  }

  /** Looks only as far as an address may reach, so that hostile text costs linear time. */
  private static int indexWithin(String text, char c, int from) {
    int end = Math.min(text.length(), from + LONGEST_FIELD);
    for (int i = from; i < end; i++) {
      if (text.charAt(i) == c) {
        return i;
      }
    }
    return -1;
  }

  /** Reads digits up to the delimiter, a parenthesis or the end; 0 if there is anything else. */
  private static int portAt(String text, int start, char delimiter) {
    int port = 0;
    int i = start;
    while (i < text.length() && text.charAt(i) != delimiter && text.charAt(i) != ')') {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return 0;
      }
      port = Math.min(TOO_LARGE, 10 * port + digit);
      i++;
    }
    return port;
  }

  private static boolean delimiter(char c) {
    return c >= FIRST_DELIMITER && c <= LAST_DELIMITER;
  }
}
