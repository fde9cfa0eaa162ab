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
    Tracked watched = new FakeTracked(new Object(), 40000);
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
    table.put(new FakeTracked(socket, 40000));
    table.markWatched();
    assertThat(marked(raw, 40000)).isTrue();
    assertThat(marked(raw, 40001)).isFalse();
    assertThat(table.find(socket, 40000)).isNotNull();
  }

  @Test
  void nothingIsLeftOnceAllIsForgotten() {
    Object socket = new Object();
    table.markAll();
    table.put(new FakeTracked(socket, 40000));
    table.clear();
    assertThat(table.find(socket, 40000)).isNull();
    assertThat(table.size()).isZero();
    assertThat(raw).containsOnly(0L);
    assertThat(tlsPorts).hasValue(0);
  }
}
