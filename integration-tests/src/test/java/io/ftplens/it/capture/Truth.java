package io.ftplens.it.capture;

import io.ftplens.it.server.ServedTransfer;
import io.ftplens.it.server.TinyProxy;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What happened while a capture ran: read from the capture alone where control connections are in
 * clear, and put together from the capture and the server's own record where TLS hides them.
 */
final class Truth {
  private Truth() {}

  /**
   * Reads all control connections to these ports.
   *
   * @param proxies ports of proxies through which all clients go; none if they go directly
   * @param served what the servers recorded; used for encrypted control connections only
   */
  static List<SeenTransfer> of(
      Path capture, Set<Integer> ports, Set<Integer> proxies, List<SeenTransfer> served) {
    Set<Integer> read = new HashSet<>(ports);
    read.addAll(proxies);
    List<Connection> all = Tshark.connections(capture, read);
    all.stream()
        .filter(connection -> proxies.contains(connection.listener.getPort()))
        .forEach(Connection::throughProxy);
    if (!proxies.isEmpty()) {
      // What a proxy says to a server is not what the client says.
      all.removeIf(connection -> !proxies.contains(connection.listener.getPort()));
    }
    List<SeenTransfer> seen = new ArrayList<>();
    Set<Connection> used = new HashSet<>();
    for (Connection control : all) {
      if (ports.contains(control.target().getPort()) && control.established()) {
        Dialogue dialogue = Dialogue.read(control, all, used);
        seen.addAll(dialogue.encrypted() ? recorded(control, served, all) : dialogue.transfers());
      }
    }
    return seen;
  }

  private static List<SeenTransfer> recorded(
      Connection control, List<SeenTransfer> served, List<Connection> all) {
    List<SeenTransfer> own = new ArrayList<>();
    for (SeenTransfer record : served) {
      if (record.controlClient.equals(control.opener)) {
        if (record.dataOpener != null) {
          syn(record, all);
        }
        record.encrypted = true;
        own.add(record);
      }
    }
    return own;
  }

  /** The same from a {@link io.ftplens.it.server.RecordingFtpServer}. */
  static List<SeenTransfer> of(List<ServedTransfer> served) {
    List<SeenTransfer> seen = new ArrayList<>();
    for (ServedTransfer record : served) {
      SeenTransfer transfer =
          new SeenTransfer(record.controlClient, record.controlServer, record.command, record.path);
      transfer.setup = record.setup;
      transfer.announced = record.advertised == null ? 0 : record.advertised.getPort();
      transfer.size = record.size;
      transfer.reply = record.reply;
      transfer.clientEnd = record.dataClient;
      transfer.dataOpener = record.dataClient;
      transfer.dataListener = record.dataServer;
      seen.add(transfer);
    }
    return seen;
  }

  /** What a server recorded of clients that a proxy connects to it, with their own ends. */
  static List<SeenTransfer> beyond(TinyProxy proxy, List<SeenTransfer> served) {
    return served.stream().map(record -> record.of(proxy::clientOf)).toList();
  }

  /** The record knows the two ends; the capture, which of them sent the SYN. */
  private static void syn(SeenTransfer transfer, List<Connection> all) {
    InetSocketAddress one = transfer.dataOpener;
    InetSocketAddress other = transfer.dataListener;
    for (Connection connection : all) {
      boolean straight = connection.opener.equals(one) && connection.target().equals(other);
      boolean reversed = connection.opener.equals(other) && connection.listener.equals(one);
      if (straight || reversed) {
        transfer.dataOpener = connection.opener;
        transfer.dataListener = connection.target();
        transfer.inbound = !connection.opener.equals(transfer.clientEnd);
        return;
      }
    }
    throw new AssertionError("no data connection of " + transfer + " in the capture");
  }
}
