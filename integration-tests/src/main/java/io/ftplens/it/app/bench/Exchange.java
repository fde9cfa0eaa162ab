package io.ftplens.it.app.bench;

/** Reads and writes a connection that is not FTP, one byte and 64 KiB at a time. */
public final class Exchange {
  private Exchange() {}

  /** Takes {@code socket}, {@code channel}, {@code non-blocking}, or {@code tls} and its keys. */
  public static void main(String[] args) throws Exception {
    Pair pair = pair(args);
    pair.greet();
    Meter.measure("1B", 40_000, 8_000, () -> pair.exchange(1));
    Meter.measure("64KiB", 6_000, 1_500, () -> pair.exchange(64 * 1024));
  }

  private static Pair pair(String[] args) throws Exception {
    switch (args[0]) {
      case "socket":
        java.net.Socket[] ends = SocketPair.connect();
        return new SocketPair(ends[0], ends[1]);
      case "channel":
        return ChannelPair.connect(true);
      case "non-blocking":
        return ChannelPair.connect(false);
      case "tls":
        return TlsPair.connect(args[1], args[2]);
      default:
        throw new IllegalArgumentException(args[0]);
    }
  }
}
