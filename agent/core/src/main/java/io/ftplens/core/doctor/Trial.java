package io.ftplens.core.doctor;

import io.ftplens.protocol.event.ConnectionDirection;
import io.ftplens.protocol.event.DataConnectionMode;
import io.ftplens.protocol.event.Diagnosis;
import io.ftplens.protocol.event.Endpoint;
import io.ftplens.protocol.event.FtpReply;
import io.ftplens.protocol.event.SetupCommand;
import io.ftplens.protocol.event.Transfer;
import io.ftplens.protocol.session.ExpectedDataConnection;
import java.io.IOException;
import java.io.InputStream;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One listing by one setup command, over a control connection of its own. */
final class Trial {
  private final Login login;
  private final Security security;
  private final SetupCommand setup;
  private final int timeoutMillis;
  private final List<String> remarks = new ArrayList<>();
  private Finding.Obstacle obstacle = Finding.Obstacle.BROKEN;
  private String data = "";
  private @Nullable Endpoint target;
  private long received;

  Trial(Login login, Security security, SetupCommand setup) {
    this.login = login;
    this.security = security;
    this.setup = setup;
    this.timeoutMillis = login.asked().timeoutMillis;
  }

  Finding run() {
    List<Diagnosis> diagnoses = new ArrayList<>();
    String why;
    Finding.Result result = Finding.Result.FAILED;
    try (Control control = login.open(security)) {
      if (!setup.extended() && !(control.peerAddress() instanceof Inet4Address)) {
        return Finding.notTried(
            security, setup, "knows IPv4 alone, and the server was reached by IPv6");
      }
      try {
        long start = System.nanoTime();
        why = list(control);
        if (obstacle == Finding.Obstacle.NOTHING) {
          long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
          result = Finding.Result.WORKED;
          why = why + ", " + received + " bytes in " + took + " ms";
        }
      } catch (IOException e) {
        why = reason(e);
      }
      control.end();
      observed(control);
      diagnoses.addAll(control.diagnoses());
    } catch (IOException e) {
      obstacle = Finding.Obstacle.LOGIN;
      why = reason(e);
    }
    for (String remark : remarks) {
      why = why + "; " + remark;
    }
    return new Finding(security, setup, result, obstacle, data, why, target, diagnoses);
  }

  /** Ports and direction as the engine saw them. */
  private void observed(Control control) {
    Transfer transfer = control.transfer();
    if (transfer == null || transfer.dataConnection().direction() == null) {
      return;
    }
    boolean inbound = transfer.dataConnection().direction() == ConnectionDirection.INBOUND;
    data =
        transfer.dataConnection().local()
            + (inbound ? " <- " : " -> ")
            + transfer.dataConnection().peer();
  }

  private String list(Control control) throws IOException {
    return setup.mode() == DataConnectionMode.PASSIVE ? passive(control) : active(control);
  }

  private String passive(Control control) throws IOException {
    FtpReply reply = control.command(setup.name());
    ExpectedDataConnection expected = control.expected();
    if (reply.negative() || expected == null) {
      obstacle = Finding.Obstacle.REFUSED;
      return Text.of(reply);
    }
    target = expected.endpoint();
    try (Socket socket = connect(control, expected)) {
      control.write(command());
      return finish(control, expected, socket);
    } catch (Unreachable e) {
      obstacle = Finding.Obstacle.UNREACHABLE;
      data = "-> " + target;
      return String.valueOf(e.getMessage());
    }
  }

  /** To the announced address; where that fails, to the server's own, as many clients do. */
  private Socket connect(Control control, ExpectedDataConnection expected)
      throws IOException, Unreachable {
    Endpoint announced = expected.endpoint();
    Endpoint server = Endpoint.of(control.peerAddress(), announced.port());
    try {
      return connect(control, expected, announced);
    } catch (IOException e) {
      if (announced.equals(server)) {
        control.session().dataConnectFailed(expected, e.getClass().getName(), control.epochNanos());
        throw new Unreachable(reason(e));
      }
      remarks.add(
          "at the announced "
              + announced
              + " nobody answers ("
              + reason(e)
              + "), so "
              + server
              + " was tried");
    }
    try {
      return connect(control, expected, server);
    } catch (IOException e) {
      control.session().dataConnectFailed(expected, e.getClass().getName(), control.epochNanos());
      throw new Unreachable(reason(e));
    }
  }

  private Socket connect(Control control, ExpectedDataConnection expected, Endpoint to)
      throws IOException {
    Socket socket = new Socket();
    try {
      // A numeric address: no name is looked up.
      socket.connect(
          new InetSocketAddress(InetAddress.getByName(to.address()), to.port()), timeoutMillis);
      connected(control, expected, socket, ConnectionDirection.OUTBOUND);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private String active(Control control) throws IOException {
    try (ServerSocket listener = new ServerSocket(0, 1, control.localAddress());
        Accepting accepting = new Accepting(listener)) {
      listener.setSoTimeout(timeoutMillis);
      target = Endpoint.of(control.localAddress(), listener.getLocalPort());
      FtpReply reply = control.command(setup.name() + " " + Text.announce(setup, target));
      ExpectedDataConnection expected = control.expected();
      if (reply.negative() || expected == null) {
        obstacle = Finding.Obstacle.REFUSED;
        return Text.of(reply);
      }
      accepting.start();
      control.write(command());
      return served(control, expected, accepting);
    }
  }

  private String served(Control control, ExpectedDataConnection expected, Accepting accepting)
      throws IOException {
    String said = null;
    FtpReply opening = null;
    try {
      opening = control.reply();
      said = opening.negative() ? Text.of(opening) : null;
    } catch (SocketTimeoutException e) {
      said = "the server said nothing";
    }
    Socket socket = said != null ? accepting.now() : accepting.await();
    if (socket == null) {
      obstacle = Finding.Obstacle.UNREACHABLE;
      data = target + " <- nobody";
      control
          .session()
          .dataConnectFailed(
              expected, SocketTimeoutException.class.getName(), control.epochNanos());
      return said != null ? said : "no connection came within " + timeoutMillis / 1000 + " s";
    }
    try (Socket accepted = socket) {
      connected(control, expected, accepted, ConnectionDirection.INBOUND);
      return said != null ? said : finish(control, expected, accepted);
    }
  }

  private static void connected(
      Control control,
      ExpectedDataConnection expected,
      Socket socket,
      ConnectionDirection direction) {
    control
        .session()
        .dataConnected(
            expected,
            direction,
            Endpoint.of(socket.getLocalAddress(), socket.getLocalPort()),
            Endpoint.of(socket.getInetAddress(), socket.getPort()),
            control.epochNanos());
  }

  private String command() {
    String directory = login.asked().directory;
    return directory.isEmpty() ? "LIST" : "LIST " + directory;
  }

  /** Reads the listing and the replies around it. */
  private String finish(Control control, ExpectedDataConnection expected, Socket socket)
      throws IOException {
    socket.setSoTimeout(timeoutMillis);
    if (setup.mode() == DataConnectionMode.PASSIVE) {
      FtpReply opening = control.reply();
      if (!opening.preliminary()) {
        return Text.of(opening);
      }
    }
    String broken = null;
    try (Socket carrier = security.tls() ? login.certificates().layer(socket) : socket) {
      InputStream in = carrier.getInputStream();
      byte[] buffer = new byte[8192];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        received += n;
      }
    } catch (IOException e) {
      broken = reason(e);
    }
    control.session().dataClosed(expected, received, 0, broken, control.epochNanos());
    FtpReply completion = control.reply();
    if (broken == null && !completion.negative()) {
      obstacle = Finding.Obstacle.NOTHING;
    }
    return broken == null ? Text.of(completion) : broken + "; " + Text.of(completion);
  }

  private static String reason(IOException e) {
    return Text.reason(e);
  }

  /** No data connection came about. */
  private static final class Unreachable extends Exception {
    private static final long serialVersionUID = 1;

    Unreachable(String message) {
      super(message);
    }
  }
}
