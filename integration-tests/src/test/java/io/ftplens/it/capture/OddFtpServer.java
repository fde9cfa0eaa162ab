package io.ftplens.it.capture;

import io.ftplens.it.server.Tls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/**
 * A server for what common servers do not do, or not at will: it reads commands while a transfer
 * runs, and its user's name says how it behaves ({@link OddSession}). It makes up what it sends and
 * throws away what it gets, so that files may be of any size.
 */
final class OddFtpServer implements AutoCloseable {
  private final ServerSocket listener;
  private final List<SeenTransfer> transfers = new CopyOnWriteArrayList<>();
  private final List<String> surprises = new CopyOnWriteArrayList<>();
  private final AtomicInteger abandoned = new AtomicInteger();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final SSLContext tls = Tls.serverContext();

  private OddFtpServer(InetAddress address) throws IOException {
    listener = new ServerSocket();
    listener.bind(new InetSocketAddress(address, 0));
    Thread acceptor = new Thread(this::accept, "odd server");
    acceptor.setDaemon(true);
    acceptor.start();
  }

  /** Starts one on a host of its own, so that a capture tells it from its clients by address. */
  static OddFtpServer start() {
    return on("127.0.0.2");
  }

  /** Starts one on this address. */
  static OddFtpServer on(String address) {
    try {
      return new OddFtpServer(InetAddress.getByName(address));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String host() {
    return listener.getInetAddress().getHostAddress();
  }

  int port() {
    return listener.getLocalPort();
  }

  SSLContext tls() {
    return tls;
  }

  /** What it did, in the order of the commands. */
  List<SeenTransfer> transfers() {
    return List.copyOf(transfers);
  }

  void record(SeenTransfer transfer) {
    transfers.add(transfer);
  }

  /** A client went without QUIT. */
  void gone() {
    abandoned.incrementAndGet();
  }

  void surprise(Exception e) {
    surprises.add(String.valueOf(e));
  }

  /** What went wrong that no test asked for. */
  List<String> surprises() {
    return List.copyOf(surprises);
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        open.add(socket);
        Thread thread = new Thread(() -> serve(socket), "odd session");
        thread.setDaemon(true);
        thread.start();
      } catch (IOException e) {
        if (!listener.isClosed()) {
          surprise(e);
        }
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      new OddSession(this, socket).run();
    } catch (IOException e) {
      surprise(e);
    } finally {
      open.remove(socket);
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
