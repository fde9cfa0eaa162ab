package io.ftplens.it.app;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text forms in which the hand-written clients announce and understand data endpoints. */
final class HostPort {
  private static final Pattern SIX = Pattern.compile("(\\d+),(\\d+),(\\d+),(\\d+),(\\d+),(\\d+)");
  private static final Pattern EXTENDED = Pattern.compile("\\|\\|\\|(\\d+)\\|");

  private HostPort() {}

  /** {@code PORT h1,h2,h3,h4,p1,p2} or {@code EPRT |proto|address|port|}. */
  static String announce(String verb, InetAddress address, int port) {
    if (verb.equals("EPRT")) {
      int protocol = address instanceof Inet6Address ? 2 : 1;
      String text = String.valueOf(address.getHostAddress());
      int zone = text.indexOf('%');
      return "EPRT |"
          + protocol
          + "|"
          + (zone < 0 ? text : text.substring(0, zone))
          + "|"
          + port
          + "|";
    }
    return "PORT "
        + address.getHostAddress().replace('.', ',')
        + ","
        + port / 256
        + ","
        + port % 256;
  }

  /** What a 227 or a 229 announces; the latter holds a port alone. */
  static InetSocketAddress announced(String reply, InetAddress server) throws Exception {
    Matcher extended = EXTENDED.matcher(reply);
    if (extended.find()) {
      return new InetSocketAddress(server, Integer.parseInt(extended.group(1)));
    }
    Matcher six = SIX.matcher(reply);
    if (!six.find()) {
      throw new java.io.IOException("no endpoint in " + reply);
    }
    String host = six.group(1) + "." + six.group(2) + "." + six.group(3) + "." + six.group(4);
    int port = Integer.parseInt(six.group(5)) * 256 + Integer.parseInt(six.group(6));
    return new InetSocketAddress(InetAddress.getByName(host), port);
  }
}
