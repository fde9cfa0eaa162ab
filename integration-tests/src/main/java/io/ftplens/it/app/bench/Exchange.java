package io.ftplens.it.app.bench;

import java.net.Socket;

/** Reads and writes a connection that is not FTP, one byte and 64 KiB at a time. */
public final class Exchange {
  private Exchange() {}

  /**
   * Takes kinds of connections, separated by commas: {@code socket}, {@code channel}, {@code
   * non-blocking}, {@code tls}; and, for the last, a key store and its password.
   */
  public static void main(String[] args) throws Exception {
    for (String kind : args[0].split(",", -1)) {
      Pair pair = pair(kind, args);
      pair.greet();
      // TLS takes several times as long.
      int less = kind.equals("tls") ? 2 : 1;
      Meter.measure(kind + ".1B", 40_000, 8_000 / less, () -> pair.exchange(1));
      Meter.measure(kind + ".64KiB", 6_000, 1_500 / less, () -> pair.exchange(64 * 1024));
    }
    Turns.end();
  }

  private static Pair pair(String kind, String[] args) throws Exception {
    switch (kind) {
      case "socket":
        Socket[] ends = SocketPair.connect();
        return new SocketPair(ends[0], ends[1]);
      case "channel":
        return ChannelPair.connect(true);
      case "non-blocking":
        return ChannelPair.connect(false);
      case "tls":
        return TlsPair.connect(args[1], args[2]);
      default:
        throw new IllegalArgumentException(kind);
    }
  }
}
