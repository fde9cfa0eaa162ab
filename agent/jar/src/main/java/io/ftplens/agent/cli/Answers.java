package io.ftplens.agent.cli;

import io.ftplens.agent.Launcher;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Where the answer of a JVM is awaited: a port on loopback, and two keys that are used once. One
 * proves the JVM to us, the other us to the JVM; both went the way of the attach, which only the
 * JVM's user and root can go.
 */
final class Answers implements AutoCloseable {
  private static final int KEY_BYTES = 16;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(15);
  private static final int KEY_TIMEOUT_MILLIS = 2000;

  /** As the agent's side has it. */
  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  private final String key = key();
  private final String answer = key();
  private final ServerSocket listener;

  Answers() throws Failure {
    try {
      listener = new ServerSocket();
      listener.bind(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), 0));
    } catch (IOException e) {
      throw new Failure(ExitCode.UNREACHABLE, "no port of 127.0.0.1 can be listened on: " + e);
    }
  }

  private static String key() {
    byte[] bytes = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(bytes);
    StringBuilder text = new StringBuilder(2 * KEY_BYTES);
    for (byte b : bytes) {
      text.append(String.format(Locale.ROOT, "%02x", b));
    }
    return text.toString();
  }

  /** The argument by which the JVM learns what is asked and where the answer is awaited. */
  String argument(String command, String rest) {
    return Launcher.argument(listener.getLocalPort(), key, answer, command, rest);
  }

  /** Waits for the JVM; whoever else connects is sent away. */
  BufferedReader await(String pid) throws Failure {
    long end = System.nanoTime() + PATIENCE_NANOS;
    try {
      while (true) {
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        listener.setSoTimeout((int) Math.max(1, left));
        Socket socket = listener.accept();
        if (proved(socket)) {
          return new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        }
        socket.close();
      }
    } catch (SocketTimeoutException e) {
      throw new Failure(
          ExitCode.UNREACHABLE,
          "the JVM "
              + pid
              + " was asked and did not answer; its standard error may say why. If it runs in a"
              + " container, run this command inside that container; if its ftplens is of an older"
              + " version, use the jar of that version");
    } catch (IOException e) {
      throw new Failure(ExitCode.UNREACHABLE, "the answer of " + pid + " could not be read: " + e);
    }
  }

  private boolean proved(Socket socket) throws IOException {
    byte[] expected = (key + "\n").getBytes(StandardCharsets.US_ASCII);
    byte[] given = new byte[expected.length];
    try {
      socket.setSoTimeout(KEY_TIMEOUT_MILLIS);
      InputStream in = socket.getInputStream();
      for (int at = 0; at < given.length; ) {
        int count = in.read(given, at, given.length - at);
        if (count < 0) {
          return false;
        }
        at += count;
      }
      socket.setSoTimeout(0);
      if (!MessageDigest.isEqual(expected, given)) {
        return false;
      }
      socket.getOutputStream().write((answer + "\n").getBytes(StandardCharsets.US_ASCII));
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    }
  }

  @Override
  public void close() throws Failure {
    try {
      listener.close();
    } catch (IOException e) {
      throw new Failure(ExitCode.UNREACHABLE, "the port could not be closed: " + e);
    }
  }
}
