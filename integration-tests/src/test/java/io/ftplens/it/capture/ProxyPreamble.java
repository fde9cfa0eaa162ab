package io.ftplens.it.capture;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Takes what a client and a proxy say to each other before they let FTP through. */
final class ProxyPreamble {
  private static final int SOCKS5 = 5;
  private static final int SOCKS4 = 4;
  private static final int USER_AND_PASSWORD = 2;

  private ProxyPreamble() {}

  /** The pieces after the preamble; all of them if there is none. */
  static List<Connection.Piece> skip(List<Connection.Piece> pieces) {
    byte[] said = joined(pieces, true);
    byte[] heard = joined(pieces, false);
    if (said.length == 0) {
      return pieces;
    }
    int client = 0;
    int proxy = 0;
    if (said[0] == SOCKS5) {
      client = 2 + said[1];
      proxy = 2;
      if (heard[1] == USER_AND_PASSWORD) {
        int user = said[client + 1];
        client += 3 + user + said[client + 2 + user];
        proxy += 2;
      }
      client += socks5Address(said, client);
      proxy += socks5Address(heard, proxy);
    } else if (said[0] == SOCKS4) {
      client = 9;
      while (said[client - 1] != 0) {
        client++;
      }
      proxy = 8;
    } else if (new String(said, StandardCharsets.ISO_8859_1).startsWith("CONNECT ")) {
      client = afterEmptyLine(said);
      proxy = afterEmptyLine(heard);
    }
    return from(pieces, client, proxy);
  }

  private static int socks5Address(byte[] message, int at) {
    return switch (message[at + 3]) {
      case 1 -> 10;
      case 4 -> 22;
      default -> 7 + (message[at + 4] & 0xff);
    };
  }

  private static int afterEmptyLine(byte[] message) {
    return new String(message, StandardCharsets.ISO_8859_1).indexOf("\r\n\r\n") + 4;
  }

  private static byte[] joined(List<Connection.Piece> pieces, boolean fromOpener) {
    java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
    for (Connection.Piece piece : pieces) {
      if (piece.fromOpener() == fromOpener) {
        all.writeBytes(piece.bytes());
      }
    }
    return all.toByteArray();
  }

  private static List<Connection.Piece> from(
      List<Connection.Piece> pieces, int clientBytes, int proxyBytes) {
    int[] left = {proxyBytes, clientBytes};
    List<Connection.Piece> rest = new ArrayList<>();
    for (Connection.Piece piece : pieces) {
      int side = piece.fromOpener() ? 1 : 0;
      int skipped = Math.min(left[side], piece.bytes().length);
      left[side] -= skipped;
      byte[] bytes = Arrays.copyOfRange(piece.bytes(), skipped, piece.bytes().length);
      rest.add(new Connection.Piece(piece.fromOpener(), bytes, piece.seconds()));
    }
    return rest;
  }
}
