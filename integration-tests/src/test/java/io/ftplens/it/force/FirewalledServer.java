package io.ftplens.it.force;

import java.util.List;

/**
 * An FTP server on the far side of the firewall.
 *
 * <p>The environment variable {@code FTPLENS_FTP_SERVERS_AT} names a program that, told {@code
 * start ADDRESS}, starts vsftpd, ProFTPD and Pure-FTPd on the ports below of that address, with
 * files that a user may write, and ends them when told {@code stop}.
 */
record FirewalledServer(String name, String user, int port) {
  private static final String VARIABLE = "FTPLENS_FTP_SERVERS_AT";

  /** Starts the servers that are no Java, if the machine has them. */
  static List<FirewalledServer> others(Namespaces namespaces) {
    String program = System.getenv(VARIABLE);
    if (program == null) {
      System.out.println(
          "SKIPPED: behind a firewall no vsftpd, ProFTPD and Pure-FTPd: "
              + VARIABLE
              + " is not set");
      return List.of();
    }
    namespaces.atTheServer(program + " start " + Namespaces.SERVER);
    return List.of(
        new FirewalledServer("vsftpd", "ftptest", 2131),
        new FirewalledServer("ProFTPD", "test", 2141),
        new FirewalledServer("Pure-FTPd", "test", 2151));
  }

  static void stopOthers(Namespaces namespaces) {
    namespaces.atTheServer(System.getenv(VARIABLE) + " stop");
  }

  /** A session for {@code AnyClientApp}. */
  String session(String client) {
    return client + "=" + user + "@" + name + ",PORT,plain," + Namespaces.SERVER + "," + port;
  }

  String url() {
    return "ftp://" + user + "@" + Namespaces.SERVER + ":" + port + "/";
  }
}
