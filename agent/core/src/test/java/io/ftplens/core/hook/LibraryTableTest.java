package io.ftplens.core.hook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
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
}
