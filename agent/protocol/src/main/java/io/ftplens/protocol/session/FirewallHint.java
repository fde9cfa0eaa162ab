package io.ftplens.protocol.session;

import io.ftplens.protocol.event.ConnectionDirection;
import io.ftplens.protocol.event.DataConnection;
import io.ftplens.protocol.event.Endpoint;
import org.jspecify.annotations.Nullable;

/** Collects which ends the data connections of a session really had, for a firewall rule. */
final class FirewallHint {
  private final Range inboundFrom = new Range();
  private final Range inboundTo = new Range();
  private final Range outboundTo = new Range();

  void add(DataConnection data) {
    Endpoint local = data.local();
    Endpoint peer = data.peer();
    if (local == null || peer == null) {
      return;
    }
    if (data.direction() == ConnectionDirection.INBOUND) {
      inboundFrom.add(peer);
      inboundTo.add(local);
    } else {
      outboundTo.add(peer);
    }
  }

  /** The openings, as seen from the client; null if there was no data connection. */
  @Nullable String text() {
    String inbound =
        inboundTo.isEmpty()
            ? null
            : "allow inbound TCP from "
                + inboundFrom
                + " to "
                + inboundTo
                + ", or use passive mode";
    String outbound = outboundTo.isEmpty() ? null : "allow outbound TCP to " + outboundTo;
    if (inbound == null) {
      return outbound == null ? null : "client: " + outbound;
    }
    return outbound == null ? "client: " + inbound : "client: " + inbound + "; " + outbound;
  }

  /** The address of the latest endpoint, and the ports of all. */
  private static final class Range {
    private @Nullable Endpoint latest;
    private int lowest = Integer.MAX_VALUE;
    private int highest;

    void add(Endpoint endpoint) {
      latest = endpoint;
      lowest = Math.min(lowest, endpoint.port());
      highest = Math.max(highest, endpoint.port());
    }

    boolean isEmpty() {
      return latest == null;
    }

    @Override
    public String toString() {
      if (latest == null) {
        return "";
      }
      String low = Endpoint.of(latest.address(), lowest).toString();
      return lowest == highest ? low : low + "-" + highest;
    }
  }
}
