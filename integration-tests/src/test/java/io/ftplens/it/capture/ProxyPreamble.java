package io.ftplens.it.capture;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a client and a proxy say to each other before they let anything else through.
 *
 * @param target where the client wanted to go
 * @param fromClient bytes of it that the client sent
 * @param fromProxy bytes of it that the proxy sent
 */
record ProxyPreamble(InetSocketAddress target, int fromClient, int fromProxy) {
  private static final int SOCKS5 = 5;
  private static final int SOCKS4 = 4;

  /** Reads it from the beginning of a connection to a proxy. */
  static ProxyPreamble read(List<Connection.Piece> pieces) {
    byte[] said = joined(pieces, true);
    byte[] heard = joined(pieces, false);
    try {
      return switch (said[0]) {
        case SOCKS5 -> socks5(said);
        case SOCKS4 -> socks4(said);
        default -> connect(said, heard);
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A greeting with one method, which is no authentication, and a request by address. */
  private static ProxyPreamble socks5(byte[] said) throws IOException {
    int request = 2 + said[1];
    int length = said[request + 3] == 1 ? 4 : 16;
    int port = request + 4 + length;
    InetAddress host = InetAddress.getByAddress(Arrays.copyOfRange(said, request + 4, port));
    return new ProxyPreamble(new InetSocketAddress(host, port(said, port)), port + 2, 12);
  }

  private static ProxyPreamble socks4(byte[] said) throws IOException {
    int end = 8;
    while (said[end] != 0) {
      end++;
    }
    InetAddress host = InetAddress.getByAddress(Arrays.copyOfRange(said, 4, 8));
    return new ProxyPreamble(new InetSocketAddress(host, port(said, 2)), end + 1, 8);
  }

  private static ProxyPreamble connect(byte[] said, byte[] heard) throws IOException {
    String request = new String(said, StandardCharsets.ISO_8859_1);
    String[] target = request.split(" ", -1)[1].split(":", -1);
    return new ProxyPreamble(
        new InetSocketAddress(InetAddress.getByName(target[0]), Integer.parseInt(target[1])),
        request.indexOf("\r\n\r\n") + 4,
        new String(heard, StandardCharsets.ISO_8859_1).indexOf("\r\n\r\n") + 4);
  }

  private static int port(byte[] message, int at) {
    return ((message[at] & 0xff) << 8) | (message[at + 1] & 0xff);
  }

  private static byte[] joined(List<Connection.Piece> pieces, boolean fromOpener) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (Connection.Piece piece : pieces) {
      if (piece.fromOpener() == fromOpener) {
        all.writeBytes(piece.bytes());
      }
    }
    return all.toByteArray();
  }

  /** The pieces after it. */
  List<Connection.Piece> rest(List<Connection.Piece> pieces) {
    int[] left = {fromProxy, fromClient};
    List<Connection.Piece> rest = new ArrayList<>();
    for (Connection.Piece piece : pieces) {
      int side = piece.fromOpener() ? 1 : 0;
      int skipped = Math.min(left[side], piece.bytes().length);
      left[side] -= skipped;
      byte[] bytes = Arrays.copyOfRange(piece.bytes(), skipped, piece.bytes().length);
      rest.add(new Connection.Piece(piece.fromOpener(), bytes, piece.seconds(), piece.whole()));
    }
    return rest;
  }
}
