package java.lang;

import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;

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

  // Rare events: always handed over.

  /** A socket or channel was connected; port is -1 where remote is a socket address. */
  public static void connected(Object socket, Object remote, int port) {
    FtplensHooks t = target;
    if (t != null) {
      try {
        t.onConnected(socket, remote, port);
      } catch (Throwable e) {
        failed(t, e);
      }
    }
  }

  /** A channel's connect or finishConnect returned. */
  public static void connectReturned(boolean connected, Object channel, Object remote) {
    if (connected) {
      connected(channel, remote, -1);
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

  /** A listening channel's accept returned; null if nothing was pending. */
  public static void acceptReturned(Object channel, Object listener) {
    if (channel != null) {
      accepted(listener, channel);
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

  /** A socket's read returned count bytes, or -1. */
  public static void read(int count, Object socket, byte[] bytes, int offset, int localPort) {
    if (marked(RAW_PORTS, localPort)) {
      FtplensHooks t = target;
      if (t != null) {
        try {
          t.onRead(socket, localPort, bytes, offset, count);
        } catch (Throwable e) {
          failed(t, e);
        }
      }
    }
  }

  /** A socket is about to write. */
  public static void write(Object socket, byte[] bytes, int offset, int length, int localPort) {
    if (marked(RAW_PORTS, localPort)) {
      FtplensHooks t = target;
      if (t != null) {
        try {
          t.onWrite(socket, localPort, bytes, offset, length);
        } catch (Throwable e) {
          failed(t, e);
        }
      }
    }
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
  public static void channelRead(
      int count, Object channel, byte[] bytes, int offset, Object local) {
    read(count, channel, bytes, offset, port(local));
  }

  /** A channel adaptor is about to write. */
  public static void channelWrite(
      Object channel, byte[] bytes, int offset, int length, Object local) {
    write(channel, bytes, offset, length, port(local));
  }

  /** A channel's read or write threw. */
  public static void channelThrew(Throwable thrown, Object channel, Object local) {
    threw(thrown, channel, port(local));
  }

  /** A channel is about to close. */
  public static void channelClose(Object channel, Object local) {
    close(channel, port(local));
  }

  /** A channel's read returned; the bytes lie before the buffer's position. */
  public static void bufferRead(int count, Object channel, ByteBuffer buffer, Object local) {
    int localPort = port(local);
    if (marked(RAW_PORTS, localPort)) {
      FtplensHooks t = target;
      if (t != null) {
        try {
          t.onBufferRead(channel, localPort, buffer, count);
        } catch (Throwable e) {
          failed(t, e);
        }
      }
    }
  }

  /** A channel is about to write what remains in the buffer. */
  public static void bufferWrite(Object channel, ByteBuffer buffer, Object local) {
    int localPort = port(local);
    if (marked(RAW_PORTS, localPort)) {
      FtplensHooks t = target;
      if (t != null) {
        try {
          t.onBufferWrite(channel, localPort, buffer);
        } catch (Throwable e) {
          failed(t, e);
        }
      }
    }
  }

  /** A channel's write, or gathering write, returned count bytes. */
  public static void bufferWritten(long count, Object channel, Object local) {
    int localPort = port(local);
    if (marked(RAW_PORTS, localPort)) {
      FtplensHooks t = target;
      if (t != null) {
        try {
          t.onBufferWritten(channel, localPort, count);
        } catch (Throwable e) {
          failed(t, e);
        }
      }
    }
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

  /** A channel's scattering read returned. */
  public static void buffersRead(
      long count, Object channel, ByteBuffer[] buffers, int offset, int length, Object local) {
    int localPort = port(local);
    if (marked(RAW_PORTS, localPort)) {
      FtplensHooks t = target;
      if (t != null) {
        try {
          t.onBuffersRead(channel, localPort, buffers, offset, length, count);
        } catch (Throwable e) {
          failed(t, e);
        }
      }
    }
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

  // Plain text of JSSE.

  /** A TLS socket's read returned plain text. */
  public static void tlsRead(int count, Object socket, byte[] bytes, int offset) {
    if (tlsPortCount != 0) {
      try {
        int localPort = ((Socket) socket).getLocalPort();
        FtplensHooks t = target;
        if (t != null && marked(TLS_PORTS, localPort)) {
          t.onTlsRead(socket, localPort, bytes, offset, count);
        }
      } catch (Throwable e) {
        failed(target, e);
      }
    }
  }

  /** A TLS socket is about to write plain text. */
  public static void tlsWrite(Object socket, byte[] bytes, int offset, int length) {
    if (tlsPortCount != 0) {
      try {
        int localPort = ((Socket) socket).getLocalPort();
        FtplensHooks t = target;
        if (t != null && marked(TLS_PORTS, localPort)) {
          t.onTlsWrite(socket, localPort, bytes, offset, length);
        }
      } catch (Throwable e) {
        failed(target, e);
      }
    }
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

  /** See {@link #connected}. */
  protected abstract void onConnected(Object socket, Object remote, int port);

  /** See {@link #connectThrew}. */
  protected abstract void onConnectFailed(Throwable thrown, Object socket, Object remote, int port);

  /** See {@link #accepted}. */
  protected abstract void onAccepted(Object listener, Object socket);

  /** See {@link #acceptThrew}. */
  protected abstract void onAcceptFailed(Throwable thrown, Object listener);

  /** See {@link #read}. */
  protected abstract void onRead(Object socket, int localPort, byte[] bytes, int offset, int count);

  /** See {@link #write}. */
  protected abstract void onWrite(
      Object socket, int localPort, byte[] bytes, int offset, int length);

  /** See {@link #threw}. */
  protected abstract void onIoFailed(Object socket, int localPort, Throwable thrown);

  /** See {@link #close}. */
  protected abstract void onClose(Object socket, int localPort);

  /** See {@link #bufferRead}. */
  protected abstract void onBufferRead(Object channel, int localPort, ByteBuffer buffer, int count);

  /** See {@link #bufferWrite}. */
  protected abstract void onBufferWrite(Object channel, int localPort, ByteBuffer buffer);

  /** See {@link #bufferWritten}. */
  protected abstract void onBufferWritten(Object channel, int localPort, long count);

  /** See {@link #buffersReading}. */
  protected abstract void onBuffersReading(
      Object channel, int localPort, ByteBuffer[] buffers, int offset, int length);

  /** See {@link #buffersRead}. */
  protected abstract void onBuffersRead(
      Object channel, int localPort, ByteBuffer[] buffers, int offset, int length, long count);

  /** See {@link #buffersWrite}. */
  protected abstract void onBuffersWrite(
      Object channel, int localPort, ByteBuffer[] buffers, int offset, int length);

  /** See {@link #tlsRead}. */
  protected abstract void onTlsRead(
      Object socket, int localPort, byte[] bytes, int offset, int count);

  /** See {@link #tlsWrite}. */
  protected abstract void onTlsWrite(
      Object socket, int localPort, byte[] bytes, int offset, int length);

  /** See {@link #tlsClose}. */
  protected abstract void onTlsClose(Object socket, int localPort);

  /** See {@link #openingDataConnection}. */
  protected void onOpeningDataConnection(Object client) {}

  /** See {@link #enteringPassiveMode}. */
  protected void onEnteringPassiveMode(Object client) {}

  /** See {@link #passiveModeFailed}. */
  protected Throwable onPassiveModeFailed(Throwable thrown) {
    return thrown;
  }

  /** Something of ours threw; it must be counted and said once. */
  protected abstract void onError(Throwable error);
}
