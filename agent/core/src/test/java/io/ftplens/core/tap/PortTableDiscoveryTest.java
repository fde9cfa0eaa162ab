package io.ftplens.core.tap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The bits while sockets are looked for that nobody saw connect. */
class PortTableDiscoveryTest {
  private final long[] raw = new long[1024];
  private final long[] tls = new long[1024];
  private final AtomicInteger tlsPorts = new AtomicInteger();
  private final PortTable table = new PortTable(raw, tls, tlsPorts::set);

  private static boolean marked(long[] bits, int port) {
    return (bits[port >>> 6] & (1L << port)) != 0;
  }

  @Test
  void allPortsAreMarkedButTheOneThatStandsForNone() {
    table.markAll();
    assertThat(marked(raw, 0)).isFalse();
    assertThat(marked(raw, 1)).isTrue();
    assertThat(marked(tls, 65535)).isTrue();
    assertThat(tlsPorts).hasValue(65535);
  }

  @Test
  void aSocketThatGoesLeavesItsPortMarkedUntilTheEnd() {
    Tracked watched = new Watched(new Object(), 40000);
    table.markAll();
    table.put(watched);
    table.remove(watched);
    assertThat(marked(raw, 40000)).isTrue();
    table.markWatched();
    assertThat(raw).containsOnly(0L);
    assertThat(tls).containsOnly(0L);
    assertThat(tlsPorts).hasValue(0);
  }

  @Test
  void afterwardsOnlyWhatIsWatchedIsMarked() {
    Object socket = new Object();
    table.markAll();
    table.put(new Watched(socket, 40000));
    table.markWatched();
    assertThat(marked(raw, 40000)).isTrue();
    assertThat(marked(raw, 40001)).isFalse();
    assertThat(table.find(socket, 40000)).isNotNull();
  }

  @Test
  void nothingIsLeftOnceAllIsForgotten() {
    Object socket = new Object();
    table.markAll();
    table.put(new Watched(socket, 40000));
    table.clear();
    assertThat(table.find(socket, 40000)).isNull();
    assertThat(table.size()).isZero();
    assertThat(raw).containsOnly(0L);
    assertThat(tlsPorts).hasValue(0);
  }

  /** A socket of which nothing is wanted. */
  private static final class Watched extends Tracked {
    Watched(Object socket, int localPort) {
      super(socket, localPort);
    }

    @Override
    boolean wantsTls() {
      return false;
    }

    @Override
    boolean wantsBytes() {
      return false;
    }

    @Override
    int read(Object handle, byte[] bytes, int offset, int length, int count) {
      return count;
    }

    @Override
    int write(Object handle, byte[] bytes, int offset, int length) {
      return length;
    }

    @Override
    void counted(long read, long written) {}

    @Override
    int tlsRead(Object handle, byte[] bytes, int offset, int length, int count) {
      return count;
    }

    @Override
    int tlsWrite(Object handle, byte[] bytes, int offset, int length) {
      return length;
    }

    @Override
    void failed(Throwable thrown) {}

    @Override
    void closed() {}
  }
}
