package io.ftplens.agent;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.concurrent.Callable;

/**
 * Opens the stream to the command line that asked: a loopback connection to the port it listens on,
 * on which each side proves that it is the one the attach was between. Another user of this host
 * can neither ask by it nor read what comes over it.
 */
final class CallBack implements Callable<OutputStream> {
  private static final int TIMEOUT_MILLIS = 5000;

  /** Only on IPv4, whatever the application prefers: the command line listens there. */
  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  private final int port;
  private final String ours;
  private final String theirs;

  CallBack(int port, String ours, String theirs) {
    this.port = port;
    this.ours = ours;
    this.theirs = theirs;
  }

  @Override
  public OutputStream call() throws IOException {
    // A channel, because the application's SOCKS proxy or socket factory is not meant for it.
    SocketChannel channel =
        SocketChannel.open(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port));
    boolean proved = false;
    try {
      Socket socket = channel.socket();
      socket.setSoTimeout(TIMEOUT_MILLIS);
      OutputStream out = socket.getOutputStream();
      out.write((ours + "\n").getBytes(StandardCharsets.US_ASCII));
      out.flush();
      proved = answeredBy(socket.getInputStream());
      if (!proved) {
        throw new IOException("whoever listens on port " + port + " is not the one who asked");
      }
      return out;
    } finally {
      if (!proved) {
        channel.close();
      }
    }
  }

  private boolean answeredBy(InputStream in) throws IOException {
    byte[] expected = (theirs + "\n").getBytes(StandardCharsets.US_ASCII);
    byte[] answer = new byte[expected.length];
    for (int at = 0; at < answer.length; ) {
      int count = in.read(answer, at, answer.length - at);
      if (count < 0) {
        return false;
      }
      at += count;
    }
    return MessageDigest.isEqual(expected, answer);
  }
}
