package io.ftplens.core.tap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WeakIdentityMapTest {
  private final WeakIdentityMap<Integer> map = new WeakIdentityMap<>();

  @Test
  @SuppressWarnings("StringOperationCanBeSimplified") // Two objects that are equal.
  void objectsAreToldApartByIdentity() {
    String one = new String("client");
    String other = new String("client");
    assertThat(map.put(one, 1)).isNull();
    assertThat(map.put(other, 2)).isNull();
    assertThat(map.put(one, 3)).isEqualTo(1);
    assertThat(map.size()).isEqualTo(2);
  }

  @Test
  void whatIsCollectedIsForgotten() throws InterruptedException {
    map.put(new Object(), 1);
    Object kept = new Object();
    long deadline = System.nanoTime() + 20_000_000_000L;
    do {
      System.gc();
      map.put(kept, 2);
    } while (map.size() > 1 && System.nanoTime() < deadline);
    assertThat(map.size()).isEqualTo(1);
  }
}
