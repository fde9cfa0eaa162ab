package io.ftplens.core.config;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** A list of TCP ports as users write it. */
final class Ports {
  private Ports() {}

  /** Decodes {@code 21,990}; null if an item is no port; an empty text is the empty set. */
  static @Nullable BitSet parse(String text) {
    BitSet ports = new BitSet();
    for (String item : text.split("[,; ]+")) {
      if (item.isEmpty()) {
        continue;
      }
      if (!item.matches("[0-9]{1,5}")) {
        return null;
      }
      int port = Integer.parseInt(item);
      if (port < 1 || port > 65535) {
        return null;
      }
      ports.set(port);
    }
    return ports;
  }
}
