package java.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Asks a SocketImpl for what it keeps protected. In {@code java.net} for that alone, and therefore
 * in the boot loader: JDK types only.
 *
 * <p>Reflection would need {@code java.net} opened, which links half a dozen lambdas of the JDK,
 * and spins method handles on 18 and later.
 */
public final class FtplensSockets {
  private FtplensSockets() {}

  /** Our port; 0 or -1 if there is none. */
  public static int localPort(SocketImpl socket) {
    return socket.localport;
  }

  /** The other end's address; null if there is none. */
  public static InetAddress address(SocketImpl socket) {
    return socket.address;
  }

  /** The other end's port. */
  public static int port(SocketImpl socket) {
    return socket.port;
  }

  /** What the socket receives. */
  public static InputStream input(SocketImpl socket) throws IOException {
    return socket.getInputStream();
  }

  /** What the socket sends. */
  public static OutputStream output(SocketImpl socket) throws IOException {
    return socket.getOutputStream();
  }

  /** How many bytes a read would return without waiting. */
  public static int available(SocketImpl socket) throws IOException {
    return socket.available();
  }
}
