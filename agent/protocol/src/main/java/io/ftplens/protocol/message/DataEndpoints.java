package io.ftplens.protocol.message;

import io.ftplens.protocol.event.Endpoint;
import io.ftplens.protocol.event.FtpReply;
import io.ftplens.protocol.event.SetupCommand;
import org.jspecify.annotations.Nullable;

/** Decodes the endpoint that a setup command, or the reply to one, announces. */
public final class DataEndpoints {
  private static final int CODE_LENGTH = 3;

  private DataEndpoints() {}

  /** What the argument of PORT, EPRT or LPRT announces; null if malformed, or for the others. */
  public static @Nullable Endpoint ofCommand(SetupCommand command, @Nullable String argument) {
    if (argument == null) {
      return null;
    }
    switch (command) {
      case PORT:
        return HostPort.findShort(argument, 0);
      case EPRT:
        return ExtendedHostPort.decodeArgument(argument);
      case LPRT:
        return HostPort.findLong(argument, 0);
      default:
        return null;
    }
  }

  /**
   * What a 227, 228 or 229 announces, on whichever of its lines; null if malformed, or for others.
   * The code decides and not the command: there are servers that answer EPSV with 227.
   *
   * @param peerAddress the address of the control connection's other end, which a 229 leaves out
   */
  public static @Nullable Endpoint ofReply(FtpReply reply, String peerAddress) {
    for (String line : reply.lines()) {
      Endpoint endpoint = ofLine(reply.code(), line, peerAddress);
      if (endpoint != null) {
        return endpoint;
      }
    }
    return null;
  }

  private static @Nullable Endpoint ofLine(int code, String line, String peerAddress) {
    int text = line.startsWith(Integer.toString(code)) ? CODE_LENGTH : 0;
    switch (code) {
      case 227:
        return HostPort.findShort(line, text);
      case 228:
        return HostPort.findLong(line, text);
      case 229:
        int port = ExtendedHostPort.findPort(line, text);
        return port == 0 ? null : Endpoint.of(peerAddress, port);
      default:
        return null;
    }
  }
}
