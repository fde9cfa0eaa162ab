package io.ftplens.core.hook;

import java.util.ArrayList;
import java.util.List;

/**
 * Which methods of libraries are hooked: of FTP clients, so that they can be made passive, and what
 * connects past every method of the JDK, so that it can be said of whom nothing is seen.
 */
final class LibraryTable {
  /**
   * Commons Net of every version, and copies of it that were relocated. Two subclasses have methods
   * of their own that do not always call FTPClient's: FTPSClient since 3.9, and FTPHTTPClient.
   */
  private static final String[] COMMONS_NET = {
    "org/apache/commons/net/ftp/FTPClient",
    "org/apache/commons/net/ftp/FTPSClient",
    "org/apache/commons/net/ftp/FTPHTTPClient"
  };

  private static final String JDK = "sun/net/ftp/impl/FtpClient";

  /** Netty 4.1, its io_uring of that time, and 4.2; relocated copies as well. */
  private static final String[] NATIVE_TRANSPORTS = {
    "io/netty/channel/epoll/EpollSocketChannel",
    "io/netty/channel/kqueue/KQueueSocketChannel",
    "io/netty/channel/uring/IoUringSocketChannel",
    "io/netty/incubator/channel/uring/IOUringSocketChannel"
  };

  private static final String NETTY = "io/netty/";

  /** What connects for epoll and kqueue. */
  private static final String UNIX_SOCKET = "io/netty/channel/unix/Socket";

  /** What connects for io_uring: Netty 4.2's, and that of before. */
  private static final String URING =
      "io/netty/channel/uring/AbstractIoUringChannel$AbstractUringUnsafe";

  private static final String OLD_URING =
      "io/netty/incubator/channel/uring/AbstractIOUringChannel$AbstractUringUnsafe";

  private LibraryTable() {}

  /** A first look, as {@link HookTable#mayName}. */
  static boolean mayName(String className) {
    switch (className.charAt(className.length() - 1)) {
      case 't':
        return className.endsWith("Client") || className.endsWith("Socket");
      case 'l':
        return className.endsWith("SocketChannel");
      case 'e':
        return className.endsWith("UringUnsafe");
      default:
        return false;
    }
  }

  /** Whether a class, by its internal name, is a connection that no method of the JDK serves. */
  static boolean nativeTransport(String className) {
    if (!mayName(className)) {
      return false;
    }
    for (String channel : NATIVE_TRANSPORTS) {
      if (className.endsWith(channel)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether a class, by its internal name, has rows here; asked for every class that is loaded, by
   * whichever loader.
   */
  static boolean hooks(String className) {
    if (!mayName(className)) {
      return false;
    }
    if (connectsNatively(className)) {
      return true;
    }
    for (String client : COMMONS_NET) {
      if (className.endsWith(client)) {
        return true;
      }
    }
    return className.equals(JDK);
  }

  private static boolean connectsNatively(String className) {
    return className.endsWith(UNIX_SOCKET)
        || className.endsWith(URING)
        || className.endsWith(OLD_URING);
  }

  /** The rows of such a class; a row may find no method, since versions differ. */
  static List<HookRow> rowsOf(String className) {
    List<HookRow> rows = new ArrayList<>();
    if (className.equals(JDK)) {
      // Its caller falls back to PORT when this method throws an FtpProtocolException: one of its
      // own, or one of the method by which it writes PASV.
      new HookedMethod(
              rows, JDK, "openPassiveDataConnection", "(Ljava/lang/String;)Ljava/net/Socket;")
          .replaceThrown(Hook.PASSIVE_MODE_FAILED);
      new HookedMethod(rows, JDK, "issueCommandCheck", "(Ljava/lang/String;)V")
          .replaceThrown(Hook.PASSIVE_MODE_FAILED);
      return rows;
    }
    if (connectsNatively(className)) {
      connectsNatively(rows, className);
      return rows;
    }
    String commandEnum = className.substring(0, className.lastIndexOf('/') + 1) + "FTPCmd";
    String[] commands = {"I", "Ljava/lang/String;", "L" + commandEnum + ";"};
    for (String command : commands) {
      String descriptor = "(" + command + "Ljava/lang/String;)Ljava/net/Socket;";
      new HookedMethod(rows, className, "_openDataConnection_", descriptor)
          .onEntry(Hook.OPENING_DATA_CONNECTION, Operand.self());
    }
    new HookedMethod(rows, className, "enterLocalPassiveMode", "()V")
        .onEntry(Hook.ENTERING_PASSIVE_MODE, Operand.self());
    return rows;
  }

  private static void connectsNatively(List<HookRow> rows, String className) {
    String address = "Ljava/net/SocketAddress;";
    String promise =
        "L" + className.substring(0, className.indexOf(NETTY)) + "io/netty/channel/ChannelPromise;";
    String descriptor =
        className.endsWith(UNIX_SOCKET)
            ? "(" + address + ")Z"
            : "(" + address + address + promise + ")V";
    new HookedMethod(rows, className, "connect", descriptor)
        .onEntry(Hook.NATIVE_CONNECTING, Operand.parameter(0));
  }
}
