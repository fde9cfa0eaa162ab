package io.ftplens.core.socket;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.FtplensSockets;
import java.net.Socket;
import java.net.SocketImpl;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;

/** Reads and writes a socket of the application by whichever handle a hook was given. */
public final class SocketStreams {
  /** A control line is short: a socket whose buffer has no room for it is not waited for longer. */
  private static final int MOST_WRITES = 1000;

  /** Before JDK 13. */
  private static final boolean OLD_CHANNELS =
      Arrays.asList("1.8", "9", "10", "11", "12")
          .contains(System.getProperty("java.specification.version"));

  /** Makes one. */
  public SocketStreams(SocketAccess access) {
    access.reachSockets();
  }

  /**
   * Reads as the application did, with its timeout.
   *
   * @param socket a SocketImpl, a SocketChannel or a Socket
   * @return the count; 0 only from a non-blocking channel; -1 at the end
   */
  public int read(Object socket, byte[] bytes, int offset, int length) throws IOException {
    if (socket instanceof SocketChannel && !((SocketChannel) socket).isBlocking()) {
      return ((SocketChannel) socket).read(ByteBuffer.wrap(bytes, offset, length));
    }
    return input(socket).read(bytes, offset, length);
  }

  /** The stream that a blocking read reads. */
  public InputStream input(Object socket) throws IOException {
    return socket instanceof SocketImpl
        ? FtplensSockets.input((SocketImpl) socket)
        : plainSocket(socket).getInputStream();
  }

  /**
   * Whether {@link #available} tells the truth of it: not of a channel that does not block, which a
   * selector may be asked about, nor of one of a JDK before 13.
   */
  public boolean tellsAvailable(Object socket) {
    return !(socket instanceof SocketChannel)
        || (((SocketChannel) socket).isBlocking() && !OLD_CHANNELS);
  }

  /** How many bytes a read would return without waiting. */
  public int available(Object socket) throws IOException {
    return socket instanceof SocketImpl
        ? FtplensSockets.available((SocketImpl) socket)
        : plainSocket(socket).getInputStream().available();
  }

  /** Writes all of the bytes. */
  public void write(Object socket, byte[] bytes) throws IOException {
    if (socket instanceof SocketChannel) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      for (int i = 0; buffer.hasRemaining() && i < MOST_WRITES; i++) {
        ((SocketChannel) socket).write(buffer);
      }
      return;
    }
    OutputStream out =
        socket instanceof SocketImpl
            ? FtplensSockets.output((SocketImpl) socket)
            : plainSocket(socket).getOutputStream();
    out.write(bytes);
  }

  private static Socket plainSocket(Object socket) {
    return socket instanceof SocketChannel ? ((SocketChannel) socket).socket() : (Socket) socket;
  }
}
