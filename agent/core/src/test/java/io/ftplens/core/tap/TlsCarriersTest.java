package io.ftplens.core.tap;

import static org.assertj.core.api.Assertions.assertThat;

import io.ftplens.core.socket.SocketFacts;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A channel's socket stands for the TLS socket: both tell the ends of the one below. */
class TlsCarriersTest {
  private final PortTable table = new PortTable(new long[1024], new long[1024], count -> {});
  private final TlsCarriers carriers = new TlsCarriers(table, new SocketFacts(unused()), unused());
  private ServerSocketChannel oneServer;
  private ServerSocketChannel otherServer;
  private SocketChannel one;
  private SocketChannel other;
  private int localPort;

  private static SessionEnvironment unused() {
    return (SessionEnvironment)
        Proxy.newProxyInstance(
            TlsCarriersTest.class.getClassLoader(),
            new Class<?>[] {SessionEnvironment.class},
            (proxy, method, arguments) -> {
              throw new AssertionError(method);
            });
  }

  @BeforeEach
  void connectTwiceFromOneLocalPort() throws IOException {
    oneServer = listening();
    otherServer = listening();
    one = connected(0, oneServer);
    localPort = one.socket().getLocalPort();
    other = connected(localPort, otherServer);
  }

  private static ServerSocketChannel listening() throws IOException {
    return ServerSocketChannel.open()
        .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  private static SocketChannel connected(int localPort, ServerSocketChannel server)
      throws IOException {
    SocketChannel channel = SocketChannel.open();
    channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
    channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), localPort));
    channel.connect(server.getLocalAddress());
    return channel;
  }

  @AfterEach
  void close() throws IOException {
    one.close();
    other.close();
    oneServer.close();
    otherServer.close();
  }

  private Tracked watched(SocketChannel channel, boolean beyondProxy) {
    FakeTracked tracked = new FakeTracked(channel, localPort);
    tracked.beyondProxy = beyondProxy;
    table.put(tracked);
    return tracked;
  }

  @Test
  void whoSharesTheLocalPortWithAWatchedSocketIsNotThat() {
    Tracked watched = watched(one, false);
    assertThat(carriers.find(other.socket(), localPort)).isNull();
    assertThat(carriers.find(one.socket(), localPort)).isSameAs(watched);
    assertThat(watched.carries(one.socket())).isTrue();
    assertThat(watched.carries(other.socket())).isFalse();
  }

  @Test
  void ofTwoWatchedSocketsEachHasItsOwn() {
    Tracked first = watched(one, false);
    Tracked second = watched(other, true);
    for (int i = 0; i < 2; i++) {
      assertThat(carriers.find(one.socket(), localPort)).isSameAs(first);
      assertThat(carriers.find(other.socket(), localPort)).isSameAs(second);
    }
  }

  @Test
  void thePeerOfAProxyIsNotToBeKnown() {
    Tracked watched = watched(one, true);
    assertThat(carriers.find(other.socket(), localPort)).isSameAs(watched);
    watched(other, true);
    assertThat(carriers.find(new Elsewhere(), localPort)).isNull();
  }

  @Test
  void whatDoesNotTellItsPeerBelongsToTheOnlyOne() {
    Tracked watched = watched(one, false);
    assertThat(carriers.find(new Socket(), localPort)).isSameAs(watched);
    watched(other, false);
    assertThat(carriers.find(new Socket(), localPort)).isNull();
  }

  @Test
  void aClosedCarrierHasNoPeer() throws IOException {
    Tracked watched = watched(one, false);
    carriers.find(one.socket(), localPort);
    one.close();
    assertThat(carriers.find(one.socket(), localPort)).isSameAs(watched);
    assertThat(carriers.find(other.socket(), localPort)).isNull();
  }

  /** Connected to nobody that these tests know. */
  private static final class Elsewhere extends Socket {
    @Override
    public InetAddress getInetAddress() {
      return InetAddress.getLoopbackAddress();
    }

    @Override
    public int getPort() {
      return 9;
    }
  }
}
