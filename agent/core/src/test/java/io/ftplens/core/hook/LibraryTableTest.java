package io.ftplens.core.hook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which classes of others are told apart by their names. */
class LibraryTableTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "io/netty/channel/epoll/EpollSocketChannel",
        "io/netty/channel/kqueue/KQueueSocketChannel",
        "io/netty/channel/uring/IoUringSocketChannel",
        "io/netty/incubator/channel/uring/IOUringSocketChannel",
        "com/example/shaded/io/netty/channel/epoll/EpollSocketChannel"
      })
  void connectionsOfNativeTransportsAreKnown(String className) {
    assertThat(LibraryTable.nativeTransport(className)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "io/netty/channel/socket/nio/NioSocketChannel",
        "io/netty/channel/epoll/EpollServerSocketChannel",
        "io/netty/channel/epoll/Epoll",
        "java/nio/channels/SocketChannel"
      })
  void whatTheJdkServesAndWhatIsNoConnectionIsNot(String className) {
    assertThat(LibraryTable.nativeTransport(className)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "io/netty/channel/unix/Socket (Ljava/net/SocketAddress;)Z",
        "a/io/netty/channel/unix/Socket (Ljava/net/SocketAddress;)Z",
        "a/io/netty/channel/uring/AbstractIoUringChannel$AbstractUringUnsafe"
            + " (Ljava/net/SocketAddress;Ljava/net/SocketAddress;La/io/netty/channel/ChannelPromise;)V",
        "io/netty/incubator/channel/uring/AbstractIOUringChannel$AbstractUringUnsafe"
            + " (Ljava/net/SocketAddress;Ljava/net/SocketAddress;Lio/netty/channel/ChannelPromise;)V"
      })
  void whatConnectsForANativeTransportIsHooked(String className, String descriptor) {
    assertThat(LibraryTable.hooks(className)).isTrue();
    assertThat(LibraryTable.rowsOf(className)).hasSize(1);
    assertThat(LibraryTable.rowsOf(className).get(0).method().is("connect", descriptor)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "java/net/Socket",
        "io/netty/channel/socket/nio/NioSocketChannel",
        "io/netty/channel/unix/DomainSocketAddress"
      })
  void whateverElseConnectsIsNot(String className) {
    assertThat(LibraryTable.hooks(className)).isFalse();
  }
}
