package io.ftplens.protocol.event;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A numeric IP address and a TCP port.
 *
 * <p>IPv6 addresses are kept in the canonical text form of RFC 5952, without a zone, so that two
 * endpoints are equal when a packet capture shows them equal.
 */
public final class Endpoint {
  private final String address;
  private final int port;

  private Endpoint(String address, int port) {
    this.address = address;
    this.port = port;
  }

  /**
   * Makes an endpoint of an address that is already numeric and canonical.
   *
   * @param address IPv4 dotted or IPv6 as RFC 5952 writes it; an IPv6 address has at least one
   *     colon
   * @param port 0 to 65535
   */
  public static Endpoint of(String address, int port) {
    return new Endpoint(address, port);
  }

  /** Makes an endpoint of a resolved address; never looks a name up. */
  public static Endpoint of(InetAddress address, int port) {
    return new Endpoint(text(address), port);
  }

  /** Makes an endpoint of a resolved socket address; null if it is null or unresolved. */
  public static @Nullable Endpoint of(@Nullable InetSocketAddress address) {
    if (address == null || address.getAddress() == null) {
      return null;
    }
    return of(address.getAddress(), address.getPort());
  }

  /** The numeric address. */
  public String address() {
    return address;
  }

  /** The port, 0 to 65535. */
  public int port() {
    return port;
  }

  /** True if the address is an IPv6 one. */
  public boolean ipv6() {
    return address.indexOf(':') >= 0;
  }

  /** OpenTelemetry's {@code network.type}: {@code ipv4} or {@code ipv6}. */
  public String networkType() {
    return ipv6() ? "ipv6" : "ipv4";
  }

  private static String text(InetAddress address) {
    return address instanceof Inet6Address
        ? canonicalIpv6(address.getAddress())
        : String.valueOf(address.getHostAddress());
  }

  /**
   * Writes sixteen octets in the text form of RFC 5952, section 4: lower case, no leading zeros,
   * the longest run of two or more zero groups (the first of equals) as {@code ::}.
   */
  public static String canonicalIpv6(byte[] octets) {
    int[] groups = new int[8];
    for (int i = 0; i < 8; i++) {
      groups[i] = (octets[2 * i] & 0xff) << 8 | (octets[2 * i + 1] & 0xff);
    }
    int bestStart = -1;
    int bestLength = 1;
    for (int i = 0; i < 8; ) {
      int end = i;
      while (end < 8 && groups[end] == 0) {
        end++;
      }
      if (end - i > bestLength) {
        bestStart = i;
        bestLength = end - i;
      }
      i = Math.max(end, i + 1);
    }
    StringBuilder text = new StringBuilder(39);
    for (int i = 0; i < 8; ) {
      if (i == bestStart) {
        text.append("::");
        i += bestLength;
        continue;
      }
      if (text.length() > 0 && text.charAt(text.length() - 1) != ':') {
        text.append(':');
      }
      text.append(Integer.toHexString(groups[i]).toLowerCase(Locale.ROOT));
      i++;
    }
    return text.toString();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Endpoint
        && ((Endpoint) other).port == port
        && ((Endpoint) other).address.equals(address);
  }

  @Override
  public int hashCode() {
    return Objects.hash(address, port);
  }

  /** {@code 192.0.2.1:21}, {@code [2001:db8::1]:21}. */
  @Override
  public String toString() {
    return ipv6() ? "[" + address + "]:" + port : address + ":" + port;
  }
}
