package io.ftplens.core.hook;

import java.util.ArrayList;
import java.util.List;

/** Which methods of client libraries are hooked, so that they can be made passive. */
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

  private LibraryTable() {}

  /** A first look, as {@link HookTable#mayName}. */
  static boolean mayName(String className) {
    return className.endsWith("Client") || className.endsWith("SocketChannel");
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
    for (String client : COMMONS_NET) {
      if (className.endsWith(client)) {
        return true;
      }
    }
    return className.equals(JDK);
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
}
