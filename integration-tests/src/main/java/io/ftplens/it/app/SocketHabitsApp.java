package io.ftplens.it.app;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * Does with a control connection and a data connection what clients rarely do together, and tells
 * what it sees: options, time-outs, interrupts, half-closed and closed sockets, and how deep the
 * exceptions are.
 */
public final class SocketHabitsApp {
  private static final int TIMEOUT_MILLIS = 300;

  private final Spec spec;

  private SocketHabitsApp(Spec spec) {
    this.spec = spec;
  }

  /** Takes one session. */
  public static void main(String[] args) throws Exception {
    SocketHabitsApp app = new SocketHabitsApp(Spec.parse(args[0]));
    app.options();
    app.timeouts();
    app.interrupts();
    app.halfClosed();
    app.channelIsInterrupted();
  }

  private SocketAddress server() {
    return new InetSocketAddress(spec.host, spec.port);
  }

  private static void tell(String what, Object value) {
    System.out.println(what + " " + value);
  }

  /** An action that may throw; what it throws is told with the depth of our own frames. */
  private interface Action {
    Object run() throws Exception;
  }

  private static void attempt(String what, Action action) {
    try {
      tell(what, action.run());
    } catch (Exception e) {
      int own = 0;
      for (StackTraceElement frame : e.getStackTrace()) {
        own += frame.getClassName().startsWith("io.ftplens.it.app") ? 1 : 0;
      }
      tell(what, e + ", " + own + " frames of ours, cause " + e.getCause());
    }
  }

  private static String reply(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("end after " + line);
      }
      line.append((char) c);
    }
    return line.toString().replaceAll("\\d{1,3}(,\\d{1,3}){5}|\\|\\d+\\|", "ENDPOINT").trim();
  }

  private static String command(Socket socket, String command) throws IOException {
    socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
    return reply(socket.getInputStream());
  }

  private Socket loggedIn(Socket socket) throws IOException {
    tell("greeting", reply(socket.getInputStream()));
    tell("user", command(socket, "USER test"));
    tell("pass", command(socket, "PASS s3cret"));
    return socket;
  }

  private static String state(Socket socket) throws SocketException {
    return "timeout="
        + (socket.isClosed() ? "-" : socket.getSoTimeout())
        + " nodelay="
        + (socket.isClosed() ? "-" : socket.getTcpNoDelay())
        + " keepalive="
        + (socket.isClosed() ? "-" : socket.getKeepAlive())
        + " linger="
        + (socket.isClosed() ? "-" : socket.getSoLinger())
        + " reuse="
        + (socket.isClosed() ? "-" : socket.getReuseAddress())
        + " oob="
        + (socket.isClosed() ? "-" : socket.getOOBInline())
        + " receive="
        + (socket.isClosed() ? "-" : socket.getReceiveBufferSize())
        + " send="
        + (socket.isClosed() ? "-" : socket.getSendBufferSize())
        + " connected="
        + socket.isConnected()
        + " bound="
        + socket.isBound()
        + " closed="
        + socket.isClosed()
        + " input="
        + socket.isInputShutdown()
        + " output="
        + socket.isOutputShutdown();
  }

  private void options() throws IOException {
    try (Socket socket = new Socket()) {
      tell("fresh", state(socket));
      socket.setSoTimeout(12_345);
      socket.setTcpNoDelay(true);
      socket.setKeepAlive(true);
      socket.setSoLinger(true, 7);
      socket.setReceiveBufferSize(20_000);
      socket.setSendBufferSize(24_000);
      socket.connect(server());
      tell("connected", state(loggedIn(socket)));
      tell("quit", command(socket, "QUIT"));
      tell("after quit", state(socket));
      attempt("end", () -> socket.getInputStream().read());
    }
    try (ServerSocket listener = new ServerSocket(0)) {
      listener.setSoTimeout(TIMEOUT_MILLIS);
      attempt("accept", listener::accept);
      tell("listener", listener.getSoTimeout() + " " + listener.getReuseAddress());
    }
  }

  private void timeouts() throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(server(), 5_000);
      loggedIn(socket);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      long start = System.nanoTime();
      attempt("read", () -> socket.getInputStream().read());
      long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
      tell("in time", took >= TIMEOUT_MILLIS - 5 && took < 10 * TIMEOUT_MILLIS);
      tell("after the time-out", state(socket));
      tell("goes on", command(socket, "NOOP"));
      tell("available", socket.getInputStream().available());
      socket.setSoTimeout(0);
      tell("no time-out", state(socket));
      int[] transferred = new int[1];
      socket.setSoTimeout(1);
      attempt(
          "transferred",
          () -> {
            try {
              return socket.getInputStream().read(new byte[10]);
            } catch (SocketTimeoutException e) {
              transferred[0] = e.bytesTransferred;
              throw e;
            }
          });
      tell("bytes", transferred[0]);
      tell("closes", state(closed(socket)));
      attempt("read after close", () -> socket.getInputStream().read());
      attempt("write after close", () -> command(socket, "NOOP"));
      attempt("time-out after close", () -> socket.getSoTimeout());
    }
  }

  private static Socket closed(Socket socket) throws IOException {
    socket.close();
    return socket;
  }

  /** The flag of a thread is neither taken nor set by blocking sockets. */
  private void interrupts() throws Exception {
    Thread.currentThread().interrupt();
    try (Socket socket = new Socket()) {
      attempt(
          "connect interrupted",
          () -> {
            socket.connect(server());
            return "connected";
          });
      tell("flag kept", Thread.interrupted());
      Thread.currentThread().interrupt();
      attempt("log-in interrupted", () -> loggedIn(socket).isConnected());
      tell("flag kept", Thread.interrupted());
      Socket idle = socket;
      Failure failure = new Failure();
      Thread reader = new Thread(() -> failure.run(() -> idle.getInputStream().read()), "reader");
      reader.start();
      reader.interrupt();
      reader.join(TIMEOUT_MILLIS);
      tell("reader still waits", reader.isAlive());
      closed(socket);
      reader.join();
      attempt(
          "closed under a reader",
          () -> {
            failure.rethrow();
            return "nothing";
          });
    }
  }

  private void halfClosed() throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(server());
      loggedIn(socket);
      socket.shutdownOutput();
      tell("half closed", state(socket));
      attempt("write", () -> command(socket, "NOOP"));
      attempt("read", () -> socket.getInputStream().read());
      socket.shutdownInput();
      attempt("read nothing", () -> socket.getInputStream().read());
      tell("closed on both sides", state(socket));
    }
  }

  private void channelIsInterrupted() throws Exception {
    SocketChannel channel = SocketChannel.open();
    channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
    channel.connect(server());
    ByteBuffer buffer = ByteBuffer.allocate(4_096);
    tell("greeting is read", channel.read(buffer) > 0);
    tell("keepalive", channel.getOption(StandardSocketOptions.SO_KEEPALIVE));
    channel.write(ByteBuffer.wrap("USER test\r\n".getBytes(StandardCharsets.US_ASCII)));
    Failure failure = new Failure();
    Thread reader =
        new Thread(
            () ->
                failure.run(
                    () -> {
                      while (channel.read(ByteBuffer.allocate(64)) >= 0) {
                        // until it is interrupted
                      }
                    }),
            "channel reader");
    reader.start();
    reader.interrupt();
    reader.join();
    attempt(
        "interrupted channel",
        () -> {
          failure.rethrow();
          return "nothing";
        });
    tell("channel is open", channel.isOpen());
    attempt("read of it", () -> channel.read(buffer));
  }
}
