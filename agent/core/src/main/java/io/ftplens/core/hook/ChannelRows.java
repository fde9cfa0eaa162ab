package io.ftplens.core.hook;

import static io.ftplens.core.hook.Operand.constant;
import static io.ftplens.core.hook.Operand.parameter;
import static io.ftplens.core.hook.Operand.path;
import static io.ftplens.core.hook.Operand.self;

import io.ftplens.core.hook.Operand.Field;
import java.util.ArrayList;
import java.util.List;

/** The rows of {@link HookTable} for socket channels and what {@code channel.socket()} calls. */
final class ChannelRows {
  /** What opens channels. */
  static final String PROVIDER = "sun/nio/ch/SelectorProviderImpl";

  static final String CHANNEL = "sun/nio/ch/SocketChannelImpl";
  static final String LISTENER = "sun/nio/ch/ServerSocketChannelImpl";
  static final String ASYNC_CHANNEL = "sun/nio/ch/AsynchronousSocketChannelImpl";
  static final String ONE = "(Ljava/nio/ByteBuffer;)I";
  static final String MANY = "([Ljava/nio/ByteBuffer;II)J";
  static final Operand LOCAL = path(Field.declared(CHANNEL, "localAddress"));
  private static final Operand REMOTE = path(Field.declared(CHANNEL, "remoteAddress"));

  private final List<HookRow> rows;

  private ChannelRows(List<HookRow> rows) {
    this.rows = rows;
  }

  static void add(List<HookRow> rows, int feature) {
    ChannelRows channels = new ChannelRows(rows);
    channels.open("SocketChannel", feature);
    channels.open("ServerSocketChannel", feature);
    channels.readAndWrite();
    channels.connectAndClose();
    channels.accept();
    channels.asyncConnect();
    if (feature >= 14) {
      channels.adaptors(feature < 17);
    }
  }

  /** The one way of the JDK to send bytes past the channel that they go to. */
  static List<HookRow> sentFiles() {
    List<HookRow> rows = new ArrayList<>();
    // transferTo's other ways, and all of transferFrom's, use the channel's own methods. The first
    // name is that of JDK 8 to 21, the second of later ones.
    for (String name : new String[] {"transferToDirectly", "transferToDirect"}) {
      new HookedMethod(
              rows,
              "sun/nio/ch/FileChannelImpl",
              name,
              "(JILjava/nio/channels/WritableByteChannel;)J")
          .optionalIf(true)
          .onReturn(Hook.FILE_SENT, Operand.parameter(2));
    }
    return rows;
  }

  private HookedMethod method(String owner, String name, String descriptor) {
    return new HookedMethod(rows, owner, name, descriptor);
  }

  /** A listener accepts channels, so its opening counts as well. */
  private void open(String type, int feature) {
    String result = "Ljava/nio/channels/" + type + ";";
    method(PROVIDER, "open" + type, "()" + result).onEntry(Hook.CHANNEL_OPENING);
    if (feature >= 15) {
      method(PROVIDER, "open" + type, "(Ljava/net/ProtocolFamily;)" + result)
          .onEntry(Hook.CHANNEL_OPENING);
    }
  }

  private void readAndWrite() {
    method(CHANNEL, "read", ONE)
        .replaceReturned(Hook.BUFFER_READ, self(), parameter(0), LOCAL)
        .onThrow(Hook.CHANNEL_THREW, self(), LOCAL);
    method(CHANNEL, "read", MANY)
        .onEntry(Hook.BUFFERS_READING, self(), parameter(0), parameter(1), parameter(2), LOCAL)
        .replaceReturned(Hook.BUFFERS_READ, self(), parameter(0), parameter(1), parameter(2), LOCAL)
        .onThrow(Hook.CHANNEL_THREW, self(), LOCAL);
    method(CHANNEL, "write", ONE)
        .replaceParameter(0, Hook.BUFFER_WRITE, self(), parameter(0), LOCAL)
        .replaceReturned(Hook.BUFFER_WRITTEN, self(), LOCAL)
        .onThrow(Hook.CHANNEL_THREW, self(), LOCAL);
    method(CHANNEL, "write", MANY)
        .onEntry(Hook.BUFFERS_WRITE, self(), parameter(0), parameter(1), parameter(2), LOCAL)
        .replaceReturned(Hook.BUFFERS_WRITTEN, self(), LOCAL)
        .onThrow(Hook.CHANNEL_THREW, self(), LOCAL);
  }

  private void connectAndClose() {
    method(CHANNEL, "connect", "(Ljava/net/SocketAddress;)Z")
        .onReturn(Hook.CONNECT_RETURNED, self(), parameter(0))
        .onThrow(Hook.CONNECT_THREW, self(), parameter(0), constant(-1));
    method(CHANNEL, "finishConnect", "()Z")
        .onReturn(Hook.CONNECT_RETURNED, self(), REMOTE)
        .onThrow(Hook.CONNECT_THREW, self(), REMOTE, constant(-1));
    method(CHANNEL, "implCloseSelectableChannel", "()V").onEntry(Hook.CHANNEL_CLOSE, self(), LOCAL);
  }

  private void accept() {
    method(LISTENER, "bind", "(Ljava/net/SocketAddress;I)Ljava/nio/channels/ServerSocketChannel;")
        .onEntry(Hook.LISTENING, self());
    method(LISTENER, "accept", "()Ljava/nio/channels/SocketChannel;")
        .onEntry(Hook.ACCEPTING, self())
        .replaceReturned(Hook.ACCEPT_RETURNED, self());
  }

  /** Nothing else of asynchronous channels is seen, which is to be said. */
  private void asyncConnect() {
    String future = "(Ljava/net/SocketAddress;)Ljava/util/concurrent/Future;";
    String handler =
        "(Ljava/net/SocketAddress;Ljava/lang/Object;Ljava/nio/channels/CompletionHandler;)V";
    method(ASYNC_CHANNEL, "connect", future).onEntry(Hook.ASYNC_CONNECTING, parameter(0));
    method(ASYNC_CHANNEL, "connect", handler).onEntry(Hook.ASYNC_CONNECTING, parameter(0));
  }

  /** What {@code channel.socket()} calls since its streams stopped using the channel's methods. */
  private void adaptors(boolean optional) {
    method(CHANNEL, "blockingConnect", "(Ljava/net/SocketAddress;J)V")
        .optionalIf(optional)
        .onReturn(Hook.CONNECTED, self(), parameter(0), constant(-1), constant(-1))
        .onThrow(Hook.CONNECT_THREW, self(), parameter(0), constant(-1));
    method(CHANNEL, "blockingRead", "([BIIJ)I")
        .optionalIf(optional)
        .replaceReturned(Hook.CHANNEL_READ, self(), parameter(0), parameter(1), parameter(2), LOCAL)
        .onThrow(Hook.CHANNEL_THREW, self(), LOCAL);
    method(CHANNEL, "blockingWriteFully", "([BII)V")
        .optionalIf(optional)
        .replaceParameter(
            2, Hook.CHANNEL_WRITE, self(), parameter(0), parameter(1), parameter(2), LOCAL)
        .onThrow(Hook.CHANNEL_THREW, self(), LOCAL);
    method(LISTENER, "blockingAccept", "(J)Ljava/nio/channels/SocketChannel;")
        .optionalIf(optional)
        .onEntry(Hook.ACCEPTING, self())
        .replaceReturned(Hook.ACCEPT_RETURNED, self())
        .onThrow(Hook.ACCEPT_THREW, self());
  }
}
