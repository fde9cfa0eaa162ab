package io.ftplens.protocol.session;

import io.ftplens.protocol.event.Endpoint;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The addresses of several endpoints, and the range of their ports. */
final class EndpointRange {
  /** Clusters announce a few addresses; beyond this a rule would name a network. */
  static final int MOST_ADDRESSES = 8;

  private final Set<String> addresses = new LinkedHashSet<>(2);
  private int lowest = Integer.MAX_VALUE;
  private int highest;

  void add(@Nullable Endpoint endpoint) {
    if (endpoint != null) {
      if (addresses.size() < MOST_ADDRESSES) {
        addresses.add(endpoint.ipv6() ? "[" + endpoint.address() + "]" : endpoint.address());
      }
      lowest = Math.min(lowest, endpoint.port());
      highest = Math.max(highest, endpoint.port());
    }
  }

  boolean isEmpty() {
    return addresses.isEmpty();
  }

  int lowest() {
    return lowest;
  }

  boolean onePort() {
    return lowest == highest;
  }

  /** {@code 192.0.2.1}, {@code 192.0.2.1,192.0.2.2}. */
  String addresses() {
    return String.join(",", addresses);
  }

  /** {@code 192.0.2.1:30000}, {@code 192.0.2.1:30000-30099}. */
  @Override
  public String toString() {
    return addresses() + ":" + lowest + (onePort() ? "" : "-" + highest);
  }
}
