package io.ftplens.protocol.message;

import io.ftplens.protocol.event.Endpoint;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the numbers of {@code h1,h2,h3,h4,p1,p2} (RFC 959, 4.1.2) and of the long form {@code
 * af,hal,h1,...,pal,p1,...} (RFC 1639).
 *
 * <p>{@code 192,168,150,80,14,178} is port 14 * 256 + 178 = 3762. Every method returns null for
 * what is malformed: a wrong count, a number over 255, port 0.
 */
final class HostPort {
  private static final int SHORT_FORM = 6;
  private static final int LARGEST_PORT = 65535;

  private HostPort() {}

  /** Finds the short form in a text. */
  static @Nullable Endpoint findShort(String text, int from) {
    NumberLists lists = new NumberLists(text, from);
    for (int[] numbers = lists.next(); numbers != null; numbers = lists.next()) {
      Endpoint endpoint = numbers.length == SHORT_FORM ? endpoint(numbers, 0, 4, 4, 2) : null;
      if (endpoint != null) {
        return endpoint;
      }
    }
    return null;
  }

  /** Finds the long form in a text. */
  static @Nullable Endpoint findLong(String text, int from) {
    NumberLists lists = new NumberLists(text, from);
    for (int[] numbers = lists.next(); numbers != null; numbers = lists.next()) {
      Endpoint endpoint = decodeLong(numbers);
      if (endpoint != null) {
        return endpoint;
      }
    }
    return null;
  }

  private static @Nullable Endpoint decodeLong(int[] numbers) {
    // RFC 1639, 3: the address family is the IP version, so 4 goes with 4 octets and 6 with 16.
    int hostLength = numbers[1];
    boolean knownFamily =
        (numbers[0] == 4 && hostLength == 4) || (numbers[0] == 6 && hostLength == 16);
    int portLengthAt = 2 + hostLength;
    if (!knownFamily || numbers.length <= portLengthAt) {
      return null;
    }
    int portLength = numbers[portLengthAt];
    if (numbers.length != portLengthAt + 1 + portLength) {
      return null;
    }
    return endpoint(numbers, 2, hostLength, portLengthAt + 1, portLength);
  }

  private static @Nullable Endpoint endpoint(
      int[] numbers, int hostAt, int hostLength, int portAt, int portLength) {
    byte[] host = new byte[hostLength];
    for (int i = 0; i < hostLength; i++) {
      if (numbers[hostAt + i] > 255) {
        return null;
      }
      host[i] = (byte) numbers[hostAt + i];
    }
    int port = 0;
    for (int i = 0; i < portLength; i++) {
      if (numbers[portAt + i] > 255) {
        return null;
      }
      port = Math.min(LARGEST_PORT + 1, (port << 8) | numbers[portAt + i]);
    }
    return port(port) ? Endpoint.of(IpText.canonical(host), port) : null;
  }

  /** True for a TCP port that can be connected to. */
  static boolean port(int port) {
    return port > 0 && port <= LARGEST_PORT;
  }
}
