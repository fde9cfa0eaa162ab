package io.ftplens.it.capture;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Sorts segments into connections: each SYN begins one. */
final class Connections {
  private final Map<List<InetSocketAddress>, Connection> byEnds = new HashMap<>();
  private final List<Connection> all = new ArrayList<>();

  void add(Segment segment) {
    if (segment.opens()) {
      Connection known = byEnds.get(List.of(segment.from(), segment.to()));
      if (known == null || !known.sameOpening(segment)) {
        Connection connection = new Connection(segment);
        all.add(connection);
        byEnds.put(List.of(segment.from(), segment.to()), connection);
      }
      return;
    }
    Connection connection = byEnds.get(List.of(segment.from(), segment.to()));
    if (connection == null) {
      connection = byEnds.get(List.of(segment.to(), segment.from()));
    }
    if (connection != null) {
      connection.add(segment);
    }
  }

  List<Connection> all() {
    return all;
  }
}
