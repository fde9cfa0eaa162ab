package io.ftplens.core.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;

class SocketSwapTest {
  private final SocketSwap swap = new SocketSwap();

  @Test
  void theAcceptedSocketBecomesTheConnectedOne() throws Exception {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket applications = new ServerSocket(0, 1, loopback);
        ServerSocket servers = new ServerSocket(0, 1, loopback);
        Socket poke = new Socket(loopback, applications.getLocalPort());
        Socket accepted = applications.accept()) {
      Socket connected = new Socket(loopback, servers.getLocalPort());
      int localPort = connected.getLocalPort();
      Object implementation = swap.implementation(connected);
      try (Socket server = servers.accept()) {
        swap.swap(accepted, connected);
        assertThat(swap.implementation(accepted)).isSameAs(implementation);
        assertThat(accepted.getPort()).isEqualTo(servers.getLocalPort());
        assertThat(accepted.getLocalPort()).isEqualTo(localPort);
        server.getOutputStream().write(7);
        assertThat(accepted.getInputStream().read()).isEqualTo(7);
        accepted.getOutputStream().write(8);
        assertThat(server.getInputStream().read()).isEqualTo(8);
        assertThat(poke.getInputStream().read()).as("the other is closed").isEqualTo(-1);
        accepted.close();
        assertThat(server.getInputStream().read()).as("closed as one").isEqualTo(-1);
      }
    }
  }
}
