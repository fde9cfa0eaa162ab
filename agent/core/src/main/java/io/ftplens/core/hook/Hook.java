package io.ftplens.core.hook;

/** The static methods of {@code java.lang.FtplensHooks} that woven code calls. */
enum Hook {
  CHANNEL_OPENING("channelOpening", "()V"),
  CONNECTED("connected", "(Ljava/lang/Object;Ljava/lang/Object;II)V"),
  CONNECT_RETURNED("connectReturned", "(ZLjava/lang/Object;Ljava/lang/Object;)V"),
  CONNECT_THREW("connectThrew", "(Ljava/lang/Throwable;Ljava/lang/Object;Ljava/lang/Object;I)V"),
  ASYNC_CONNECTING("asyncConnecting", "(Ljava/lang/Object;)V"),
  NATIVE_CONNECTING("nativeConnecting", "(Ljava/lang/Object;)V"),
  LISTENING("listening", "(Ljava/lang/Object;)V"),
  ACCEPTING("accepting", "(Ljava/lang/Object;)V"),
  ACCEPTED("accepted", "(Ljava/lang/Object;Ljava/lang/Object;)V"),
  SOCKET_ACCEPTED("socketAccepted", "(Ljava/lang/Object;Ljava/lang/Object;)V"),
  ACCEPT_RETURNED("acceptReturned", "(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;"),
  ACCEPT_THREW("acceptThrew", "(Ljava/lang/Throwable;Ljava/lang/Object;)V"),
  READ("read", "(ILjava/lang/Object;[BIII)I"),
  WRITE("write", "(Ljava/lang/Object;[BIII)I"),
  THREW("threw", "(Ljava/lang/Throwable;Ljava/lang/Object;I)V"),
  CLOSE("close", "(Ljava/lang/Object;I)V"),
  CHANNEL_READ("channelRead", "(ILjava/lang/Object;[BIILjava/lang/Object;)I"),
  CHANNEL_WRITE("channelWrite", "(Ljava/lang/Object;[BIILjava/lang/Object;)I"),
  CHANNEL_THREW("channelThrew", "(Ljava/lang/Throwable;Ljava/lang/Object;Ljava/lang/Object;)V"),
  CHANNEL_CLOSE("channelClose", "(Ljava/lang/Object;Ljava/lang/Object;)V"),
  BUFFER_READ("bufferRead", "(ILjava/lang/Object;Ljava/nio/ByteBuffer;Ljava/lang/Object;)I"),
  BUFFER_WRITE(
      "bufferWrite",
      "(Ljava/lang/Object;Ljava/nio/ByteBuffer;Ljava/lang/Object;)Ljava/nio/ByteBuffer;"),
  BUFFER_WRITTEN("bufferWritten", "(ILjava/lang/Object;Ljava/lang/Object;)I"),
  BUFFERS_READING(
      "buffersReading", "(Ljava/lang/Object;[Ljava/nio/ByteBuffer;IILjava/lang/Object;)V"),
  BUFFERS_READ("buffersRead", "(JLjava/lang/Object;[Ljava/nio/ByteBuffer;IILjava/lang/Object;)J"),
  BUFFERS_WRITE("buffersWrite", "(Ljava/lang/Object;[Ljava/nio/ByteBuffer;IILjava/lang/Object;)V"),
  BUFFERS_WRITTEN("buffersWritten", "(JLjava/lang/Object;Ljava/lang/Object;)J"),
  FILE_SENT("fileSent", "(JLjava/lang/Object;)V"),
  TLS_READ("tlsRead", "(ILjava/lang/Object;[BII)I"),
  TLS_WRITE("tlsWrite", "(Ljava/lang/Object;[BII)I"),
  TLS_CLOSE("tlsClose", "(Ljava/lang/Object;)V"),
  LOGGER("logger", "(Ljava/lang/String;)V"),
  READING("reading", "(Ljava/lang/Object;[BIII)I"),
  CHANNEL_READING("channelReading", "(Ljava/lang/Object;[BIILjava/lang/Object;)I"),
  BUFFER_READING(
      "bufferReading",
      "(Ljava/lang/Object;Ljava/nio/ByteBuffer;Ljava/lang/Object;)Ljava/nio/ByteBuffer;"),
  BUFFERS_AHEAD("buffersAhead", "(Ljava/lang/Object;[Ljava/nio/ByteBuffer;IILjava/lang/Object;)I"),
  TLS_READING("tlsReading", "(Ljava/lang/Object;[BII)I"),
  AVAILABLE("available", "(ILjava/lang/Object;I)I"),
  CHANNEL_AVAILABLE("channelAvailable", "(ILjava/lang/Object;Ljava/lang/Object;)I"),
  OPENING_DATA_CONNECTION("openingDataConnection", "(Ljava/lang/Object;)V"),
  ENTERING_PASSIVE_MODE("enteringPassiveMode", "(Ljava/lang/Object;)V"),
  PASSIVE_MODE_FAILED("passiveModeFailed", "(Ljava/lang/Throwable;)Ljava/lang/Throwable;");

  /** The method's name. */
  final String method;

  /** The method's descriptor. */
  final String descriptor;

  Hook(String method, String descriptor) {
    this.method = method;
    this.descriptor = descriptor;
  }
}
