package io.ftplens.core.doctor;

import io.ftplens.protocol.event.Diagnosis;
import io.ftplens.protocol.event.Endpoint;
import io.ftplens.protocol.event.FtpReply;
import io.ftplens.protocol.event.SessionInfo;
import io.ftplens.protocol.event.SessionListener;
import io.ftplens.protocol.event.TraceContextSource;
import io.ftplens.protocol.event.Transfer;
import io.ftplens.protocol.line.LineText;
import io.ftplens.protocol.message.ReplyAssembler;
import io.ftplens.protocol.session.ExpectedDataConnection;
import io.ftplens.protocol.session.FtpSession;
import io.ftplens.protocol.session.SessionPlumbing;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A control connection: writes commands, reads replies, and lets the engine see both. */
final class Control implements AutoCloseable, SessionPlumbing, SessionListener {
  private static final int MOST_LINES = 256;
  private static final int MOST_CHARACTERS = 1 << 16;
  private static final int LONGEST_LINE = 8192;

  private final long startEpochNanos = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
  private final long startNanoTime = System.nanoTime();
  private final ReplyAssembler replies =
      new ReplyAssembler(MOST_LINES, MOST_CHARACTERS, (anomaly, detail) -> {});
  private final FtpSession session;
  private final List<Diagnosis> diagnoses = new ArrayList<>();
  private @Nullable ExpectedDataConnection expected;
  private @Nullable Transfer transfer;
  private Socket socket;
  private InputStream in;
  private OutputStream out;

  private Control(Consultation asked, Socket socket, boolean implicitTls) throws IOException {
    this.socket = socket;
    in = new BufferedInputStream(socket.getInputStream());
    out = socket.getOutputStream();
    InetSocketAddress local = (InetSocketAddress) socket.getLocalSocketAddress();
    InetSocketAddress peer = (InetSocketAddress) socket.getRemoteSocketAddress();
    SessionInfo info =
        new SessionInfo(
            1,
            asked.host,
            asked.port,
            Endpoint.of(local.getAddress(), local.getPort()),
            Endpoint.of(peer.getAddress(), peer.getPort()),
            "doctor",
            null);
    session =
        new FtpSession(info, implicitTls, this, this, TraceContextSource.NONE, startEpochNanos);
  }

  /** Connects, without waiting for the greeting. */
  static Control connect(Consultation asked, Security security, Certificates certificates)
      throws IOException {
    IOException first = null;
    for (InetAddress address : InetAddress.getAllByName(asked.host)) {
      Socket socket = new Socket();
      try {
        socket.connect(new InetSocketAddress(address, asked.port), asked.timeoutMillis);
        socket.setSoTimeout(asked.timeoutMillis);
        boolean implicitTls = security == Security.IMPLICIT_TLS;
        return new Control(asked, implicitTls ? certificates.layer(socket) : socket, implicitTls);
      } catch (IOException e) {
        socket.close();
        first = first == null ? e : first;
      }
    }
    throw first == null ? new IOException("no address of " + asked.host) : first;
  }

  /** Protects the connection from here on. */
  void startTls(Certificates certificates) throws IOException {
    socket = certificates.layer(socket);
    in = new BufferedInputStream(socket.getInputStream());
    out = socket.getOutputStream();
  }

  /** Writes a command and reads its reply. */
  FtpReply command(String command) throws IOException {
    write(command);
    return reply();
  }

  void write(String command) throws IOException {
    byte[] bytes = (command + "\r\n").getBytes(StandardCharsets.UTF_8);
    session.sent(bytes, 0, bytes.length, now());
    out.write(bytes);
    out.flush();
  }

  FtpReply reply() throws IOException {
    while (true) {
      byte[] line = line();
      session.received(line, 0, line.length, now());
      int length = line.length;
      while (length > 0 && (line[length - 1] == '\n' || line[length - 1] == '\r')) {
        length--;
      }
      FtpReply reply = replies.line(LineText.decode(line, 0, length));
      if (reply != null) {
        return reply;
      }
    }
  }

  private byte[] line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(80);
    for (int c = in.read(); c >= 0; c = in.read()) {
      line.write(c);
      if (c == '\n') {
        return line.toByteArray();
      }
      if (line.size() > LONGEST_LINE) {
        throw new IOException("the server sent a line of over " + LONGEST_LINE + " bytes");
      }
    }
    throw new EOFException("the server closed the control connection");
  }

  private long now() {
    return startEpochNanos + (System.nanoTime() - startNanoTime);
  }

  FtpSession session() {
    return session;
  }

  long epochNanos() {
    return now();
  }

  InetAddress localAddress() {
    return socket.getLocalAddress();
  }

  InetAddress peerAddress() {
    return socket.getInetAddress();
  }

  /** The data connection the engine looks out for; null if none was announced. */
  @Nullable ExpectedDataConnection expected() {
    return expected;
  }

  /** The last transfer that ended; null before. */
  @Nullable Transfer transfer() {
    return transfer;
  }

  /** What the engine makes of it. */
  List<Diagnosis> diagnoses() {
    return diagnoses;
  }

  @Override
  public void expect(ExpectedDataConnection announced) {
    expected = announced;
  }

  @Override
  public void forget(ExpectedDataConnection over) {
    // The doctor makes one data connection for each control connection.
  }

  @Override
  public void controlProtected(boolean protectedByTls) {
    // The doctor protects the connection itself.
  }

  @Override
  public void diagnosed(SessionInfo info, Diagnosis diagnosis, long epochNanos) {
    diagnoses.add(diagnosis);
  }

  @Override
  public void transferEnded(Transfer ended) {
    transfer = ended;
  }

  /** Ends the session for the engine, which then tells of a transfer that was left open. */
  void end() {
    session.closed(null, now());
  }

  @Override
  public void close() {
    end();
    try {
      socket.close();
    } catch (IOException e) {
      // It is closed all the same.
      expected = null;
    }
  }
}
