package io.ftplens.protocol.message;

import io.ftplens.protocol.event.Endpoint;
import org.jspecify.annotations.Nullable;

/** Reads numeric IP addresses; unlike {@code InetAddress} it can never look a name up. */
final class IpText {
  private static final int V4_OCTETS = 4;
  private static final int V6_OCTETS = 16;

  private IpText() {}

  /** The canonical text of an address in octets; an IPv4-mapped one as IPv4, as sockets show it. */
  static String canonical(byte[] octets) {
    if (octets.length == V4_OCTETS) {
      return dotted(octets, 0);
    }
    return mapped(octets) ? dotted(octets, V6_OCTETS - V4_OCTETS) : Endpoint.canonicalIpv6(octets);
  }

  /** Reads {@code 192.0.2.1}; null if that is not what the text is. */
  static byte @Nullable [] parseV4(String text) {
    byte[] octets = new byte[V4_OCTETS];
    int from = 0;
    for (int i = 0; i < V4_OCTETS; i++) {
      int to = i < V4_OCTETS - 1 ? text.indexOf('.', from) : text.length();
      int octet = to < 0 ? -1 : number(text, from, to, 10, 3);
      if (octet < 0 || octet > 255) {
        return null;
      }
      octets[i] = (byte) octet;
      from = to + 1;
    }
    return octets;
  }

  /** Reads an IPv6 address (RFC 4291, 2.2), zone dropped; null if that is not what the text is. */
  static byte @Nullable [] parseV6(String text) {
    int zone = text.indexOf('%');
    String address = zone < 0 ? text : text.substring(0, zone);
    int gap = address.indexOf("::");
    byte[] octets = new byte[V6_OCTETS];
    if (gap < 0) {
      return groups(address, octets, 0) == V6_OCTETS ? octets : null;
    }
    byte[] tail = new byte[V6_OCTETS];
    int headLength = groups(address.substring(0, gap), octets, 0);
    int tailLength = groups(address.substring(gap + 2), tail, 0);
    if (headLength < 0 || tailLength < 0 || headLength + tailLength > V6_OCTETS - 2) {
      return null;
    }
    System.arraycopy(tail, 0, octets, V6_OCTETS - tailLength, tailLength);
    return octets;
  }

  /** Reads groups divided by colons, the last maybe as dotted IPv4; their octets, -1 if wrong. */
  private static int groups(String text, byte[] octets, int start) {
    int filled = start;
    int from = 0;
    while (from < text.length()) {
      int colon = text.indexOf(':', from);
      int to = colon < 0 ? text.length() : colon;
      byte[] dotted = colon < 0 ? parseV4(text.substring(from)) : null;
      if (dotted != null && filled <= V6_OCTETS - V4_OCTETS) {
        System.arraycopy(dotted, 0, octets, filled, V4_OCTETS);
        return filled + V4_OCTETS;
      }
      int group = number(text, from, to, 16, 4);
      if (group < 0 || filled > V6_OCTETS - 2 || to + 1 == text.length()) {
        return -1;
      }
      octets[filled++] = (byte) (group >> 8);
      octets[filled++] = (byte) group;
      from = to + 1;
    }
    return filled;
  }

  private static int number(String text, int from, int to, int radix, int mostDigits) {
    if (to <= from || to - from > mostDigits) {
      return -1;
    }
    int number = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      int digit = c < 128 ? Character.digit(c, radix) : -1;
      if (digit < 0) {
        return -1;
      }
      number = number * radix + digit;
    }
    return number;
  }

  private static boolean mapped(byte[] octets) {
    for (int i = 0; i < 10; i++) {
      if (octets[i] != 0) {
        return false;
      }
    }
    return octets[10] == -1 && octets[11] == -1;
  }

  private static String dotted(byte[] octets, int from) {
    return (octets[from] & 0xff)
        + "."
        + (octets[from + 1] & 0xff)
        + "."
        + (octets[from + 2] & 0xff)
        + "."
        + (octets[from + 3] & 0xff);
  }
}
