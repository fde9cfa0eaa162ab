package io.ftplens.core.doctor;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/** What the user asked: the server, who logs in, and how. */
final class Consultation {
  private static final int FTP_PORT = 21;
  private static final int IMPLICIT_TLS_PORT = 990;
  private static final int DEFAULT_TIMEOUT_SECONDS = 10;

  final String host;
  final int port;
  final String user;
  final String directory;
  final boolean implicitTls;
  final boolean tlsOnly;
  final boolean insecure;
  final int timeoutMillis;
  final @Nullable String passwordFile;

  private Consultation(
      URI server,
      String user,
      String directory,
      boolean tlsOnly,
      boolean insecure,
      int timeoutSeconds,
      @Nullable String passwordFile) {
    this.implicitTls = "ftps".equalsIgnoreCase(server.getScheme());
    String name = server.getHost();
    this.host = name.startsWith("[") ? name.substring(1, name.length() - 1) : name;
    int usual = implicitTls ? IMPLICIT_TLS_PORT : FTP_PORT;
    this.port = server.getPort() < 0 ? usual : server.getPort();
    this.user = user;
    this.directory = directory;
    this.tlsOnly = tlsOnly;
    this.insecure = insecure;
    this.timeoutMillis = timeoutSeconds * 1000;
    this.passwordFile = passwordFile;
  }

  boolean anonymous() {
    return user.equals("anonymous");
  }

  /** Reads the command line. */
  static Consultation parse(String... arguments) throws DoctorFailure {
    URI server = null;
    String passwordFile = null;
    boolean tlsOnly = false;
    boolean insecure = false;
    int timeoutSeconds = DEFAULT_TIMEOUT_SECONDS;
    for (int i = 0; i < arguments.length; i++) {
      switch (arguments[i]) {
        case "--tls":
          tlsOnly = true;
          break;
        case "--insecure":
          insecure = true;
          break;
        case "--password-file":
          passwordFile = operand(arguments, ++i);
          break;
        case "--timeout":
          timeoutSeconds = seconds(operand(arguments, ++i));
          break;
        default:
          if (server != null || arguments[i].startsWith("-")) {
            throw usage("'" + arguments[i] + "' is not understood");
          }
          server = server(arguments[i]);
          break;
      }
    }
    if (server == null) {
      throw usage("the URL of a server is missing");
    }
    String user = server.getUserInfo();
    String path = server.getPath();
    return new Consultation(
        server,
        safe(user == null || user.isEmpty() ? "anonymous" : user),
        safe(path == null || path.equals("/") ? "" : path),
        tlsOnly,
        insecure,
        timeoutSeconds,
        passwordFile);
  }

  private static URI server(String text) throws DoctorFailure {
    URI uri;
    try {
      uri = new URI(text.contains("://") ? text : "ftp://" + text);
    } catch (URISyntaxException e) {
      // Its message would repeat the URL, and there may be a password in it.
      throw usage("that is no URL of the form ftp://[user@]host[:port]/");
    }
    String scheme = uri.getScheme();
    if (uri.getHost() == null
        || !("ftp".equalsIgnoreCase(scheme) || "ftps".equalsIgnoreCase(scheme))) {
      throw usage("that is no URL of the form ftp://[user@]host[:port]/");
    }
    String user = uri.getRawUserInfo();
    if (user != null && user.indexOf(':') >= 0) {
      throw usage(
          "a password on the command line can be read by every user of this host; give it by"
              + " --password-file, or when the terminal asks");
    }
    return uri;
  }

  private static String operand(String[] arguments, int index) throws DoctorFailure {
    if (index >= arguments.length) {
      throw usage(arguments[index - 1] + " needs a value");
    }
    return arguments[index];
  }

  private static int seconds(String text) throws DoctorFailure {
    if (!text.matches("[1-9][0-9]{0,3}")) {
      throw usage("--timeout takes seconds, from 1 to 9999");
    }
    return Integer.parseInt(text);
  }

  /** A line end in it would be a command of its own. */
  private static String safe(String text) throws DoctorFailure {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ' ' || text.charAt(i) == 0x7f) {
        throw usage("the URL holds a control character");
      }
    }
    return text;
  }

  private static DoctorFailure usage(String message) {
    return new DoctorFailure(DoctorFailure.USAGE, message);
  }
}
