package io.ftplens.it.capture;

import java.net.InetSocketAddress;
import java.util.function.UnaryOperator;

/** A use of a data connection, as something other than the agent saw it. */
final class SeenTransfer {
  final InetSocketAddress controlClient;
  final InetSocketAddress controlServer;
  final String command;

  /** The argument; null if there was none. */
  final String path;

  /** {@code PORT EPRT LPRT PASV EPSV LPSV}; null if nothing was set up. */
  String setup;

  /** Who opened the data connection; null if there was none. */
  InetSocketAddress dataOpener;

  /** To whom it was opened. */
  InetSocketAddress dataListener;

  /** Which of the two ends is the client's, where a server recorded it. */
  InetSocketAddress clientEnd;

  /** Whether the server opened it. */
  boolean inbound;

  /** The port that was announced; 0 if none was. */
  int announced;

  /** Bytes of content; -1 if it cannot be known from outside. */
  long size;

  /** Whether that is only an upper bound, because a reset drops what was not read. */
  boolean sizeIsMost;

  /** The code of the last reply; 0 if none came. */
  int reply;

  SeenTransfer(
      InetSocketAddress controlClient,
      InetSocketAddress controlServer,
      String command,
      String path) {
    this.controlClient = controlClient;
    this.controlServer = controlServer;
    this.command = command;
    this.path = path;
  }

  /** The same, passive, of the client that the server saw under another address. */
  SeenTransfer of(UnaryOperator<InetSocketAddress> client) {
    SeenTransfer own = new SeenTransfer(client.apply(controlClient), controlServer, command, path);
    own.setup = setup;
    own.clientEnd = client.apply(clientEnd);
    own.dataOpener = own.clientEnd;
    own.dataListener = dataListener;
    own.announced = announced;
    own.size = size;
    own.reply = reply;
    return own;
  }

  boolean upload() {
    return command.equals("STOR") || command.equals("STOU") || command.equals("APPE");
  }

  /** Whether TLS hid the control connection's dialogue. */
  boolean encrypted;

  /** {@code active}, {@code passive} or {@code none}. */
  String mode() {
    if (setup == null) {
      return "none";
    }
    return setup.equals("PORT") || setup.equals("EPRT") || setup.equals("LPRT")
        ? "active"
        : "passive";
  }

  InetSocketAddress dataLocal() {
    return inbound ? dataListener : dataOpener;
  }

  InetSocketAddress dataPeer() {
    return inbound ? dataOpener : dataListener;
  }

  @Override
  public String toString() {
    return command + (path == null ? "" : " " + path) + " of " + controlClient;
  }
}
