package io.ftplens.it.server;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** What Linux says of the bytes that wait between two processes of this machine. */
final class SocketQueues {
  private static final List<Path> TABLES =
      List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));

  /** Its columns: local port, remote port, bytes not acknowledged, bytes not read; all in hex. */
  private static final Pattern LINE =
      Pattern.compile(
          "^ *\\d+: \\p{XDigit}+:(\\p{XDigit}{4}) \\p{XDigit}+:(\\p{XDigit}{4}) \\p{XDigit}{2} "
              + "(\\p{XDigit}{8}):(\\p{XDigit}{8}) .*");

  private SocketQueues() {}

  /**
   * Waits until the peer's program has read what was written to the socket, or is gone. Where there
   * is no such table it returns at once.
   */
  static void awaitRead(Socket socket) {
    Awaitility.await("the peer reads").until(() -> unread(socket) == 0);
  }

  private static long unread(Socket socket) throws IOException {
    long unread = 0;
    for (Path table : TABLES) {
      if (!Files.exists(table)) {
        continue;
      }
      try (Stream<String> lines = Files.lines(table)) {
        unread += lines.map(LINE::matcher).mapToLong(line -> unread(line, socket)).sum();
      }
    }
    return unread;
  }

  private static long unread(Matcher line, Socket socket) {
    if (!line.matches()) {
      return 0;
    }
    int local = Integer.parseInt(line.group(1), 16);
    int remote = Integer.parseInt(line.group(2), 16);
    if (local == socket.getLocalPort() && remote == socket.getPort()) {
      return Long.parseLong(line.group(3), 16);
    }
    boolean peer = local == socket.getPort() && remote == socket.getLocalPort();
    return peer ? Long.parseLong(line.group(4), 16) : 0;
  }
}
