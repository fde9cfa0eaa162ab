package io.ftplens.it.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLSocket;

/** An FTP client as people write them by hand: blocking sockets, one thread. */
final class BlockingClient implements AutoCloseable {
  private final Spec spec;
  private final Plumbing plumbing;
  private Socket control;
  private BufferedReader in;
  private OutputStream out;

  BlockingClient(Spec spec, Plumbing plumbing) throws Exception {
    this.spec = spec;
    this.plumbing = plumbing;
    control = plumbing.connect(new InetSocketAddress(spec.host, spec.port));
    try {
      if (spec.security.equals("implicit")) {
        control = layer(control, spec.host, spec.port);
      }
      streams();
      expect(reply(), '2');
    } catch (IOException e) {
      control.close();
      throw e;
    }
  }

  private void streams() throws IOException {
    in =
        new BufferedReader(new InputStreamReader(control.getInputStream(), StandardCharsets.UTF_8));
    out = control.getOutputStream();
  }

  void login(String user) throws Exception {
    if (spec.security.startsWith("tls")) {
      expect(command("AUTH TLS"), '2');
      control = layer(control, spec.host, spec.port);
      streams();
    }
    expect(command("USER " + user), '3');
    expect(command("PASS s3cret"), '2');
    if (!spec.security.equals("plain")) {
      expect(command("PBSZ 0"), '2');
      expect(command(spec.dataProtected() ? "PROT P" : "PROT C"), '2');
    }
  }

  /** Writes a command and reads its reply. */
  String command(String line) throws IOException {
    out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
    return reply();
  }

  byte[] download(String command) throws Exception {
    return transfer(command, null);
  }

  void upload(String command, byte[] data) throws Exception {
    transfer(command, data);
  }

  private byte[] transfer(String command, byte[] upload) throws Exception {
    byte[] result = new byte[0];
    Socket data = spec.active() ? accepted(command) : connected(command);
    if (spec.dataProtected()) {
      data = layer(data, spec.host, spec.port);
    }
    try (Socket socket = data) {
      if (upload == null) {
        result = Payload.drain(socket.getInputStream());
      } else {
        OutputStream to = socket.getOutputStream();
        for (int at = 0; at < upload.length; at += 4096) {
          to.write(upload, at, Math.min(4096, upload.length - at));
        }
        to.flush();
      }
    }
    expect(reply(), '2');
    return result;
  }

  private Socket accepted(String command) throws Exception {
    String verb = spec.setup.equals("active") ? "PORT" : spec.setup;
    try (ServerSocket server = plumbing.listen(control.getLocalAddress())) {
      expect(
          command(HostPort.announce(verb, control.getLocalAddress(), server.getLocalPort())), '2');
      expect(command(command), '1');
      return server.accept();
    }
  }

  private Socket connected(String command) throws Exception {
    String reply = command(spec.setup.equals("passive") ? "PASV" : spec.setup);
    expect(reply, '2');
    Socket data = plumbing.connect(HostPort.announced(reply, control.getInetAddress()));
    try {
      expect(command(command), '1');
      return data;
    } catch (IOException e) {
      data.close();
      throw e;
    }
  }

  private static Socket layer(Socket socket, String host, int port) throws Exception {
    SSLSocket tls =
        (SSLSocket) TrustAll.context().getSocketFactory().createSocket(socket, host, port, true);
    tls.startHandshake();
    return tls;
  }

  /** Reads one reply, of one line or more. */
  private String reply() throws IOException {
    StringBuilder text = new StringBuilder();
    String end = null;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      text.append(line);
      if (end == null && line.length() > 3 && line.charAt(3) == '-') {
        end = line.substring(0, 3) + " ";
      } else if (end == null || line.startsWith(end)) {
        return text.toString();
      }
    }
    throw new IOException("the server closed the control connection");
  }

  private static void expect(String reply, char kind) throws IOException {
    if (reply.charAt(0) != kind) {
      throw new IOException(reply);
    }
  }

  /** Goes without a word. */
  void disconnect() throws IOException {
    control.close();
  }

  @Override
  public void close() throws IOException {
    try {
      command("QUIT");
    } finally {
      control.close();
    }
  }
}
