package io.ftplens.core.tap;

import io.ftplens.core.force.ForcedPassive;
import io.ftplens.core.force.ForcedSetup;
import io.ftplens.core.force.ListenerRegistry;
import io.ftplens.core.force.WireForcing;
import io.ftplens.protocol.event.ConnectionDirection;
import io.ftplens.protocol.session.ExpectedDataConnection;
import io.ftplens.protocol.session.FtpSession;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** Joins the forcing of one control connection to the tap. */
final class ForcingHost implements WireForcing.Host {
  private final SocketTap tap;
  private final ControlConnection control;
  private final SessionWatch watch;

  ForcingHost(SocketTap tap, ControlConnection control, SessionWatch watch) {
    this.tap = tap;
    this.control = control;
    this.watch = watch;
  }

  @Override
  public ForcedPassive forcedPassive() {
    return watch.forcedPassive;
  }

  @Override
  public ListenerRegistry listeners() {
    return tap.listeners();
  }

  @Override
  public void forcing(FtpSession session) {
    session.forceNextSetup();
    tap.environment().forced(session.info());
  }

  @Override
  public void leftAlone(FtpSession session, String line) {
    tap.environment().notForced(session.info(), line);
  }

  @Override
  public void connected(ExpectedDataConnection expected, Closeable connection) {
    try {
      Object socket =
          connection instanceof Socket
              ? watch.forcedAccepts.swap().implementation((Socket) connection)
              : connection;
      if (socket == null) {
        return;
      }
      int localPort = tap.facts().localPort(socket);
      if (proxy().type() == Proxy.Type.DIRECT) {
        watch.data.bind(control, expected, socket, localPort, ConnectionDirection.OUTBOUND);
      } else {
        watch.data.tunnelled(socket, localPort, expected.endpoint());
      }
    } catch (IOException | IllegalAccessException e) {
      tap.environment().ownError(e);
    }
  }

  @Override
  public void failed(ExpectedDataConnection expected, Exception cause) {
    control.session().dataConnectFailed(expected, cause);
  }

  @Override
  public void poking(int localPort, ForcedSetup setup) {
    watch.forcedAccepts.waking(localPort, setup);
  }

  @Override
  public void poked(int localPort, ForcedSetup setup) {
    watch.forcedAccepts.woken(localPort, setup);
  }

  @Override
  public void begun(ForcedSetup setup) {
    watch.forcedAccepts.begun(setup);
  }

  @Override
  public void over(ForcedSetup setup) {
    watch.forcedAccepts.over(setup);
  }

  @Override
  public Proxy proxy() {
    return control.proxy();
  }

  @Override
  public @Nullable InetAddress localAddress() {
    try {
      // A numeric address: nothing is looked up.
      return InetAddress.getByName(control.local().address());
    } catch (UnknownHostException e) {
      return null;
    }
  }
}
