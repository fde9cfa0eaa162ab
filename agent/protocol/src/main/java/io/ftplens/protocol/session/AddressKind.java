package io.ftplens.protocol.session;

import io.ftplens.protocol.event.Endpoint;

/** Where on the net a numeric address can be reached from. */
public enum AddressKind {
  /** 0.0.0.0 and :: stand for "the address you see me at". */
  WILDCARD,
  /** 127.0.0.0/8 and ::1: this host. */
  LOOPBACK,
  /** RFC 1918, 6598 (carrier NAT), 3927 and 4193, 4291 (link-local): not from outside. */
  PRIVATE,
  /** Any other. */
  PUBLIC;

  /** Classifies the address of an endpoint. */
  public static AddressKind of(Endpoint endpoint) {
    String address = endpoint.address();
    return endpoint.ipv6() ? ofV6(address) : ofV4(address);
  }

  private static AddressKind ofV6(String address) {
    if (address.equals("::")) {
      return WILDCARD;
    }
    if (address.equals("::1")) {
      return LOOPBACK;
    }
    boolean uniqueLocal = address.startsWith("fc") || address.startsWith("fd");
    boolean linkLocal =
        address.length() > 2 && address.startsWith("fe") && "89ab".indexOf(address.charAt(2)) >= 0;
    boolean fourDigits = address.indexOf(':') == 4;
    return fourDigits && (uniqueLocal || linkLocal) ? PRIVATE : PUBLIC;
  }

  private static AddressKind ofV4(String address) {
    int first = octet(address, 0);
    int second = octet(address, address.indexOf('.') + 1);
    switch (first) {
      case 0:
        return address.equals("0.0.0.0") ? WILDCARD : PRIVATE;
      case 127:
        return LOOPBACK;
      case 10:
        return PRIVATE;
      case 100:
        return second >= 64 && second <= 127 ? PRIVATE : PUBLIC;
      case 169:
        return second == 254 ? PRIVATE : PUBLIC;
      case 172:
        return second >= 16 && second <= 31 ? PRIVATE : PUBLIC;
      case 192:
        return second == 168 ? PRIVATE : PUBLIC;
      default:
        return PUBLIC;
    }
  }

  /** The number that begins here; the text is canonical, so there is one. */
  private static int octet(String address, int from) {
    int octet = 0;
    for (int i = from; i < address.length() && address.charAt(i) != '.'; i++) {
      octet = 10 * octet + address.charAt(i) - '0';
    }
    return octet;
  }
}
