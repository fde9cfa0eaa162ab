package io.ftplens.core.tap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.ServerSocketChannel;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class PendingAcceptTest {
  private static StackTraceElement frame(String type, String method) {
    return new StackTraceElement(type, method, "F.java", 7);
  }

  @Test
  void placeIsTheCodeThatCalledAccept() {
    StackTraceElement[] stack = {
      frame("sun.nio.ch.Net", "accept"),
      frame("java.net.ServerSocket", "implAccept"),
      frame("java.net.ServerSocket", "accept"),
      frame("org.apache.commons.net.ftp.FTPClient", "_openDataConnection_"),
      frame("app.Billing", "fetch"),
      frame("java.lang.Thread", "run"),
    };
    assertThat(PendingAccept.where("main", 1, stack))
        .isEqualTo(
            "thread main in org.apache.commons.net.ftp.FTPClient._openDataConnection_:7"
                + " < app.Billing.fetch:7 < java.lang.Thread.run:7");
  }

  @Test
  void threadWithoutANameHasANumber() {
    StackTraceElement[] stack = {frame("java.net.ServerSocket", "accept")};
    assertThat(PendingAccept.where("", 12, stack)).isEqualTo("thread #12");
  }

  @Test
  void threadThatIsElsewhereDoesNotWait() {
    StackTraceElement[] stack = {
      frame("java.net.Socket", "read"), frame("app.Billing", "accept"),
    };
    assertThat(PendingAccept.where("main", 1, stack)).isNull();
    assertThat(PendingAccept.where("main", 1, new StackTraceElement[0])).isNull();
  }

  @Test
  void timedAcceptOfAChannelHasATimeout() {
    StackTraceElement[] stack = {
      frame("sun.nio.ch.ServerSocketChannelImpl", "blockingAccept"),
      frame("sun.nio.ch.ServerSocketAdaptor", "accept"),
      frame("app.Billing", "fetch"),
    };
    assertThat(PendingAccept.where("main", 1, stack)).isNull();
  }

  @Test
  void channelThatDoesNotBlockDoesNotWait() throws IOException {
    try (ServerSocketChannel channel = ServerSocketChannel.open()) {
      assertThat(new PendingAccept(channel).withoutTimeout()).isTrue();
      channel.configureBlocking(false);
      assertThat(new PendingAccept(channel).withoutTimeout()).isFalse();
    }
    assertThat(new PendingAccept(new Object()).withoutTimeout()).isFalse();
  }

  @Test
  void aThreadThatAcceptsIsSeenToWait() throws Exception {
    CountDownLatch entering = new CountDownLatch(1);
    PendingAccept[] pending = new PendingAccept[1];
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread thread =
          new Thread(
              () -> {
                pending[0] = new PendingAccept(listener);
                entering.countDown();
                try {
                  listener.accept().close();
                } catch (IOException e) {
                  throw new AssertionError(e);
                }
              },
              "waits");
      thread.start();
      entering.await();
      String where = pending[0].where();
      while (where == null) {
        Thread.onSpinWait();
        where = pending[0].where();
      }
      assertThat(where).startsWith("thread waits in " + PendingAcceptTest.class.getName());
      new java.net.Socket(
              listener.getInetAddress(),
              ((InetSocketAddress) listener.getLocalSocketAddress()).getPort())
          .close();
      thread.join();
      assertThat(pending[0].where()).isNull();
    }
  }
}
