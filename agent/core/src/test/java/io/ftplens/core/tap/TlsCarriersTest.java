package io.ftplens.core.tap;

import static org.assertj.core.api.Assertions.assertThat;

import io.ftplens.core.socket.SocketFacts;
import io.ftplens.protocol.event.Endpoint;
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

  private FakeTracked watched(SocketChannel channel) {
    FakeTracked tracked = new FakeTracked(channel, localPort);
    table.put(tracked);
    return tracked;
  }

  private FakeTracked leadingToUnknown(SocketChannel channel) {
    FakeTracked tracked = watched(channel);
    tracked.leadsToUnknown = true;
    return tracked;
  }

  @Test
  void whoSharesTheLocalPortWithAWatchedSocketIsNotThat() {
    Tracked watched = watched(one);
    assertThat(carriers.find(other.socket(), localPort)).isNull();
    assertThat(carriers.find(one.socket(), localPort)).isSameAs(watched);
    assertThat(watched.carries(one.socket())).isTrue();
    assertThat(watched.carries(other.socket())).isFalse();
  }

  @Test
  void ofTwoWatchedSocketsEachHasItsOwn() {
    Tracked first = watched(one);
    Tracked second = leadingToUnknown(other);
    for (int i = 0; i < 2; i++) {
      assertThat(carriers.find(one.socket(), localPort)).isSameAs(first);
      assertThat(carriers.find(other.socket(), localPort)).isSameAs(second);
    }
  }

  @Test
  void whoIsNamedToAProxyMayBeAnybody() {
    Tracked watched = leadingToUnknown(one);
    assertThat(carriers.find(other.socket(), localPort)).isSameAs(watched);
    leadingToUnknown(other);
    assertThat(carriers.find(new Elsewhere(), localPort)).isNull();
  }

  @Test
  void aProxyIsSpokenToAndWhoIsBeyondItAndNobodyElse() {
    FakeTracked watched = watched(one);
    watched.target = Endpoint.of(InetAddress.getLoopbackAddress(), Elsewhere.PORT);
    assertThat(carriers.find(one.socket(), localPort)).isSameAs(watched);
    assertThat(carriers.find(other.socket(), localPort)).isNull();
    assertThat(carriers.find(new Elsewhere(), localPort)).isSameAs(watched);
  }

  @Test
  void whatDoesNotTellItsPeerBelongsToTheOnlyOne() {
    Tracked watched = watched(one);
    assertThat(carriers.find(new Socket(), localPort)).isSameAs(watched);
    watched(other);
    assertThat(carriers.find(new Socket(), localPort)).isNull();
  }

  @Test
  void aClosedCarrierHasNoPeer() throws IOException {
    Tracked watched = watched(one);
    carriers.find(one.socket(), localPort);
    one.close();
    assertThat(carriers.find(one.socket(), localPort)).isSameAs(watched);
    assertThat(carriers.find(other.socket(), localPort)).isNull();
  }

  /** Connected to nobody that these tests know. */
  private static final class Elsewhere extends Socket {
    static final int PORT = 9;

    @Override
    public InetAddress getInetAddress() {
      return InetAddress.getLoopbackAddress();
    }

    @Override
    public int getPort() {
      return PORT;
    }
  }
}
