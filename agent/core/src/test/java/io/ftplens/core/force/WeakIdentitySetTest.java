package io.ftplens.core.force;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.ref.WeakReference;
import org.junit.jupiter.api.Test;

class WeakIdentitySetTest {
  private final WeakIdentitySet set = new WeakIdentitySet();

  @Test
  void equalObjectsAreNotTheSame() {
    String one = new String("same");
    String other = new String("same");
    set.add(one);
    assertThat(set.contains(one)).isTrue();
    assertThat(set.contains(other)).isFalse();
    assertThat(set.remove(other)).isFalse();
    assertThat(set.remove(one)).isTrue();
    assertThat(set.contains(one)).isFalse();
  }

  @Test
  void whatIsAddedTwiceIsRemovedOnce() {
    Object object = new Object();
    set.add(object);
    set.add(object);
    assertThat(set.remove(object)).isTrue();
    assertThat(set.contains(object)).isFalse();
  }

  @Test
  void itKeepsNothingAlive() {
    Object object = new Object();
    set.add(object);
    WeakReference<Object> watched = new WeakReference<>(object);
    object = null;
    await()
        .untilAsserted(
            () -> {
              System.gc();
              assertThat(watched.get()).isNull();
            });
    set.add(new Object());
  }
}
