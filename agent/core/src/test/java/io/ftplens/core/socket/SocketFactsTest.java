package io.ftplens.core.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import org.junit.jupiter.api.Test;

class SocketFactsTest {
  private final SocketFacts facts = new SocketFacts(new TestSockets());

  @Test
  void closedListenerHasNoPort() throws Exception {
    try (ServerSocketChannel listener = ServerSocketChannel.open()) {
      listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      assertThat(facts.localPort(listener)).isEqualTo(listener.socket().getLocalPort());
      listener.close();
      assertThat(facts.localPort(listener)).isZero();
      assertThat(facts.local(listener)).isNull();
    }
  }
}
