package io.ftplens.core.hook;

import static io.ftplens.core.hook.Operand.constant;
import static io.ftplens.core.hook.Operand.parameter;
import static io.ftplens.core.hook.Operand.path;
import static io.ftplens.core.hook.Operand.self;

import io.ftplens.core.hook.Operand.Field;
import java.util.ArrayList;
import java.util.List;

/**
 * Which methods of which JDK are hooked, and how; nothing else in the code names a JDK internal.
 *
 * <p>Where failures matter, methods are chosen whose own code holds the {@code athrow}, so that
 * they are seen without adding an exception handler (and with it a stack-map frame).
 */
final class HookTable {
  static final String PLAIN_IMPL = "java/net/AbstractPlainSocketImpl";
  static final String PLAIN_INPUT = "java/net/SocketInputStream";
  private static final String PLAIN_OUTPUT = "java/net/SocketOutputStream";
  static final String NIO_IMPL = "sun/nio/ch/NioSocketImpl";
  private static final String TLS = "sun/security/ssl/SSLSocketImpl";
  static final String TLS_INPUT = TLS + "$AppInputStream";
  private static final String TLS_OUTPUT = TLS + "$AppOutputStream";
  static final String OLD_TLS_INPUT = "sun/security/ssl/AppInputStream";
  private static final String OLD_TLS_OUTPUT = "sun/security/ssl/AppOutputStream";

  private static final String SERVER_SOCKET = "java/net/ServerSocket";

  /** Put together at run time because our jar relocates that package, in constants too. */
  private static final String LOGGER = String.join("/", "java", "util", "logging", "Logger");

  private final List<HookRow> rows = new ArrayList<>(64);

  private HookTable() {}

  /**
   * A first look at the name of a class, with dots or with slashes: without a hash or a copy, for
   * all classes of a JVM are asked about while it runs without a compiler.
   */
  static boolean mayName(String className) {
    switch (className.charAt(className.length() - 1)) {
      case 'l':
        return className.endsWith("Impl") && inPackage(className);
      case 'm':
      case 't':
        // Stream and ServerSocket
        return inPackage(className);
      case 'r':
        return className.endsWith("Logger");
      default:
        return false;
    }
  }

  private static boolean inPackage(String className) {
    return className.startsWith("net", "java.".length())
        || className.startsWith("nio", "sun.".length())
        || className.startsWith("security", "sun.".length());
  }

  /**
   * Whether some release has rows for a class, by its internal name: asked for every class that is
   * loaded, so no table is made for it.
   */
  static boolean names(String className) {
    if (!mayName(className)) {
      return false;
    }
    switch (className) {
      case PLAIN_IMPL:
      case PLAIN_INPUT:
      case PLAIN_OUTPUT:
      case NIO_IMPL:
      case SERVER_SOCKET:
      case TLS:
      case TLS_INPUT:
      case TLS_OUTPUT:
      case OLD_TLS_INPUT:
      case OLD_TLS_OUTPUT:
      case ChannelRows.PROVIDER:
      case ChannelRows.CHANNEL:
      case ChannelRows.LISTENER:
      case ChannelRows.ASYNC_CHANNEL:
        return true;
      default:
        return className.equals(LOGGER);
    }
  }

  /**
   * The rows for a JDK.
   *
   * @param feature 8, 11, 17, …
   * @param loggers whether the application's SDKs are to be found, by the loggers they ask for
   */
  static List<HookRow> of(int feature, boolean loggers) {
    HookTable table = new HookTable();
    if (feature < 18) {
      // From 13 on if the application wants it back.
      table.plainSockets();
    }
    if (feature >= 13) {
      table.nioSockets();
    }
    table
        .method(SERVER_SOCKET, "implAccept", "(Ljava/net/Socket;)V")
        .onReturn(Hook.SOCKET_ACCEPTED, self(), parameter(0));
    ChannelRows.add(table.rows, feature);
    table.tls(feature);
    if (loggers) {
      table.loggers();
    }
    return table.rows;
  }

  private HookedMethod method(String owner, String name, String descriptor) {
    return new HookedMethod(rows, owner, name, descriptor);
  }

  private void plainSockets() {
    Field inputImpl = Field.of(PLAIN_INPUT, "impl", "L" + PLAIN_IMPL + ";");
    Field outputImpl = Field.of(PLAIN_OUTPUT, "impl", "L" + PLAIN_IMPL + ";");
    Field port = Field.of(PLAIN_IMPL, "localport", "I");
    Operand inputPort = path(inputImpl, port);
    Operand outputPort = path(outputImpl, port);
    method(PLAIN_INPUT, "read", "([BIII)I")
        .replaceReturned(
            Hook.READ, path(inputImpl), parameter(0), parameter(1), parameter(2), inputPort)
        .onThrow(Hook.THREW, path(inputImpl), inputPort);
    method(PLAIN_OUTPUT, "socketWrite", "([BII)V")
        .replaceParameter(
            2, Hook.WRITE, path(outputImpl), parameter(0), parameter(1), parameter(2), outputPort)
        .onThrow(Hook.THREW, path(outputImpl), outputPort);
    method(PLAIN_IMPL, "doConnect", "(Ljava/net/InetAddress;II)V")
        .onReturn(
            Hook.CONNECTED,
            self(),
            parameter(0),
            parameter(1),
            path(Field.of(PLAIN_IMPL, "localport", "I")))
        .onThrow(Hook.CONNECT_THREW, self(), parameter(0), parameter(1));
    listenAcceptAndClose(PLAIN_IMPL);
  }

  private void nioSockets() {
    Operand port = path(Field.of(NIO_IMPL, "localport", "I"));
    method(NIO_IMPL, "read", "([BII)I")
        .replaceReturned(Hook.READ, self(), parameter(0), parameter(1), parameter(2), port)
        .onThrow(Hook.THREW, self(), port);
    method(NIO_IMPL, "write", "([BII)V")
        .replaceParameter(2, Hook.WRITE, self(), parameter(0), parameter(1), parameter(2), port)
        .onThrow(Hook.THREW, self(), port);
    method(NIO_IMPL, "connect", "(Ljava/net/SocketAddress;I)V")
        .onReturn(Hook.CONNECTED, self(), parameter(0), constant(-1), port)
        .onThrow(Hook.CONNECT_THREW, self(), parameter(0), constant(-1));
    listenAcceptAndClose(NIO_IMPL);
  }

  private void listenAcceptAndClose(String impl) {
    method(impl, "listen", "(I)V").onReturn(Hook.LISTENING, self());
    method(impl, "accept", "(Ljava/net/SocketImpl;)V")
        .onEntry(Hook.ACCEPTING, self())
        .onReturn(Hook.ACCEPTED, self(), parameter(0))
        .onThrow(Hook.ACCEPT_THREW, self());
    method(impl, "close", "()V")
        .onEntry(Hook.CLOSE, self(), path(Field.of(impl, "localport", "I")));
  }

  private void tls(int feature) {
    method(TLS, "close", "()V").onEntry(Hook.TLS_CLOSE, self());
    // A JDK 8 before the back-port of TLS 1.3 has the old classes, a later one the new.
    boolean either = feature == 8;
    tlsStreams(either, TLS_INPUT, TLS_OUTPUT, "this$0");
    if (either) {
      tlsStreams(true, OLD_TLS_INPUT, OLD_TLS_OUTPUT, "c");
    }
  }

  private void tlsStreams(boolean optional, String input, String output, String socketField) {
    method(input, "read", "([BII)I")
        .optionalIf(optional)
        .replaceReturned(
            Hook.TLS_READ,
            path(Field.declared(input, socketField)),
            parameter(0),
            parameter(1),
            parameter(2));
    method(output, "write", "([BII)V")
        .optionalIf(optional)
        .replaceParameter(
            2,
            Hook.TLS_WRITE,
            path(Field.declared(output, socketField)),
            parameter(0),
            parameter(1),
            parameter(2));
  }

  private void loggers() {
    method(LOGGER, "getLogger", "(Ljava/lang/String;)L" + LOGGER + ";")
        .optionalIf(true)
        .onEntry(Hook.LOGGER, parameter(0));
  }
}
