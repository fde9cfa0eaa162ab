package io.ftplens.core.tap;

import static org.assertj.core.api.Assertions.assertThat;

import io.ftplens.core.hook.HookClass;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RecentDataTest {
  private static final int PORT = 50_000;

  private final Object socket = new Object();
  private final Object other = new Object();

  /** A data connection refers to the tap, which is one of the hooks. */
  @BeforeAll
  static void hooks() {
    HookClass.inJavaLang();
  }

  @AfterEach
  void forget() {
    RecentData.clear();
  }

  /** Of a connection only its socket and port matter here. */
  @SuppressWarnings("NullAway")
  private static DataTap tap(Object socket, int port) {
    return new DataTap(null, socket, port, null, null, null);
  }

  @Test
  void aConnectionIsFoundByItsSocketAlone() {
    DataTap data = tap(socket, PORT);
    RecentData.add(data);
    assertThat(RecentData.find(socket, PORT)).isSameAs(data);
    assertThat(RecentData.find(other, PORT)).isNull();
    assertThat(RecentData.find(socket, PORT + 1)).isNull();
  }

  @Test
  void theLatestOfASlotIsFoundAndTheOthersAreLeftToTheTable() {
    RecentData.add(tap(socket, PORT));
    DataTap later = tap(other, PORT + 256);
    RecentData.add(later);
    assertThat(RecentData.find(socket, PORT)).isNull();
    assertThat(RecentData.find(other, PORT + 256)).isSameAs(later);
  }

  @Test
  void whoeverGoesTakesOnlyItself() {
    DataTap earlier = tap(socket, PORT);
    RecentData.add(earlier);
    DataTap later = tap(other, PORT);
    RecentData.add(later);
    RecentData.remove(earlier);
    assertThat(RecentData.find(other, PORT)).isSameAs(later);
    RecentData.remove(later);
    assertThat(RecentData.find(other, PORT)).isNull();
  }

  @Test
  void belowTlsIsWhoIsKnownToCarryIt() {
    Object tls = new Object();
    DataTap data = tap(socket, PORT);
    RecentData.add(data);
    assertThat(RecentData.belowTls(tls, PORT)).isNull();
    data.carry(tls);
    assertThat(RecentData.belowTls(tls, PORT)).isSameAs(data);
    assertThat(RecentData.belowTls(other, PORT)).isNull();
    assertThat(RecentData.belowTls(tls, PORT + 1)).isNull();
  }

  @Test
  void everyPortHasASlot() {
    for (int port : new int[] {1, 255, 256, 65_535}) {
      DataTap data = tap(socket, port);
      RecentData.add(data);
      assertThat(RecentData.find(socket, port)).isSameAs(data);
    }
  }
}
