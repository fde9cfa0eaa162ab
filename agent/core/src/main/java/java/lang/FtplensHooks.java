package java.lang;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * The one class of ftplens that the JDK's own classes call.
 *
 * <p><b>Warning.</b> It is defined in {@code java.lang} because {@code java.base} can see no other
 * package of ours. It runs inside every socket operation of the application, in the boot loader,
 * where nothing of ftplens and no library is visible. Keep it so: JDK types only, no lambda, no
 * nested class, no string concatenation, no logic beyond the test of a bit and the hand-over; no
 * Throwable may leave it.
 *
 * <p>The static methods are called by woven code. The one instance that is set as the target does
 * the work; its methods are called only for sockets whose local port is marked, and for the rare
 * events (connect and accept).
 */
public abstract class FtplensHooks {
  /** One bit for each local port of which raw reads, writes and closes are of interest. */
  @SuppressWarnings("MutablePublicArray") // shared with the port table on purpose
  public static final long[] RAW_PORTS = new long[1024];

  /** One bit for each local port of which the plain text of TLS is of interest. */
  @SuppressWarnings("MutablePublicArray")
  public static final long[] TLS_PORTS = new long[1024];

  /** How many bits of {@link #TLS_PORTS} are set; zero spares TLS sockets the look at the port. */
  public static volatile int tlsPortCount;

  private static volatile FtplensHooks target;

  private static volatile Consumer<Object> tracing;

  private static volatile Runnable channels;

  /** For the one subclass. */
  protected FtplensHooks() {}

  /** Sets who is called from now on; null makes every hook inert. */
  public static void setTarget(FtplensHooks newTarget) {
    target = newTarget;
  }

  /** Who is called now; null while the hooks are inert. */
  public static FtplensHooks target() {
    return target;
  }

  /** Sets who hears of OpenTelemetry: a String is a class, anything else a new object. */
  public static void setTracing(Consumer<Object> listener) {
    tracing = listener;
  }

  /** A logger is asked for: the first thing that some classes of OpenTelemetry do. */
  public static void logger(String name) {
    if (name != null
        && (name.endsWith(".SdkTracerProvider")
            || name.endsWith(".OpenTelemetrySdk")
            || name.endsWith(".LazyStorage")
            || name.endsWith(".GlobalOpenTelemetry"))) {
      tracerProvider(name);
    }
  }

  /** A tracer provider, or an SDK, was constructed. */
  public static void tracerProvider(Object provider) {
    Consumer<Object> listener = tracing;
    if (listener != null) {
      try {
        listener.accept(provider);
      } catch (Throwable e) {
        failed(target, e);
      }
    }
  }

  /** Sets who is run before a channel is opened; null once that is needed no more. */
  public static void setChannels(Runnable weaving) {
    channels = weaving;
  }

  /** A channel is about to be opened. */
  public static void channelOpening() {
    Runnable weaving = channels;
    if (weaving != null) {
      try {
        weaving.run();
      } catch (Throwable e) {
        failed(target, e);
      }
    }
  }

  // Rare events: always handed over.

  /**
   * A socket or channel was connected; port is -1 where remote is a socket address, localPort where
   * the socket has to be asked.
   */
  public static void connected(Object socket, Object remote, int port, int localPort) {
    FtplensHooks t = target;
    if (t != null) {
      try {
        t.onConnected(socket, remote, port, localPort);
      } catch (Throwable e) {
        failed(t, e);
      }
    }
  }

  /** A channel's connect or finishConnect returned. */
  public static void connectReturned(boolean connected, Object channel, Object remote) {
    if (connected) {
      connected(channel, remote, -1, -1);
    }
  }

  /** A connect failed. */
  public static void connectThrew(Throwable thrown, Object socket, Object remote, int port) {
    FtplensHooks t = target;
    if (t != null) {
      try {
        t.onConnectFailed(thrown, socket, remote, port);
      } catch (Throwable e) {
        failed(t, e);
      }
    }
  }

  /** An accept begins; it may block. */
  public static void accepting(Object listener) {
    FtplensHooks t = target;
    if (t != null) {
      try {
        t.onAccepting(listener);
      } catch (Throwable e) {
        failed(t, e);
      }
    }
  }

  /** An asynchronous channel is about to connect. */
  public static void asyncConnecting(Object remote) {
    FtplensHooks t = target;
    if (t != null) {
      try {
        t.onAsyncConnecting(remote);
      } catch (Throwable e) {
        failed(t, e);
      }
    }
  }

  /** A channel of Netty's that no method of the JDK serves is about to connect. */
  public static void nativeConnecting(Object remote) {
    FtplensHooks t = target;
    if (t != null) {
      try {
        t.onNativeConnecting(remote);
      } catch (Throwable e) {
        failed(t, e);
      }
    }
  }

  /** A listening socket accepted. */
  public static void accepted(Object listener, Object socket) {
    FtplensHooks t = target;
    if (t != null) {
      try {
        t.onAccepted(listener, socket);
      } catch (Throwable e) {
        failed(t, e);
      }
    }
  }

  /**
   * A listening channel's accept returned, null if nothing was pending; returns the channel the
   * application is given.
   */
  public static Object acceptReturned(Object channel, Object listener) {
    FtplensHooks t = target;
    if (t != null && channel != null) {
      try {
        return t.onChannelAccepted(listener, channel);
      } catch (Throwable e) {
        failed(t, e);
      }
    }
    return channel;
  }

  /** A ServerSocket has put an accepted connection into a Socket. */
  public static void socketAccepted(Object serverSocket, Object socket) {
    FtplensHooks t = target;
    if (t != null) {
      try {
        t.onSocketAccepted(serverSocket, socket);
      } catch (Throwable e) {
        failed(t, e);
      }
    }
  }

  /** A socket or channel began to listen. */
  public static void listening(Object listener) {
    FtplensHooks t = target;
    if (t != null) {
      try {
        t.onListening(listener);
      } catch (Throwable e) {
        failed(t, e);
      }
    }
  }

  /** An accept failed or timed out. */
  public static void acceptThrew(Throwable thrown, Object listener) {
    FtplensHooks t = target;
    if (t != null) {
      try {
        t.onAcceptFailed(thrown, listener);
      } catch (Throwable e) {
        failed(t, e);
      }
    }
  }

  // Frequent events: handed over if the local port is marked.

  /**
   * A socket's read returned count bytes, or -1; returns the count the application is given.
   *
   * @throws IOException only what a further read of the application's own socket threw
   */
  public static int read(
      int count, Object socket, byte[] bytes, int offset, int length, int localPort)
      throws IOException {
    if (marked(RAW_PORTS, localPort)) {
      FtplensHooks t = target;
      if (t != null) {
        try {
          return t.onRead(socket, localPort, bytes, offset, length, count);
        } catch (IOException e) {
          throw e;
        } catch (Throwable e) {
          failed(t, e);
        }
      }
    }
    return count;
  }

  /** A socket is about to write; returns how much of it is left for the socket to write. */
  public static int write(Object socket, byte[] bytes, int offset, int length, int localPort) {
    if (marked(RAW_PORTS, localPort)) {
      FtplensHooks t = target;
      if (t != null) {
        try {
          return t.onWrite(socket, localPort, bytes, offset, length);
        } catch (Throwable e) {
          failed(t, e);
        }
      }
    }
    return length;
  }

  /** A socket's read or write threw. */
  public static void threw(Throwable thrown, Object socket, int localPort) {
    if (marked(RAW_PORTS, localPort)) {
      FtplensHooks t = target;
      if (t != null) {
        try {
          t.onIoFailed(socket, localPort, thrown);
        } catch (Throwable e) {
          failed(t, e);
        }
      }
    }
  }

  /** A socket is about to close. */
  public static void close(Object socket, int localPort) {
    if (marked(RAW_PORTS, localPort)) {
      FtplensHooks t = target;
      if (t != null) {
        try {
          t.onClose(socket, localPort);
        } catch (Throwable e) {
          failed(t, e);
        }
      }
    }
  }

  // The same for channels, which know their local port only through an address.

  /** A channel adaptor's read returned. */
  public static int channelRead(
      int count, Object channel, byte[] bytes, int offset, int length, Object local)
      throws IOException {
    return read(count, channel, bytes, offset, length, port(local));
  }

  /** A channel adaptor is about to write. */
  public static int channelWrite(
      Object channel, byte[] bytes, int offset, int length, Object local) {
    return write(channel, bytes, offset, length, port(local));
  }

  /** A channel's read or write threw. */
  public static void channelThrew(Throwable thrown, Object channel, Object local) {
    threw(thrown, channel, port(local));
  }

  /** A channel is about to close. */
  public static void channelClose(Object channel, Object local) {
    close(channel, port(local));
  }

  /**
   * A channel's read returned; the bytes lie before the buffer's position. Returns the count the
   * application is given.
   *
   * @throws IOException only what a further read of the application's own channel threw
   */
  public static int bufferRead(int count, Object channel, ByteBuffer buffer, Object local)
      throws IOException {
    int localPort = port(local);
    if (marked(RAW_PORTS, localPort)) {
      FtplensHooks t = target;
      if (t != null) {
        try {
          return t.onBufferRead(channel, localPort, buffer, count);
        } catch (IOException e) {
          throw e;
        } catch (Throwable e) {
          failed(t, e);
        }
      }
    }
    return count;
  }

  /** A channel is about to write what remains in the buffer; returns what it is to write. */
  public static ByteBuffer bufferWrite(Object channel, ByteBuffer buffer, Object local) {
    int localPort = port(local);
    if (marked(RAW_PORTS, localPort)) {
      FtplensHooks t = target;
      if (t != null) {
        try {
          return t.onBufferWrite(channel, localPort, buffer);
        } catch (Throwable e) {
          failed(t, e);
        }
      }
    }
    return buffer;
  }

  /** A channel's write returned count bytes; returns the count the application is given. */
  public static int bufferWritten(int count, Object channel, Object local) {
    return (int) buffersWritten(count, channel, local);
  }

  /** A channel's gathering write returned count bytes; returns what the application is given. */
  public static long buffersWritten(long count, Object channel, Object local) {
    int localPort = port(local);
    if (marked(RAW_PORTS, localPort)) {
      FtplensHooks t = target;
      if (t != null) {
        try {
          return t.onBufferWritten(channel, localPort, count);
        } catch (Throwable e) {
          failed(t, e);
        }
      }
    }
    return count;
  }

  /** A channel is about to read into several buffers. */
  public static void buffersReading(
      Object channel, ByteBuffer[] buffers, int offset, int length, Object local) {
    int localPort = port(local);
    if (marked(RAW_PORTS, localPort)) {
      FtplensHooks t = target;
      if (t != null) {
        try {
          t.onBuffersReading(channel, localPort, buffers, offset, length);
        } catch (Throwable e) {
          failed(t, e);
        }
      }
    }
  }

  /**
   * A channel's scattering read returned; returns the count the application is given.
   *
   * @throws IOException only what a further read of the application's own channel threw
   */
  public static long buffersRead(
      long count, Object channel, ByteBuffer[] buffers, int offset, int length, Object local)
      throws IOException {
    int localPort = port(local);
    if (marked(RAW_PORTS, localPort)) {
      FtplensHooks t = target;
      if (t != null) {
        try {
          return t.onBuffersRead(channel, localPort, buffers, offset, length, count);
        } catch (IOException e) {
          throw e;
        } catch (Throwable e) {
          failed(t, e);
        }
      }
    }
    return count;
  }

  /** A channel is about to write from several buffers. */
  public static void buffersWrite(
      Object channel, ByteBuffer[] buffers, int offset, int length, Object local) {
    int localPort = port(local);
    if (marked(RAW_PORTS, localPort)) {
      FtplensHooks t = target;
      if (t != null) {
        try {
          t.onBuffersWrite(channel, localPort, buffers, offset, length);
        } catch (Throwable e) {
          failed(t, e);
        }
      }
    }
  }

  /** The kernel has sent count bytes of a file to a channel; negative if it could not. */
  public static void fileSent(long count, Object channel) {
    FtplensHooks t = target;
    if (t != null && count > 0) {
      try {
        t.onFileSent(channel, count);
      } catch (Throwable e) {
        failed(t, e);
      }
    }
  }

  // Plain text of JSSE.

  /**
   * A TLS socket's read returned plain text; returns the count the application is given.
   *
   * @throws IOException only what a further read of the application's own socket threw
   */
  public static int tlsRead(int count, Object socket, byte[] bytes, int offset, int length)
      throws IOException {
    if (tlsPortCount != 0) {
      try {
        int localPort = ((Socket) socket).getLocalPort();
        FtplensHooks t = target;
        if (t != null && marked(TLS_PORTS, localPort)) {
          return t.onTlsRead(socket, localPort, bytes, offset, length, count);
        }
      } catch (IOException e) {
        throw e;
      } catch (Throwable e) {
        failed(target, e);
      }
    }
    return count;
  }

  /** A TLS socket is about to write plain text; returns how much is left for it to write. */
  public static int tlsWrite(Object socket, byte[] bytes, int offset, int length) {
    if (tlsPortCount != 0) {
      try {
        int localPort = ((Socket) socket).getLocalPort();
        FtplensHooks t = target;
        if (t != null && marked(TLS_PORTS, localPort)) {
          return t.onTlsWrite(socket, localPort, bytes, offset, length);
        }
      } catch (Throwable e) {
        failed(target, e);
      }
    }
    return length;
  }

  /** A TLS socket is about to close. */
  public static void tlsClose(Object socket) {
    if (tlsPortCount != 0) {
      try {
        int localPort = ((Socket) socket).getLocalPort();
        FtplensHooks t = target;
        if (t != null && marked(TLS_PORTS, localPort)) {
          t.onTlsClose(socket, localPort);
        }
      } catch (Throwable e) {
        failed(target, e);
      }
    }
  }

  // Before a read, and of what can be read: woven only once bytes were read ahead of somebody.

  /** A socket is about to read; returns how much is left for it to read: 0 if it was served. */
  public static int reading(Object socket, byte[] bytes, int offset, int length, int localPort) {
    if (marked(RAW_PORTS, localPort)) {
      FtplensHooks t = target;
      if (t != null) {
        try {
          return t.onReading(socket, localPort, bytes, offset, length);
        } catch (Throwable e) {
          failed(t, e);
        }
      }
    }
    return length;
  }

  /** A channel adaptor is about to read. */
  public static int channelReading(
      Object channel, byte[] bytes, int offset, int length, Object local) {
    return reading(channel, bytes, offset, length, port(local));
  }

  /** A channel is about to read into the buffer; returns what it is to read into. */
  public static ByteBuffer bufferReading(Object channel, ByteBuffer buffer, Object local) {
    int localPort = port(local);
    if (marked(RAW_PORTS, localPort)) {
      FtplensHooks t = target;
      if (t != null) {
        try {
          return t.onBufferReading(channel, localPort, buffer);
        } catch (Throwable e) {
          failed(t, e);
        }
      }
    }
    return buffer;
  }

  /** As the other, before a scattering read; returns how many of the buffers it is to fill. */
  public static int buffersAhead(
      Object channel, ByteBuffer[] buffers, int offset, int length, Object local) {
    int localPort = port(local);
    if (marked(RAW_PORTS, localPort)) {
      FtplensHooks t = target;
      if (t != null) {
        try {
          return t.onBuffersAhead(channel, localPort, buffers, offset, length);
        } catch (Throwable e) {
          failed(t, e);
        }
      }
    }
    return length;
  }

  /** A TLS socket is about to read plain text; as {@link #reading}. */
  public static int tlsReading(Object socket, byte[] bytes, int offset, int length) {
    if (tlsPortCount != 0) {
      try {
        int localPort = ((Socket) socket).getLocalPort();
        FtplensHooks t = target;
        if (t != null && marked(TLS_PORTS, localPort)) {
          return t.onTlsReading(socket, localPort, bytes, offset, length);
        }
      } catch (Throwable e) {
        failed(target, e);
      }
    }
    return length;
  }

  /** A socket tells how much can be read; returns what the application is told. */
  public static int available(int count, Object socket, int localPort) {
    if (marked(RAW_PORTS, localPort)) {
      FtplensHooks t = target;
      if (t != null) {
        try {
          return t.onAvailable(socket, localPort, count);
        } catch (Throwable e) {
          failed(t, e);
        }
      }
    }
    return count;
  }

  /** A channel adaptor tells how much can be read. */
  public static int channelAvailable(int count, Object channel, Object local) {
    return available(count, channel, port(local));
  }

  // Library hooks, for forced passive.

  /** A Commons Net client is about to open a data connection. */
  public static void openingDataConnection(Object client) {
    FtplensHooks t = target;
    if (t != null) {
      try {
        t.onOpeningDataConnection(client);
      } catch (Throwable e) {
        failed(t, e);
      }
    }
  }

  /** A Commons Net client is told to be passive. */
  public static void enteringPassiveMode(Object client) {
    FtplensHooks t = target;
    if (t != null) {
      try {
        t.onEnteringPassiveMode(client);
      } catch (Throwable e) {
        failed(t, e);
      }
    }
  }

  /** The JDK's client is about to report that passive mode failed; returns what it is to throw. */
  public static Throwable passiveModeFailed(Throwable thrown) {
    FtplensHooks t = target;
    if (t != null) {
      try {
        return t.onPassiveModeFailed(thrown);
      } catch (Throwable e) {
        failed(t, e);
      }
    }
    return thrown;
  }

  private static boolean marked(long[] ports, int port) {
    return (ports[(port >>> 6) & 1023] & (1L << port)) != 0;
  }

  /** Port 0 is never marked, so it serves for "none". */
  private static int port(Object address) {
    return address instanceof InetSocketAddress ? ((InetSocketAddress) address).getPort() : 0;
  }

  private static void failed(FtplensHooks t, Throwable error) {
    try {
      if (t != null) {
        t.onError(error);
      }
    } catch (Throwable ignored) {
      // Nothing is left to tell: the application goes on.
    }
  }

  // What the target overrides. Everything here leaves the application alone.

  /** See {@link #connected}. */
  protected void onConnected(Object socket, Object remote, int port, int localPort) {}

  /** See {@link #connectThrew}. */
  protected void onConnectFailed(Throwable thrown, Object socket, Object remote, int port) {}

  /** See {@link #asyncConnecting}. */
  protected void onAsyncConnecting(Object remote) {}

  /** See {@link #nativeConnecting}. */
  protected void onNativeConnecting(Object remote) {}

  /** See {@link #listening}. */
  protected void onListening(Object listener) {}

  /** See {@link #accepting}. */
  protected void onAccepting(Object listener) {}

  /** See {@link #accepted}. */
  protected void onAccepted(Object listener, Object socket) {}

  /** See {@link #socketAccepted}. */
  protected void onSocketAccepted(Object serverSocket, Object socket) {}

  /** See {@link #acceptReturned}. */
  protected Object onChannelAccepted(Object listener, Object channel) {
    return channel;
  }

  /** See {@link #acceptThrew}. */
  protected void onAcceptFailed(Throwable thrown, Object listener) {}

  /** See {@link #read}. */
  protected int onRead(
      Object socket, int localPort, byte[] bytes, int offset, int length, int count)
      throws IOException {
    return count;
  }

  /** See {@link #write}. */
  protected int onWrite(Object socket, int localPort, byte[] bytes, int offset, int length) {
    return length;
  }

  /** See {@link #threw}. */
  protected void onIoFailed(Object socket, int localPort, Throwable thrown) {}

  /** See {@link #close}. */
  protected void onClose(Object socket, int localPort) {}

  /** See {@link #bufferRead}. */
  protected int onBufferRead(Object channel, int localPort, ByteBuffer buffer, int count)
      throws IOException {
    return count;
  }

  /** See {@link #bufferWrite}. */
  protected ByteBuffer onBufferWrite(Object channel, int localPort, ByteBuffer buffer) {
    return buffer;
  }

  /** See {@link #buffersWritten}. */
  protected long onBufferWritten(Object channel, int localPort, long count) {
    return count;
  }

  /** See {@link #buffersReading}. */
  protected void onBuffersReading(
      Object channel, int localPort, ByteBuffer[] buffers, int offset, int length) {}

  /** See {@link #buffersRead}. */
  protected long onBuffersRead(
      Object channel, int localPort, ByteBuffer[] buffers, int offset, int length, long count)
      throws IOException {
    return count;
  }

  /** See {@link #buffersWrite}. */
  protected void onBuffersWrite(
      Object channel, int localPort, ByteBuffer[] buffers, int offset, int length) {}

  /** See {@link #fileSent}. */
  protected void onFileSent(Object channel, long count) {}

  /** See {@link #tlsRead}. */
  protected int onTlsRead(
      Object socket, int localPort, byte[] bytes, int offset, int length, int count)
      throws IOException {
    return count;
  }

  /** See {@link #tlsWrite}. */
  protected int onTlsWrite(Object socket, int localPort, byte[] bytes, int offset, int length) {
    return length;
  }

  /** See {@link #tlsClose}. */
  protected void onTlsClose(Object socket, int localPort) {}

  /** See {@link #reading}. */
  protected int onReading(Object socket, int localPort, byte[] bytes, int offset, int length) {
    return length;
  }

  /** See {@link #bufferReading}. */
  protected ByteBuffer onBufferReading(Object channel, int localPort, ByteBuffer buffer) {
    return buffer;
  }

  /** See {@link #buffersAhead}. */
  protected int onBuffersAhead(
      Object channel, int localPort, ByteBuffer[] buffers, int offset, int length) {
    return length;
  }

  /** See {@link #tlsReading}. */
  protected int onTlsReading(Object socket, int localPort, byte[] bytes, int offset, int length) {
    return length;
  }

  /** See {@link #available}. */
  protected int onAvailable(Object socket, int localPort, int count) {
    return count;
  }

  /** See {@link #openingDataConnection}. */
  protected void onOpeningDataConnection(Object client) {}

  /** See {@link #enteringPassiveMode}. */
  protected void onEnteringPassiveMode(Object client) {}

  /** See {@link #passiveModeFailed}. */
  protected Throwable onPassiveModeFailed(Throwable thrown) {
    return thrown;
  }

  /** Something of ours threw; it must be counted and said once. */
  protected void onError(Throwable error) {}
}
