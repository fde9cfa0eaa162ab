package io.ftplens.core.force;

import static org.assertj.core.api.Assertions.assertThat;

import io.ftplens.core.socket.SocketFacts;
import io.ftplens.core.socket.TestSockets;
import io.ftplens.protocol.event.Endpoint;
import io.ftplens.protocol.event.SessionInfo;
import io.ftplens.protocol.event.SessionListener;
import io.ftplens.protocol.event.TraceContextSource;
import io.ftplens.protocol.session.ExpectedDataConnection;
import io.ftplens.protocol.session.FtpSession;
import io.ftplens.protocol.session.SessionPlumbing;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One session against a passive port that is real, and an application's listener that is too. */
class WireForcingTest implements SessionPlumbing, WireForcing.Host {
  private final InetAddress loopback = InetAddress.getLoopbackAddress();
  private final ListenerRegistry listeners =
      new ListenerRegistry(new SocketFacts(new TestSockets()));
  private final List<String> events = new CopyOnWriteArrayList<>();
  private final ServerSocket passivePort = new ServerSocket(0, 1, loopback);
  private final ServerSocketChannel application = ServerSocketChannel.open();
  private String setting = "true";
  private final ForcedPassive forced = new ForcedPassive(() -> setting);
  private final FtpSession session =
      new FtpSession(
          new SessionInfo(
              1,
              "ftp.example.com",
              21,
              Endpoint.of("127.0.0.1", 50_000),
              Endpoint.of("127.0.0.1", 21),
              "test",
              null),
          false,
          new SessionListener() {},
          this,
          TraceContextSource.NONE,
          1);
  private final WireForcing forcing = new WireForcing(this, session);
  private volatile ForcedSetup poking;
  private volatile int pokePort;

  WireForcingTest() throws IOException {
    passivePort.setSoTimeout(5_000);
    listeners.add(application);
    application.bind(new InetSocketAddress(loopback, 0));
    application.configureBlocking(false);
    read("220 ready\r\n");
  }

  @AfterEach
  void close() throws IOException {
    forcing.abandon();
    passivePort.close();
    application.close();
  }

  private String port() throws IOException {
    int port = ((InetSocketAddress) application.getLocalAddress()).getPort();
    return "PORT 127,0,0,1," + port / 256 + "," + port % 256;
  }

  private String reply227() {
    int port = passivePort.getLocalPort();
    return " Entering (127,0,0,1," + port / 256 + "," + port % 256 + ")\r\n";
  }

  /** What is written when the application writes this line. */
  private String write(String line) {
    byte[] bytes = (line + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    byte[] instead = forcing.outgoing(bytes, 0, bytes.length);
    byte[] sent = instead == null ? bytes : instead;
    session.sent(sent, 0, sent.length, 2);
    return new String(sent, StandardCharsets.ISO_8859_1).trim();
  }

  /** What the application reads when the server writes this. */
  private String read(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    int left = forcing.incoming(bytes, 0, bytes.length, 3);
    return new String(bytes, 0, left, StandardCharsets.ISO_8859_1);
  }

  private SocketChannel accepted(long withinMillis) throws Exception {
    try (Selector selector = Selector.open()) {
      SelectionKey key = application.register(selector, SelectionKey.OP_ACCEPT);
      selector.select(withinMillis);
      key.cancel();
    }
    return application.accept();
  }

  @Test
  void theApplicationIsWokenOnceTheServerGoesAhead() throws Exception {
    assertThat(write(port())).isEqualTo("PASV");
    assertThat(read("227" + reply227())).isEqualTo("200" + reply227());
    try (Socket server = passivePort.accept()) {
      assertThat(write("REST 5")).isEqualTo("REST 5");
      assertThat(read("350 ok\r\n")).isEqualTo("350 ok\r\n");
      assertThat(accepted(ForcedSetup.GRACE_MILLIS * 2)).as("no transfer yet").isNull();
      assertThat(write("RETR file")).isEqualTo("RETR file");
      read("150 here it comes\r\n");
      SocketChannel poke = accepted(5_000);
      assertThat(((InetSocketAddress) poke.getRemoteAddress()).getPort()).isEqualTo(pokePort);
      try (SocketChannel given = (SocketChannel) poking.handOver()) {
        assertThat(given.socket().getPort()).isEqualTo(passivePort.getLocalPort());
        assertThat(given.socket().getLocalPort()).isEqualTo(server.getPort());
      }
      poke.close();
    }
    assertThat(events).containsSubsequence("begun", "forcing", "connected", "over");
  }

  @Test
  void anApplicationThatNeitherReadsNorAcceptsIsWokenAfterAMoment() throws Exception {
    write(port());
    read("227" + reply227());
    try (Socket server = passivePort.accept()) {
      write("LIST");
      assertThat(accepted(5_000)).isNotNull();
      assertThat(server.isConnected()).isTrue();
    }
  }

  @Test
  void aTransferThatIsRefusedWakesNobody() throws Exception {
    write(port());
    read("227" + reply227());
    try (Socket server = passivePort.accept()) {
      write("RETR missing");
      assertThat(read("550 no\r\n")).isEqualTo("550 no\r\n");
      assertThat(accepted(ForcedSetup.GRACE_MILLIS * 2)).isNull();
      write("RETR there");
      read("150 go\r\n");
      assertThat(accepted(5_000)).as("what was prepared is still there").isNotNull();
      assertThat(server.isConnected()).isTrue();
    }
  }

  @Test
  void anotherSetUpGivesUpTheFirst() throws Exception {
    write(port());
    read("227" + reply227());
    try (Socket server = passivePort.accept()) {
      server.setSoTimeout(5_000);
      assertThat(write(port())).isEqualTo("PASV");
      assertThat(server.getInputStream().read()).as("closed").isEqualTo(-1);
    }
  }

  @Test
  void aRefusalBringsTheApplicationsOwnCommand() throws Exception {
    String port = port();
    write(port);
    assertThat(read("502 no\r\n")).isEmpty();
    assertThat(new String(forcing.takeToSend(), StandardCharsets.US_ASCII))
        .isEqualTo(port + "\r\n");
    assertThat(forcing.takeToSend()).isNull();
    assertThat(read("200 PORT\r\n")).isEqualTo("200 PORT\r\n");
  }

  @Test
  void whatIsWrittenBehindASetUpWaitsForItsReply() throws Exception {
    assertThat(write(port() + "\r\nRETR file")).isEqualTo("PASV");
    ForcedSetup setup = forcing.takeOutrun();
    assertThat(setup.unanswered()).isTrue();
    assertThat(forcing.takeOutrun()).as("told once").isNull();
    assertThat(forcing.idle()).isFalse();
    assertThat(read("227" + reply227())).isEqualTo("200" + reply227());
    assertThat(setup.unanswered()).isFalse();
    assertThat(due()).isEqualTo("RETR file\r\n");
    passivePort.accept().close();
  }

  @Test
  void aRefusalBringsItBehindTheApplicationsOwnCommand() throws Exception {
    String port = port();
    assertThat(write(port + "\r\nRETR file")).isEqualTo("PASV");
    assertThat(read("502 no\r\n")).isEmpty();
    assertThat(due()).isEqualTo(port + "\r\nRETR file\r\n");
    assertThat(read("200 PORT\r\n150 go\r\n")).isEqualTo("200 PORT\r\n150 go\r\n");
    assertThat(forcing.idle()).isTrue();
  }

  /** A server that left an earlier command unanswered must not make the client wait for ever. */
  @Test
  void whoeverReadsOtherRepliesMeanwhileIsNotHeldBack() throws Exception {
    write("SITE silence");
    assertThat(write(port() + "\r\nNOOP")).isEqualTo("PASV");
    assertThat(read("502 no\r\n")).as("taken for the reply to SITE").isEqualTo("502 no\r\n");
    assertThat(write("QUIT")).isEqualTo("NOOP\r\nQUIT");
  }

  private String due() {
    byte[] bytes = forcing.takeToSend();
    session.sent(bytes, 0, bytes.length, 4);
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  @Test
  void strictLetsTheRefusalPass() throws Exception {
    setting = "strict";
    write(port());
    assertThat(read("502 no\r\n")).isEqualTo("502 no\r\n");
    assertThat(forcing.takeToSend()).isNull();
  }

  @Test
  void theSwitchIsReadAtEachSetUp() throws Exception {
    setting = "false";
    assertThat(write(port())).isEqualTo(port());
    assertThat(events).isEmpty();
    setting = "true";
    assertThat(write("EPRT |1|127.0.0.1|" + application.socket().getLocalPort() + "|"))
        .isEqualTo("EPSV");
  }

  @Test
  void aPortThatNamesNoListenerIsLeftAlone() {
    assertThat(write("PORT 192,0,2,1,4,5")).isEqualTo("PORT 192,0,2,1,4,5");
    assertThat(events).containsExactly("left alone PORT 192,0,2,1,4,5");
  }

  @Override
  public void expect(ExpectedDataConnection expected) {
    forcing.expected(expected);
  }

  @Override
  public void forget(ExpectedDataConnection expected) {}

  @Override
  public void controlProtected(boolean protectedByTls) {}

  @Override
  public ForcedPassive forcedPassive() {
    return forced;
  }

  @Override
  public ListenerRegistry listeners() {
    return listeners;
  }

  @Override
  public void forcing(FtpSession forcedSession) {
    events.add("forcing");
  }

  @Override
  public void leftAlone(FtpSession forcedSession, String line) {
    events.add("left alone " + line);
  }

  @Override
  public void begun(ForcedSetup setup) {
    events.add("begun");
  }

  @Override
  public void over(ForcedSetup setup) {
    events.add("over");
  }

  @Override
  public Proxy proxy() {
    return Proxy.NO_PROXY;
  }

  @Override
  public InetAddress localAddress() {
    return loopback;
  }

  @Override
  public void connected(ExpectedDataConnection expected, Closeable connection) {
    events.add("connected");
  }

  @Override
  public void failed(ExpectedDataConnection expected, Exception cause) {
    events.add("failed " + cause);
  }

  @Override
  public void poking(int localPort, ForcedSetup setup) {
    pokePort = localPort;
    poking = setup;
  }

  @Override
  public void poked(int localPort, ForcedSetup setup) {
    events.add("poked");
  }
}
