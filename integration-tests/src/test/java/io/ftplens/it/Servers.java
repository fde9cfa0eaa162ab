package io.ftplens.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.ftplens.it.server.RecordingFtpServer;
import io.ftplens.it.server.ServedTransfer;
import java.net.Inet6Address;
import java.util.ArrayList;
import java.util.List;

/** The servers of a test: plain and explicit FTPS on IPv4 and IPv6, implicit FTPS on IPv4. */
public final class Servers implements AutoCloseable {
  private static final String NAME4 = "localhost";
  private static final String NAME6 = "::1";
  private static final String NAME_IMPLICIT = "127.0.0.1";

  private final RecordingFtpServer v4 = RecordingFtpServer.on("127.0.0.1");
  private final RecordingFtpServer v6 = RecordingFtpServer.on("::1");
  private final RecordingFtpServer implicit = RecordingFtpServer.implicitTlsOn("127.0.0.1");
  private int sessions;

  /** A session for a child: {@code network} is {@code 4}, {@code 6} or {@code implicit}. */
  public String session(String setup, String security, String network) {
    String tag = "s" + ++sessions + "-" + setup + "-" + security + "-" + network;
    String server =
        switch (network) {
          case "4" -> NAME4 + "," + v4.port();
          case "6" -> NAME6 + "," + v6.port();
          default -> NAME_IMPLICIT + "," + implicit.port();
        };
    return tag + "," + setup + "," + security + "," + server;
  }

  /** What all servers did. */
  public List<ServedTransfer> transfers() {
    List<ServedTransfer> all = new ArrayList<>();
    for (RecordingFtpServer server : List.of(v4, v6, implicit)) {
      assertThat(server.surprises()).as("what the server did not expect").isEmpty();
      all.addAll(server.transfers());
    }
    return all;
  }

  /** The name under which the children know the server of a transfer. */
  public String name(ServedTransfer transfer) {
    // The address first: a port of IPv6 may be one of IPv4 as well.
    if (transfer.controlServer.getAddress() instanceof Inet6Address) {
      return NAME6;
    }
    return transfer.controlServer.getPort() == v4.port() ? NAME4 : NAME_IMPLICIT;
  }

  @Override
  public void close() {
    v4.close();
    v6.close();
    implicit.close();
  }
}
