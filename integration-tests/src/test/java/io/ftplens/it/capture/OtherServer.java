package io.ftplens.it.capture;

import io.ftplens.it.server.ApacheServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A server that others wrote: Apache FtpServer in this process, and those that the environment
 * variable {@code FTPLENS_FTP_SERVERS} names, as {@code vsftpd=user@127.0.0.1:2131,…}; the user may
 * write, and the password is {@code s3cret}.
 */
final class OtherServer implements AutoCloseable {
  private static final String APACHE = "Apache FtpServer";

  private final String user;
  private final String host;
  private final int port;
  private final ApacheServer apache;

  private OtherServer(String user, String host, int port, ApacheServer apache) {
    this.user = user;
    this.host = host;
    this.port = port;
    this.apache = apache;
  }

  /** Those that are there. */
  static List<String> names() {
    List<String> names = new java.util.ArrayList<>(List.of(APACHE));
    names.addAll(external().keySet());
    return names;
  }

  private static Map<String, String> external() {
    Map<String, String> servers = new LinkedHashMap<>();
    for (String entry : System.getenv().getOrDefault("FTPLENS_FTP_SERVERS", "").split(",", -1)) {
      if (!entry.isEmpty()) {
        servers.put(
            entry.substring(0, entry.indexOf('=')), entry.substring(entry.indexOf('=') + 1));
      }
    }
    return servers;
  }

  /** Starts it, unless it runs already. */
  static OtherServer start(String name) {
    if (name.equals(APACHE)) {
      try {
        ApacheServer server = ApacheServer.serving(Files.createTempDirectory("ftp"));
        return new OtherServer("test", "127.0.0.1", server.port(), server);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    String address = external().get(name);
    int at = address.indexOf('@');
    int colon = address.lastIndexOf(':');
    return new OtherServer(
        address.substring(0, at),
        address.substring(at + 1, colon),
        Integer.parseInt(address.substring(colon + 1)),
        null);
  }

  String user() {
    return user;
  }

  String host() {
    return host;
  }

  int port() {
    return port;
  }

  @Override
  public void close() {
    if (apache != null) {
      apache.close();
    }
  }
}
