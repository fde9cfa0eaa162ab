package io.ftplens.protocol.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.ftplens.protocol.event.Endpoint;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AddressKindTest {
  @ParameterizedTest
  @CsvSource({
    "0.0.0.0,WILDCARD",
    "::,WILDCARD",
    "127.0.0.1,LOOPBACK",
    "127.8.8.8,LOOPBACK",
    "::1,LOOPBACK",
    "0.1.2.3,PRIVATE",
    "10.255.0.1,PRIVATE",
    "100.63.0.1,PUBLIC",
    "100.64.0.1,PRIVATE",
    "100.127.255.255,PRIVATE",
    "100.128.0.1,PUBLIC",
    "169.254.1.1,PRIVATE",
    "169.253.1.1,PUBLIC",
    "172.15.0.1,PUBLIC",
    "172.16.0.1,PRIVATE",
    "172.31.0.1,PRIVATE",
    "172.32.0.1,PUBLIC",
    "192.168.0.1,PRIVATE",
    "192.169.0.1,PUBLIC",
    "198.51.100.7,PUBLIC",
    "fe80::1,PRIVATE",
    "febf::1,PRIVATE",
    "fec0::1,PUBLIC",
    "fc00::1,PRIVATE",
    "fd12:3456::1,PRIVATE",
    "fd::1,PUBLIC",
    "2001:db8::1,PUBLIC",
  })
  void tellsWhereAnAddressIsReachable(String address, AddressKind kind) {
    assertThat(AddressKind.of(Endpoint.of(address, 21))).isEqualTo(kind);
  }
}
