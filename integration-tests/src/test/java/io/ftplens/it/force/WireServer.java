package io.ftplens.it.force;

import io.ftplens.it.server.Tls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLSocketFactory;

/**
 * An FTP server that writes down every line it was sent, and both ends of every data connection. It
 * says 150 only once the data connection stands, as vsftpd does, which is the hardest for clients
 * that wait for one before the other.
 */
final class WireServer implements AutoCloseable {
  /** This user is refused PASV, EPSV and LPSV. */
  static final String USER_REFUSED_PASSIVE = "refused";

  /** This user's set-up and transfer commands are not answered. */
  static final String USER_UNANSWERED = "unanswered";

  /** A transfer as the server's sockets saw it. */
  record Served(
      String command,
      String path,
      String setup,
      InetSocketAddress server,
      InetSocketAddress client,
      int controlPort,
      int size) {}

  private final ServerSocket listener;
  private final SSLSocketFactory tls = Tls.serverContext().getSocketFactory();
  private final List<String> commands = new CopyOnWriteArrayList<>();
  private final List<Served> served = new CopyOnWriteArrayList<>();
  private final Map<String, byte[]> stored = new ConcurrentHashMap<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  private WireServer(String address) throws IOException {
    listener = new ServerSocket();
    listener.bind(new InetSocketAddress(InetAddress.getByName(address), 0), 50);
    Thread acceptor = new Thread(this::accept, "wire server");
    acceptor.setDaemon(true);
    acceptor.start();
  }

  static WireServer on(String address) {
    try {
      return new WireServer(address);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        open.add(socket);
        Thread thread = new Thread(() -> serve(socket), "wire session");
        thread.setDaemon(true);
        thread.start();
      } catch (IOException e) {
        // Closed: the loop ends.
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      new WireSession(this, socket).run();
    } catch (IOException e) {
      commands.add("session ended: " + e);
    } finally {
      open.remove(socket);
    }
  }

  int port() {
    return listener.getLocalPort();
  }

  /** Every line from every client. */
  List<String> commands() {
    return List.copyOf(commands);
  }

  List<Served> served() {
    return List.copyOf(served);
  }

  byte[] stored(String path) {
    return stored.get(path);
  }

  SSLSocketFactory tls() {
    return tls;
  }

  void heard(String line) {
    commands.add(line);
  }

  void record(Served transfer) {
    served.add(transfer);
  }

  void store(String path, byte[] bytes) {
    stored.put(path, bytes);
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
