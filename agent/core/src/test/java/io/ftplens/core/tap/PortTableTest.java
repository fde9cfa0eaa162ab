package io.ftplens.core.tap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PortTableTest {
  private final long[] raw = new long[1024];
  private final long[] tls = new long[1024];
  private final AtomicInteger tlsPorts = new AtomicInteger();
  private final PortTable table = new PortTable(raw, tls, tlsPorts::set);

  private static boolean bit(long[] bits, int port) {
    return (bits[port >>> 6] & (1L << port)) != 0;
  }

  @Test
  void aBitIsSetForAsLongAsOneSocketOfThePortIsWatched() {
    Object one = new Object();
    Object two = new Object();
    Tracked first = new FakeTracked(one, 40_001);
    Tracked second = new FakeTracked(two, 40_001);
    table.put(first);
    table.put(second);
    assertThat(table.find(one, 40_001)).isSameAs(first);
    assertThat(table.find(two, 40_001)).isSameAs(second);
    assertThat(table.find(two, 40_002)).isNull();
    table.remove(second);
    assertThat(bit(raw, 40_001)).isTrue();
    assertThat(table.find(one, 40_001)).isSameAs(first);
    assertThat(table.find(two, 40_001)).isNull();
    table.remove(first);
    assertThat(bit(raw, 40_001)).isFalse();
    assertThat(table.size()).isZero();
  }

  @Test
  void removingFromTheMiddleOfAChainKeepsTheRest() {
    Object[] sockets = {new Object(), new Object(), new Object()};
    Tracked[] tracked = new Tracked[3];
    for (int i = 0; i < 3; i++) {
      tracked[i] = new FakeTracked(sockets[i], 1);
      table.put(tracked[i]);
    }
    table.remove(tracked[1]);
    table.remove(tracked[1]);
    assertThat(table.find(sockets[0], 1)).isSameAs(tracked[0]);
    assertThat(table.find(sockets[1], 1)).isNull();
    assertThat(table.find(sockets[2], 1)).isSameAs(tracked[2]);
    assertThat(table.size()).isEqualTo(2);
  }

  @Test
  void portsThatHaveTheirLastBitsInCommonAreKeptApart() {
    Object[] sockets = {new Object(), new Object(), new Object()};
    Tracked[] tracked = new Tracked[3];
    for (int i = 0; i < 3; i++) {
      tracked[i] = new FakeTracked(sockets[i], 2 + 256 * i);
      table.put(tracked[i]);
    }
    for (int i = 0; i < 3; i++) {
      assertThat(table.find(sockets[i], 2 + 256 * i)).isSameAs(tracked[i]);
      assertThat(table.find(sockets[i], 2)).isSameAs(i == 0 ? tracked[0] : null);
    }
    table.remove(tracked[2]);
    assertThat(table.find(sockets[2], 2 + 256 * 2)).isNull();
    assertThat(table.find(sockets[1], 2 + 256)).isSameAs(tracked[1]);
    table.clear();
    assertThat(table.find(sockets[1], 2 + 256)).isNull();
  }

  @Test
  void theSameSocketReplacesItself() {
    Object socket = new Object();
    table.put(new FakeTracked(socket, 65_535));
    Tracked later = new FakeTracked(socket, 65_535);
    table.put(later);
    assertThat(table.find(socket, 65_535)).isSameAs(later);
    assertThat(table.size()).isEqualTo(1);
  }

  @Test
  void tlsBitsFollowWhatTheSocketsWant() {
    Object socket = new Object();
    FakeTracked tracked = new FakeTracked(socket, 7);
    table.put(tracked);
    assertThat(bit(tls, 7)).isFalse();
    tracked.wantsTls = true;
    table.refresh(7);
    assertThat(bit(tls, 7)).isTrue();
    assertThat(tlsPorts).hasValue(1);
    table.remove(tracked);
    assertThat(bit(tls, 7)).isFalse();
    assertThat(tlsPorts).hasValue(0);
  }
}
