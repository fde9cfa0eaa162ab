package io.ftplens.it;

import io.ftplens.it.server.ServedTransfer;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.SoftAssertions;

/** What the contract says of a transfer, given what the server and its sockets did. */
public final class Expected {
  private Expected() {}

  /** Every attribute of the span, and no other; diagnoses and the client's version are apart. */
  static Map<String, Object> attributes(ServedTransfer t, Client client) {
    Map<String, Object> map = new TreeMap<>();
    map.put("ftp.command.name", t.command);
    map.put("ftp.data_connection.mode", t.mode());
    map.put("ftp.data_connection.setup_command", t.setup);
    endpoint(map, "ftp.data_connection.advertised", t.advertised);
    if (t.dataClient != null) {
      map.put("ftp.data_connection.direction", t.direction());
      endpoint(map, "ftp.data_connection.local", t.dataClient);
      endpoint(map, "ftp.data_connection.peer", t.dataServer);
    }
    if (t.attempts.size() > 1) {
      map.put("ftp.data_connection.attempts", List.copyOf(t.attempts));
    }
    if (t.dataProtected) {
      map.put("ftp.data_connection.protected", true);
    }
    map.put("ftp.transfer.size", t.size);
    map.put("ftp.transfer.type", t.type);
    if (t.restart >= 0) {
      map.put("ftp.transfer.restart_offset", t.restart);
    }
    map.put("network.io.direction", t.ioDirection());
    map.put("ftp.reply.code", (long) t.reply);
    if (t.path != null) {
      map.put("file.path", t.path);
    }
    map.put("server.address", client.serverName());
    map.put("server.port", (long) t.controlServer.getPort());
    endpoint(map, "network.peer", t.controlServer);
    endpoint(map, "network.local", t.controlClient);
    map.put("network.transport", "tcp");
    map.put("network.type", t.controlServer.getAddress() instanceof Inet6Address ? "ipv6" : "ipv4");
    map.put("network.protocol.name", t.controlProtected ? "ftps" : "ftp");
    map.put("ftp.client.library", client.library());
    if (client.library().equals("commons-net")) {
      // What it was told is what it did: it never changes by itself.
      map.put("ftp.client.configured_mode", t.setup.matches("PORT|EPRT") ? "active" : "passive");
    } else if (client.library().equals("jdk")) {
      map.put("ftp.client.configured_mode", "passive");
    }
    return map;
  }

  /** The diagnoses that follow from this transfer alone. */
  static List<String> diagnoses(ServedTransfer t) {
    boolean askedForPassive =
        t.attempts.stream().anyMatch(each -> each.matches("(EPSV|PASV) \\d+"));
    return t.mode().equals("active") && askedForPassive ? List.of("fallback_to_active") : List.of();
  }

  /** The keys of the log line that the contract shows, with their values; ids excepted. */
  static Map<String, String> logValues(ServedTransfer t) {
    Map<String, String> map = new LinkedHashMap<>();
    map.put("command", t.command);
    map.put("mode", t.mode());
    map.put("setup", t.setup);
    map.put("direction", t.dataClient == null ? null : t.direction());
    map.put("data.local", text(t.dataClient));
    map.put("data.peer", text(t.dataServer));
    map.put("control.local", text(t.controlClient));
    map.put("control.peer", text(t.controlServer));
    map.put("size", String.valueOf(t.size));
    map.put("reply", String.valueOf(t.reply));
    map.put("path", t.path);
    return map;
  }

  private static void endpoint(Map<String, Object> map, String prefix, InetSocketAddress end) {
    if (end != null) {
      map.put(prefix + ".address", address(end));
      map.put(prefix + ".port", (long) end.getPort());
    }
  }

  /** {@code 127.0.0.1:21}, {@code [::1]:21}; null for null. */
  static String text(InetSocketAddress end) {
    if (end == null) {
      return null;
    }
    String address = address(end);
    return (address.contains(":") ? "[" + address + "]" : address) + ":" + end.getPort();
  }

  /** RFC 5952 for the only IPv6 address that tests use. */
  private static String address(InetSocketAddress end) {
    boolean loopback6 =
        end.getAddress() instanceof Inet6Address && end.getAddress().isLoopbackAddress();
    return loopback6 ? "::1" : end.getAddress().getHostAddress();
  }

  /**
   * How an application named the server, and what it used to talk to it.
   *
   * @param serverName as the application wrote it
   * @param library {@code commons-net}, {@code jdk} or a class
   * @param version a pattern for its version; null if there is none
   */
  public record Client(String serverName, String library, String version) {
    /** Of a client whose version is not known. */
    public Client(String serverName, String library) {
      this(serverName, library, null);
    }

    /** Asserts that the version is right, and takes it out of the attributes. */
    void checkVersion(SoftAssertions softly, String key, Map<String, Object> attributes) {
      Object actual = attributes.remove("ftp.client.version");
      if (version == null) {
        softly.assertThat(actual).as(key + ": ftp.client.version").isNull();
      } else {
        softly.assertThat(String.valueOf(actual)).as(key + ": ftp.client.version").matches(version);
      }
    }
  }
}
