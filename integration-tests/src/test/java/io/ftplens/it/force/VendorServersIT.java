package io.ftplens.it.force;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ftplens.it.jvm.ChildJvm;
import io.ftplens.it.jvm.Jdks;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The servers that most of the world runs. The environment variable {@code FTPLENS_FTP_SERVERS}
 * says where they are: {@code vsftpd=user@127.0.0.1:2131,ProFTPD=…,Pure-FTPd=…}.
 */
class VendorServersIT {
  private static final String VARIABLE = "FTPLENS_FTP_SERVERS";
  private static final List<String> CLIENTS =
      List.of(
          "commons-net",
          "edt",
          "AFTER_150",
          "BLOCKED",
          "SELECTOR",
          "ADAPTOR",
          "PIPELINED_FIRST",
          "netty");
  private static final List<String> KNOW_PASSIVE = List.of("commons-net", "edt");

  /** Those that do more than plain FTP. */
  private static final List<String> OVER_TLS = List.of("commons-net", "AFTER_150");

  @BeforeEach
  void serversAreThere() {
    if (System.getenv(VARIABLE) == null) {
      String reason = "no vsftpd, ProFTPD and Pure-FTPd: " + VARIABLE + " is not set";
      System.out.println("SKIPPED: " + reason);
      assumeTrue(false, reason);
    }
  }

  /** Its name, port and user. */
  private static String[] server(String name) {
    for (String entry : System.getenv(VARIABLE).split(",", -1)) {
      String[] parts = entry.split("[=@:]", -1);
      if (parts[0].equals(name)) {
        return new String[] {name, parts[3], parts[1]};
      }
    }
    throw new AssertionError("no " + name + " in " + System.getenv(VARIABLE));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @CsvSource({
    "vsftpd,active", "vsftpd,passive", "vsftpd,forced",
    "ProFTPD,active", "ProFTPD,passive", "ProFTPD,forced",
    "Pure-FTPd,active", "Pure-FTPd,passive", "Pure-FTPd,forced"
  })
  void everyClientGetsItsFile(String name, String mode) {
    String[] server = server(name);
    boolean passive = mode.equals("passive");
    List<String> arguments = new ArrayList<>(List.of("20000"));
    for (String client : CLIENTS) {
      if (!passive || KNOW_PASSIVE.contains(client)) {
        arguments.add(client + "=" + spec(server[2], mode, "plain", server[1]));
      }
    }
    for (String client : OVER_TLS) {
      if (!passive || client.equals("commons-net")) {
        arguments.add(client + "=" + spec(server[2], mode, "tls-p", server[1]));
      }
    }
    arguments.add("jdk=" + spec(server[2], mode, "plain", server[1]));
    ChildJvm child =
        ChildJvm.on(Jdks.own())
            .agent("otel=none")
            // The JDK closes an upload over TLS 1.3 with the server's session tickets unread: the
            // connection is reset, and ProFTPD loses the end of the file, agent or not.
            .property("jdk.tls.client.protocols", "TLSv1.2")
            .classPath(AnyClients.classPath())
            .main("AnyClientApp", arguments);
    if (mode.equals("forced")) {
      child.property("ftplens.force-passive", "true");
    }
    ChildJvm.Exit exit = child.run().expectSuccess();
    assertThat(exit.stdout().lines())
        .hasSize(arguments.size() - 1)
        .allMatch(line -> line.endsWith(" same"));
    String expected = mode.equals("active") ? "active" : "passive";
    assertThat(exit.transferLines())
        .filteredOn(line -> !"jdk".equals(line.get("client")))
        .hasSizeGreaterThanOrEqualTo(2 * (arguments.size() - 2))
        .allMatch(line -> line.get("mode").equals(expected))
        .allMatch(line -> mode.equals("forced") == "true".equals(line.get("forced")))
        .allMatch(line -> "226".equals(line.get("reply")))
        .allMatch(line -> line.get("size").equals("150001") || line.get("command").equals("NLST"));
    System.out.printf("CHECKED: %s, %s: %d transfers%n", name, mode, exit.transferLines().size());
  }

  private static String spec(String user, String mode, String security, String port) {
    String setup = mode.equals("passive") ? "passive" : "PORT";
    return user + "@" + mode + "-" + security + "," + setup + "," + security + ",127.0.0.1," + port;
  }
}
