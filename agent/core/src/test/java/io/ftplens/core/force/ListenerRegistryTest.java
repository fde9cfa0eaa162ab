package io.ftplens.core.force;

import static org.assertj.core.api.Assertions.assertThat;

import io.ftplens.core.socket.SocketFacts;
import io.ftplens.core.socket.TestSockets;
import io.ftplens.protocol.event.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ListenerRegistryTest {
  private static final String FOREIGN = "192.0.2.7";

  private final ListenerRegistry registry =
      new ListenerRegistry(new SocketFacts(new TestSockets()));

  private ServerSocketChannel listening(String address) throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open();
    registry.add(channel);
    return channel.bind(new InetSocketAddress(InetAddress.getByName(address), 0));
  }

  private static int port(ServerSocketChannel channel) throws IOException {
    return ((InetSocketAddress) channel.getLocalAddress()).getPort();
  }

  private ListenerRegistry.Found elsewhere(Endpoint announced) {
    return CompletableFuture.supplyAsync(() -> registry.find(announced)).join();
  }

  @Test
  void whatListensThereIsFoundByIdentity() throws IOException {
    try (ServerSocketChannel channel = listening("127.0.0.1")) {
      ListenerRegistry.Found found = elsewhere(Endpoint.of("127.0.0.1", port(channel)));
      assertThat(found.socket).isSameAs(channel);
      assertThat(found.isChannel()).isTrue();
      assertThat(found.bound).isEqualTo(Endpoint.of("127.0.0.1", port(channel)));
    }
  }

  @Test
  void aListenerOnAllAddressesIsFoundByAnyOfThisHosts() throws IOException {
    try (ServerSocketChannel channel = listening("0.0.0.0")) {
      assertThat(elsewhere(Endpoint.of("127.0.0.1", port(channel)))).isNotNull();
      assertThat(elsewhere(Endpoint.of(FOREIGN, port(channel)))).as("another host's").isNull();
    }
  }

  @Test
  void behindNatTheThreadThatListensDecides() throws IOException {
    try (ServerSocketChannel channel = listening("127.0.0.1")) {
      assertThat(registry.find(Endpoint.of(FOREIGN, port(channel)))).isNotNull();
      assertThat(elsewhere(Endpoint.of(FOREIGN, port(channel)))).isNull();
    }
  }

  @Test
  void anotherPortOrAClosedListenerIsNotFound() throws IOException {
    ServerSocketChannel channel = listening("127.0.0.1");
    int port = port(channel);
    assertThat(registry.find(Endpoint.of("127.0.0.1", port == 1 ? 2 : 1))).isNull();
    channel.close();
    assertThat(registry.find(Endpoint.of("127.0.0.1", port))).isNull();
  }

  @Test
  void manyThatWereClosedDoNotHideOneThatListens() throws IOException {
    try (ServerSocketChannel kept = listening("127.0.0.1")) {
      for (int i = 0; i < 300; i++) {
        listening("127.0.0.1").close();
      }
      assertThat(registry.find(Endpoint.of("127.0.0.1", port(kept)))).isNotNull();
    }
  }
}
