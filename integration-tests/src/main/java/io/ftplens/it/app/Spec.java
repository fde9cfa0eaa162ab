package io.ftplens.it.app;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** One session an application is to hold: {@code tag,setup,security,host,port}. */
final class Spec {
  /** Begins the paths of this session, so that no two sessions share one. */
  final String tag;

  /** {@code active} or {@code passive}, or the very command: {@code PORT EPRT PASV EPSV}. */
  final String setup;

  /** {@code plain}, {@code tls-c}, {@code tls-p} (explicit) or {@code implicit}. */
  final String security;

  final String host;
  final int port;

  private Spec(String[] parts) {
    tag = parts[0];
    setup = parts[1];
    security = parts[2];
    host = parts[3];
    port = Integer.parseInt(parts[4]);
  }

  static Spec parse(String argument) {
    return new Spec(argument.split(",", -1));
  }

  boolean active() {
    return setup.equals("active") || setup.equals("PORT") || setup.equals("EPRT");
  }

  boolean dataProtected() {
    return security.equals("tls-p") || security.equals("implicit");
  }

  InetAddress address() throws UnknownHostException {
    return InetAddress.getByName(host);
  }
}
