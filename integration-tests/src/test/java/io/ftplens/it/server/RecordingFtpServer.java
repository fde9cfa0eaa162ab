package io.ftplens.it.server;

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
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;

/**
 * A small but real FTP server that writes down what it and its sockets did, transfer by transfer.
 *
 * <p>It speaks plain FTP, explicit FTPS after AUTH TLS, or implicit FTPS, on the address it is
 * given. Some user names and paths make it misbehave: see {@link Misbehaviour}.
 */
public final class RecordingFtpServer implements AutoCloseable {
  private final ServerSocket listener;
  private final boolean implicitTls;
  private final SSLContext tls = Tls.serverContext();
  private final VirtualFiles files = new VirtualFiles();
  private final List<ServedTransfer> transfers = new CopyOnWriteArrayList<>();
  private final List<String> surprises = new CopyOnWriteArrayList<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  private RecordingFtpServer(String address, boolean implicitTls) throws IOException {
    this.implicitTls = implicitTls;
    listener = new ServerSocket();
    listener.bind(new InetSocketAddress(InetAddress.getByName(address), 0), 512);
    Thread acceptor = new Thread(this::accept, "ftp server " + listener.getLocalPort());
    acceptor.setDaemon(true);
    acceptor.start();
  }

  /** Starts one for plain FTP and explicit FTPS. */
  public static RecordingFtpServer on(String address) {
    return start(address, false);
  }

  /** Starts one for implicit FTPS. */
  public static RecordingFtpServer implicitTlsOn(String address) {
    return start(address, true);
  }

  private static RecordingFtpServer start(String address, boolean implicitTls) {
    try {
      return new RecordingFtpServer(address, implicitTls);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it listens. */
  public int port() {
    return listener.getLocalPort();
  }

  /** What it did, in the order in which the transfers ended. */
  public List<ServedTransfer> transfers() {
    return List.copyOf(transfers);
  }

  /** What went wrong on the server's side that no test asked for. */
  public List<String> surprises() {
    return List.copyOf(surprises);
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        open.add(socket);
        Thread thread = new Thread(() -> serve(socket), "ftp session");
        thread.setDaemon(true);
        thread.start();
      } catch (IOException e) {
        if (!listener.isClosed()) {
          surprises.add("accept: " + e);
        }
      }
    }
  }

  private void serve(Socket socket) {
    try {
      FtpConnection connection = new FtpConnection(socket, this);
      if (implicitTls) {
        connection.startTls();
      }
      connection.run();
    } catch (IOException e) {
      surprises.add("session: " + e);
    } finally {
      open.remove(socket);
      try {
        socket.close();
      } catch (IOException e) {
        surprises.add("close: " + e);
      }
    }
  }

  VirtualFiles files() {
    return files;
  }

  SSLSocketFactory tls() {
    return tls.getSocketFactory();
  }

  void record(ServedTransfer transfer) {
    transfers.add(transfer);
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
