package io.ftplens.protocol.session;

import io.ftplens.protocol.event.DataConnection;
import io.ftplens.protocol.event.DataConnectionMode;
import io.ftplens.protocol.event.Endpoint;
import io.ftplens.protocol.event.SessionInfo;
import org.jspecify.annotations.Nullable;

/**
 * Collects between which ends the data connections of a session ran, or were to run, and says which
 * openings the firewalls on both sides need for them.
 */
final class FirewallHint {
  /** Where clients listen, unless they are told a range; the next session has other ports. */
  private static final String EPHEMERAL = ":1024-65535";

  /** A server that goes to the trouble of a port below this has but that. */
  private static final int UNPRIVILEGED = 1024;

  private final SessionInfo session;
  private final EndpointRange activeFrom = new EndpointRange();
  private final EndpointRange activeTo = new EndpointRange();
  private final EndpointRange passiveTo = new EndpointRange();

  FirewallHint(SessionInfo session) {
    this.session = session;
  }

  /**
   * Notes a transfer's data connection, by its ends or, where none was seen, by what was announced.
   *
   * @param failed whether the transfer did; one that did well without a connection to this host was
   *     between two servers
   */
  void add(DataConnection data, boolean failed) {
    Endpoint announced = data.advertised();
    Endpoint local = data.local();
    Endpoint peer = data.peer();
    boolean seen = local != null && peer != null;
    if (data.mode() == DataConnectionMode.NONE || !(seen || (announced != null && failed))) {
      return;
    }
    if (data.mode() == DataConnectionMode.ACTIVE) {
      activeTo.add(local == null ? meant(announced, session.local()) : local);
      activeFrom.add(peer);
    } else {
      passiveTo.add(peer == null ? meant(announced, session.peer()) : peer);
    }
  }

  /** 0.0.0.0 and :: stand for the end of the control connection. */
  private static @Nullable Endpoint meant(@Nullable Endpoint announced, Endpoint end) {
    return announced != null && AddressKind.of(announced) == AddressKind.WILDCARD
        ? Endpoint.of(end.address(), announced.port())
        : announced;
  }

  /** The openings, as seen from this host; null if no data connection was agreed. */
  @Nullable String text() {
    boolean passive = !passiveTo.isEmpty();
    if (activeTo.isEmpty()) {
      return passive
          ? "client: allow outbound TCP to "
              + passivePorts()
              + "; server: allow inbound TCP from "
              + session.local().address()
              + " to "
              + passivePorts()
          : null;
    }
    String active = activeSource() + " to " + activeTo.addresses() + EPHEMERAL;
    return passive
        ? "client: allow inbound TCP from "
            + active
            + ", or use passive mode throughout, and allow outbound TCP to "
            + passivePorts()
            + "; server: allow outbound TCP from "
            + active
            + ", and inbound TCP from "
            + session.local().address()
            + " to "
            + passivePorts()
        : "client: allow inbound TCP from "
            + active
            + ", or use passive mode; server: allow outbound TCP from "
            + active;
  }

  private String passivePorts() {
    return passiveTo + " (ports seen)";
  }

  /**
   * A server connects from the port below its own (RFC 959, 3.2), from another fixed one, or any.
   */
  private String activeSource() {
    if (activeFrom.isEmpty()) {
      return session.peer().address()
          + " (by RFC 959 its port "
          + (session.peer().port() - 1)
          + ")";
    }
    boolean fixed =
        activeFrom.onePort()
            && (activeFrom.lowest() == session.peer().port() - 1
                || activeFrom.lowest() < UNPRIVILEGED);
    return fixed ? activeFrom.toString() : activeFrom.addresses() + " (any port)";
  }
}
