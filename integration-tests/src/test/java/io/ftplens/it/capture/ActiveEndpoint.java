package io.ftplens.it.capture;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Where a client wants to be called back. */
final class ActiveEndpoint {
  private ActiveEndpoint() {}

  static InetSocketAddress of(String verb, String argument) throws IOException {
    if (verb.equals("EPRT")) {
      String[] parts = argument.split("\\|", -1);
      return new InetSocketAddress(InetAddress.getByName(parts[2]), Integer.parseInt(parts[3]));
    }
    String[] n = argument.split(",", -1);
    // LPRT: 4,4,h1,h2,h3,h4,2,p1,p2 (RFC 1639, 2)
    int host = verb.equals("LPRT") ? 2 : 0;
    int port = verb.equals("LPRT") ? 7 : 4;
    String address = n[host] + "." + n[host + 1] + "." + n[host + 2] + "." + n[host + 3];
    return new InetSocketAddress(
        InetAddress.getByName(address),
        Integer.parseInt(n[port]) * 256 + Integer.parseInt(n[port + 1]));
  }
}
