package io.ftplens.core.hook;

import static io.ftplens.core.hook.HookPoint.ENTRY;
import static io.ftplens.core.hook.HookPoint.EXIT;
import static io.ftplens.core.hook.HookPoint.THROW;
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
 * <p>The socket stream and connect rows choose methods whose own code holds the {@code athrow}, so
 * that failures are seen without adding an exception handler (and with it a stack-map frame).
 */
final class HookTable {
  private static final String PLAIN_IMPL = "java/net/AbstractPlainSocketImpl";
  private static final String PLAIN_INPUT = "java/net/SocketInputStream";
  private static final String PLAIN_OUTPUT = "java/net/SocketOutputStream";
  private static final String NIO_IMPL = "sun/nio/ch/NioSocketImpl";
  private static final String CHANNEL = "sun/nio/ch/SocketChannelImpl";
  private static final String SERVER_CHANNEL = "sun/nio/ch/ServerSocketChannelImpl";
  private static final String TLS = "sun/security/ssl/SSLSocketImpl";
  private static final String TLS_INPUT = TLS + "$AppInputStream";
  private static final String TLS_OUTPUT = TLS + "$AppOutputStream";
  private static final String OLD_TLS_INPUT = "sun/security/ssl/AppInputStream";
  private static final String OLD_TLS_OUTPUT = "sun/security/ssl/AppOutputStream";

  private static final String READ_HOOK = "(ILjava/lang/Object;[BII)V";
  private static final String WRITE_HOOK = "(Ljava/lang/Object;[BIII)V";
  private static final String THROW_HOOK = "(Ljava/lang/Throwable;Ljava/lang/Object;I)V";
  private static final String CLOSE_HOOK = "(Ljava/lang/Object;I)V";
  private static final String CONNECTED_HOOK = "(Ljava/lang/Object;Ljava/lang/Object;I)V";
  private static final String CONNECT_THREW_HOOK =
      "(Ljava/lang/Throwable;Ljava/lang/Object;Ljava/lang/Object;I)V";
  private static final String TWO_OBJECTS = "(Ljava/lang/Object;Ljava/lang/Object;)V";
  private static final String CHANNEL_THROW_HOOK =
      "(Ljava/lang/Throwable;Ljava/lang/Object;Ljava/lang/Object;)V";

  private static final Operand CHANNEL_LOCAL = path(Field.declared(CHANNEL, "localAddress"));
  private static final Operand CHANNEL_REMOTE = path(Field.declared(CHANNEL, "remoteAddress"));

  private HookTable() {}

  /**
   * The rows for a JDK.
   *
   * @param feature 8, 11, 17, …
   * @param plainSocketImpl whether {@code -Djdk.net.usePlainSocketImpl} brings the old
   *     implementation back (JDK 13 to 17)
   */
  static List<HookRow> forJdk(int feature, boolean plainSocketImpl) {
    List<HookRow> rows = new ArrayList<>();
    if (feature < 13 || (feature < 18 && plainSocketImpl)) {
      plainSockets(rows);
    }
    if (feature >= 13) {
      nioSockets(rows);
    }
    channels(rows, feature);
    tls(rows, feature);
    return rows;
  }

  private static void plainSockets(List<HookRow> rows) {
    Operand inputImpl = path(Field.of(PLAIN_INPUT, "impl", "L" + PLAIN_IMPL + ";"));
    Operand inputPort =
        path(
            Field.of(PLAIN_INPUT, "impl", "L" + PLAIN_IMPL + ";"),
            Field.of(PLAIN_IMPL, "localport", "I"));
    rows.add(
        new HookRow(
            PLAIN_INPUT,
            "read",
            "([BIII)I",
            EXIT,
            "read",
            READ_HOOK,
            inputImpl,
            parameter(0),
            parameter(1),
            inputPort));
    rows.add(
        new HookRow(
            PLAIN_INPUT, "read", "([BIII)I", THROW, "threw", THROW_HOOK, inputImpl, inputPort));
    Operand outputImpl = path(Field.of(PLAIN_OUTPUT, "impl", "L" + PLAIN_IMPL + ";"));
    Operand outputPort =
        path(
            Field.of(PLAIN_OUTPUT, "impl", "L" + PLAIN_IMPL + ";"),
            Field.of(PLAIN_IMPL, "localport", "I"));
    rows.add(
        new HookRow(
            PLAIN_OUTPUT,
            "socketWrite",
            "([BII)V",
            ENTRY,
            "write",
            WRITE_HOOK,
            outputImpl,
            parameter(0),
            parameter(1),
            parameter(2),
            outputPort));
    rows.add(
        new HookRow(
            PLAIN_OUTPUT,
            "socketWrite",
            "([BII)V",
            THROW,
            "threw",
            THROW_HOOK,
            outputImpl,
            outputPort));
    String connect = "(Ljava/net/InetAddress;II)V";
    rows.add(
        new HookRow(
            PLAIN_IMPL,
            "doConnect",
            connect,
            EXIT,
            "connected",
            CONNECTED_HOOK,
            self(),
            parameter(0),
            parameter(1)));
    rows.add(
        new HookRow(
            PLAIN_IMPL,
            "doConnect",
            connect,
            THROW,
            "connectThrew",
            CONNECT_THREW_HOOK,
            self(),
            parameter(0),
            parameter(1)));
    acceptAndClose(rows, PLAIN_IMPL);
  }

  private static void nioSockets(List<HookRow> rows) {
    Operand port = path(Field.of(NIO_IMPL, "localport", "I"));
    rows.add(
        new HookRow(
            NIO_IMPL,
            "read",
            "([BII)I",
            EXIT,
            "read",
            READ_HOOK,
            self(),
            parameter(0),
            parameter(1),
            port));
    rows.add(new HookRow(NIO_IMPL, "read", "([BII)I", THROW, "threw", THROW_HOOK, self(), port));
    rows.add(
        new HookRow(
            NIO_IMPL,
            "write",
            "([BII)V",
            ENTRY,
            "write",
            WRITE_HOOK,
            self(),
            parameter(0),
            parameter(1),
            parameter(2),
            port));
    rows.add(new HookRow(NIO_IMPL, "write", "([BII)V", THROW, "threw", THROW_HOOK, self(), port));
    String connect = "(Ljava/net/SocketAddress;I)V";
    rows.add(
        new HookRow(
            NIO_IMPL,
            "connect",
            connect,
            EXIT,
            "connected",
            CONNECTED_HOOK,
            self(),
            parameter(0),
            constant(-1)));
    rows.add(
        new HookRow(
            NIO_IMPL,
            "connect",
            connect,
            THROW,
            "connectThrew",
            CONNECT_THREW_HOOK,
            self(),
            parameter(0),
            constant(-1)));
    acceptAndClose(rows, NIO_IMPL);
  }

  private static void acceptAndClose(List<HookRow> rows, String impl) {
    String accept = "(Ljava/net/SocketImpl;)V";
    rows.add(
        new HookRow(impl, "accept", accept, EXIT, "accepted", TWO_OBJECTS, self(), parameter(0)));
    rows.add(
        new HookRow(
            impl,
            "accept",
            accept,
            THROW,
            "acceptThrew",
            "(Ljava/lang/Throwable;Ljava/lang/Object;)V",
            self()));
    rows.add(
        new HookRow(
            impl,
            "close",
            "()V",
            ENTRY,
            "close",
            CLOSE_HOOK,
            self(),
            path(Field.of(impl, "localport", "I"))));
  }

  private static void channels(List<HookRow> rows, int feature) {
    String one = "(Ljava/nio/ByteBuffer;)I";
    String many = "([Ljava/nio/ByteBuffer;II)J";
    String buffers = "Ljava/lang/Object;[Ljava/nio/ByteBuffer;IILjava/lang/Object;)V";
    rows.add(
        new HookRow(
            CHANNEL,
            "read",
            one,
            EXIT,
            "bufferRead",
            "(ILjava/lang/Object;Ljava/nio/ByteBuffer;Ljava/lang/Object;)V",
            self(),
            parameter(0),
            CHANNEL_LOCAL));
    rows.add(
        new HookRow(
            CHANNEL,
            "read",
            many,
            ENTRY,
            "buffersReading",
            "(" + buffers,
            self(),
            parameter(0),
            parameter(1),
            parameter(2),
            CHANNEL_LOCAL));
    rows.add(
        new HookRow(
            CHANNEL,
            "read",
            many,
            EXIT,
            "buffersRead",
            "(J" + buffers,
            self(),
            parameter(0),
            parameter(1),
            parameter(2),
            CHANNEL_LOCAL));
    rows.add(
        new HookRow(
            CHANNEL,
            "write",
            one,
            ENTRY,
            "bufferWrite",
            "(Ljava/lang/Object;Ljava/nio/ByteBuffer;Ljava/lang/Object;)V",
            self(),
            parameter(0),
            CHANNEL_LOCAL));
    rows.add(
        new HookRow(
            CHANNEL,
            "write",
            one,
            EXIT,
            "bufferWritten",
            "(JLjava/lang/Object;Ljava/lang/Object;)V",
            self(),
            CHANNEL_LOCAL));
    rows.add(
        new HookRow(
            CHANNEL,
            "write",
            many,
            ENTRY,
            "buffersWrite",
            "(" + buffers,
            self(),
            parameter(0),
            parameter(1),
            parameter(2),
            CHANNEL_LOCAL));
    rows.add(
        new HookRow(
            CHANNEL,
            "write",
            many,
            EXIT,
            "bufferWritten",
            "(JLjava/lang/Object;Ljava/lang/Object;)V",
            self(),
            CHANNEL_LOCAL));
    for (String descriptor : new String[] {one, many}) {
      for (String method : new String[] {"read", "write"}) {
        rows.add(
            new HookRow(
                CHANNEL,
                method,
                descriptor,
                THROW,
                "channelThrew",
                CHANNEL_THROW_HOOK,
                self(),
                CHANNEL_LOCAL));
      }
    }
    channelConnect(rows);
    rows.add(
        new HookRow(
            CHANNEL,
            "implCloseSelectableChannel",
            "()V",
            ENTRY,
            "channelClose",
            TWO_OBJECTS,
            self(),
            CHANNEL_LOCAL));
    rows.add(
        new HookRow(
            SERVER_CHANNEL,
            "accept",
            "()Ljava/nio/channels/SocketChannel;",
            EXIT,
            "acceptReturned",
            TWO_OBJECTS,
            self()));
    if (feature >= 14) {
      for (HookRow row : channelAdaptors()) {
        rows.add(feature >= 17 ? row : row.whereItExists());
      }
    }
  }

  private static void channelConnect(List<HookRow> rows) {
    String connect = "(Ljava/net/SocketAddress;)Z";
    String returned = "(ZLjava/lang/Object;Ljava/lang/Object;)V";
    rows.add(
        new HookRow(
            CHANNEL, "connect", connect, EXIT, "connectReturned", returned, self(), parameter(0)));
    rows.add(
        new HookRow(
            CHANNEL,
            "connect",
            connect,
            THROW,
            "connectThrew",
            CONNECT_THREW_HOOK,
            self(),
            parameter(0),
            constant(-1)));
    rows.add(
        new HookRow(
            CHANNEL,
            "finishConnect",
            "()Z",
            EXIT,
            "connectReturned",
            returned,
            self(),
            CHANNEL_REMOTE));
    rows.add(
        new HookRow(
            CHANNEL,
            "finishConnect",
            "()Z",
            THROW,
            "connectThrew",
            CONNECT_THREW_HOOK,
            self(),
            CHANNEL_REMOTE,
            constant(-1)));
  }

  /** What {@code channel.socket()} calls since its streams stopped using the channel's methods. */
  private static List<HookRow> channelAdaptors() {
    List<HookRow> rows = new ArrayList<>();
    String connect = "(Ljava/net/SocketAddress;J)V";
    rows.add(
        new HookRow(
            CHANNEL,
            "blockingConnect",
            connect,
            EXIT,
            "connected",
            CONNECTED_HOOK,
            self(),
            parameter(0),
            constant(-1)));
    rows.add(
        new HookRow(
            CHANNEL,
            "blockingConnect",
            connect,
            THROW,
            "connectThrew",
            CONNECT_THREW_HOOK,
            self(),
            parameter(0),
            constant(-1)));
    rows.add(
        new HookRow(
            CHANNEL,
            "blockingRead",
            "([BIIJ)I",
            EXIT,
            "channelRead",
            "(ILjava/lang/Object;[BILjava/lang/Object;)V",
            self(),
            parameter(0),
            parameter(1),
            CHANNEL_LOCAL));
    rows.add(
        new HookRow(
            CHANNEL,
            "blockingRead",
            "([BIIJ)I",
            THROW,
            "channelThrew",
            CHANNEL_THROW_HOOK,
            self(),
            CHANNEL_LOCAL));
    rows.add(
        new HookRow(
            CHANNEL,
            "blockingWriteFully",
            "([BII)V",
            ENTRY,
            "channelWrite",
            "(Ljava/lang/Object;[BIILjava/lang/Object;)V",
            self(),
            parameter(0),
            parameter(1),
            parameter(2),
            CHANNEL_LOCAL));
    rows.add(
        new HookRow(
            CHANNEL,
            "blockingWriteFully",
            "([BII)V",
            THROW,
            "channelThrew",
            CHANNEL_THROW_HOOK,
            self(),
            CHANNEL_LOCAL));
    rows.add(
        new HookRow(
            SERVER_CHANNEL,
            "blockingAccept",
            "(J)Ljava/nio/channels/SocketChannel;",
            EXIT,
            "acceptReturned",
            TWO_OBJECTS,
            self()));
    rows.add(
        new HookRow(
            SERVER_CHANNEL,
            "blockingAccept",
            "(J)Ljava/nio/channels/SocketChannel;",
            THROW,
            "acceptThrew",
            "(Ljava/lang/Throwable;Ljava/lang/Object;)V",
            self()));
    return rows;
  }

  private static void tls(List<HookRow> rows, int feature) {
    // A JDK 8 before the back-port of TLS 1.3 has the old classes, a later one the new.
    boolean either = feature == 8;
    tlsStreams(rows, either, TLS_INPUT, TLS_OUTPUT, "this$0");
    if (either) {
      tlsStreams(rows, true, OLD_TLS_INPUT, OLD_TLS_OUTPUT, "c");
    }
    rows.add(new HookRow(TLS, "close", "()V", ENTRY, "tlsClose", "(Ljava/lang/Object;)V", self()));
  }

  private static void tlsStreams(
      List<HookRow> rows, boolean optional, String input, String output, String socketField) {
    HookRow read =
        new HookRow(
            input,
            "read",
            "([BII)I",
            EXIT,
            "tlsRead",
            "(ILjava/lang/Object;[BI)V",
            path(Field.declared(input, socketField)),
            parameter(0),
            parameter(1));
    HookRow write =
        new HookRow(
            output,
            "write",
            "([BII)V",
            ENTRY,
            "tlsWrite",
            "(Ljava/lang/Object;[BII)V",
            path(Field.declared(output, socketField)),
            parameter(0),
            parameter(1),
            parameter(2));
    rows.add(optional ? read.whereItExists() : read);
    rows.add(optional ? write.whereItExists() : write);
  }
}
