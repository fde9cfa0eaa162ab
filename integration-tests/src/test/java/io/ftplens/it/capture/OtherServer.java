package io.ftplens.it.capture;

import io.ftplens.it.server.ApacheServer;
import io.ftplens.it.server.MockServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A server that others wrote: Apache FtpServer and MockFtpServer in this process, and those that
 * the environment variable {@code FTPLENS_FTP_SERVERS} names, as {@code
 * vsftpd=user@127.0.0.1:2131,…}; the user may write, and the password is {@code s3cret}.
 */
final class OtherServer implements AutoCloseable {
  /** It knows no more commands than a test needs, so not every client gets along with it. */
  static final String MOCK = "MockFtpServer";

  private static final String APACHE = "Apache FtpServer";

  private final String user;
  private final String host;
  private final int port;
  private final Runnable stop;

  private OtherServer(String user, String host, int port, Runnable stop) {
    this.user = user;
    this.host = host;
    this.port = port;
    this.stop = stop;
  }

  /** Those that are there and do all that clients ask. */
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
        return new OtherServer("test", "127.0.0.1", server.port(), server::close);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    if (name.equals(MOCK)) {
      MockServer server = MockServer.start();
      return new OtherServer("test", "127.0.0.1", server.port(), server::close);
    }
    String address = external().get(name);
    int at = address.indexOf('@');
    int colon = address.lastIndexOf(':');
    return new OtherServer(
        address.substring(0, at),
        address.substring(at + 1, colon),
        Integer.parseInt(address.substring(colon + 1)),
        () -> {});
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
    stop.run();
  }
}
