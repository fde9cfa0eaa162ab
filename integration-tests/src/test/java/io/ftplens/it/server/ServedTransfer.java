package io.ftplens.it.server;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** What the server and its sockets really did for one transfer: the truth for the tests. */
public final class ServedTransfer {
  /** The verb. */
  public final String command;

  /** The argument as it arrived; null if there was none. */
  public final String path;

  /** The control connection's two ends, the server's and the client's. */
  public final InetSocketAddress controlServer;

  /** The client's end of the control connection. */
  public final InetSocketAddress controlClient;

  /** {@code PORT EPRT PASV EPSV}; null without one. */
  public String setup;

  /** Whether the setup command was refused, so that nothing was ever agreed. */
  public boolean setupRefused;

  /** What the setup command or its reply announced. */
  public InetSocketAddress advertised;

  /** Every setup that was tried, as {@code "EPSV 500"}. */
  public final List<String> attempts = new ArrayList<>();

  /** The server's end of the data connection; null if there was none. */
  public volatile InetSocketAddress dataServer;

  /** The client's end of the data connection; null if there was none. */
  public volatile InetSocketAddress dataClient;

  /** Bytes of content, as an application would count them. */
  public volatile long size;

  /** The offset of a REST before it; -1 without one. */
  public long restart = -1;

  /** {@code ascii} or {@code image}. */
  public String type;

  /** The last reply's code; 0 if the server died. */
  public volatile int reply;

  /** Whether the control connection was protected by TLS. */
  public boolean controlProtected;

  /** Whether PROT P was in force. */
  public boolean dataProtected;

  /** When the first setup command arrived, in nanoseconds since the epoch. */
  public long setupNanos;

  /** When the last reply was about to be written, in nanoseconds since the epoch. */
  public volatile long replyNanos;

  ServedTransfer(
      String command, String path, InetSocketAddress controlServer, InetSocketAddress client) {
    this.command = command;
    this.path = path;
    this.controlServer = controlServer;
    this.controlClient = client;
  }

  /** {@code active}, {@code passive} or {@code none}. */
  public String mode() {
    if (setup == null || setupRefused) {
      return "none";
    }
    return setup.equals("PORT") || setup.equals("EPRT") ? "active" : "passive";
  }

  /** {@code inbound} if this server opened the data connection, {@code outbound} if the client. */
  public String direction() {
    return mode().equals("active") ? "inbound" : "outbound";
  }

  /** {@code transmit} if the client sends. */
  public String ioDirection() {
    return command.equals("STOR") || command.equals("APPE") || command.equals("STOU")
        ? "transmit"
        : "receive";
  }

  /** Command and path: what tells transfers of a test apart. */
  public String key() {
    return path == null ? command : command + " " + path;
  }

  @Override
  public String toString() {
    return key() + " " + setup + " " + dataClient + " " + size + " bytes, reply " + reply;
  }
}
