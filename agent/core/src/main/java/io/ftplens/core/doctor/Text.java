package io.ftplens.core.doctor;

import io.ftplens.protocol.event.Endpoint;
import io.ftplens.protocol.event.FtpReply;
import io.ftplens.protocol.event.SetupCommand;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLHandshakeException;

/** Replies, exceptions and addresses as a person reads them. */
final class Text {
  private static final int LONGEST = 120;

  private Text() {}

  /** The first line of a reply; what could disguise it is replaced. */
  static String of(FtpReply reply) {
    return oneLine(reply.lines().get(0));
  }

  static String oneLine(String text) {
    return oneLine(text, LONGEST);
  }

  static String oneLine(String text, int longest) {
    int length = Math.min(text.length(), longest);
    StringBuilder line = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      boolean harmless =
          !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT && c < 0x2028;
      line.append(harmless ? c : '?');
    }
    return line.toString();
  }

  /** What an exception means. */
  static String reason(IOException e) {
    if (e instanceof SocketTimeoutException) {
      return "timed out";
    }
    if (e instanceof UnknownHostException) {
      return "unknown host";
    }
    if (e instanceof ConnectException || e instanceof NoRouteToHostException) {
      return oneLine(String.valueOf(e.getMessage()));
    }
    if (e instanceof SSLHandshakeException) {
      Throwable root = e;
      boolean certificate = false;
      while (root.getCause() != null) {
        root = root.getCause();
        certificate |=
            root instanceof CertificateException || root instanceof CertPathBuilderException;
      }
      if (certificate) {
        return "the server's certificate is not trusted here ("
            + oneLine(String.valueOf(root.getMessage()))
            + "); --insecure tries all the same";
      }
      return "TLS handshake failed: " + oneLine(String.valueOf(e.getMessage()));
    }
    return oneLine(e.getMessage() == null ? e.toString() : e.getMessage());
  }

  /** The argument of PORT (RFC 959, 4.1.2) or EPRT (RFC 2428, 2). */
  static String announce(SetupCommand setup, Endpoint endpoint) {
    if (setup == SetupCommand.EPRT) {
      return "|"
          + (endpoint.ipv6() ? 2 : 1)
          + "|"
          + endpoint.address()
          + "|"
          + endpoint.port()
          + "|";
    }
    return endpoint.address().replace('.', ',')
        + ","
        + (endpoint.port() >> 8)
        + ","
        + (endpoint.port() & 255);
  }
}
