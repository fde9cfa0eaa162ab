package io.ftplens.core.config;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** A list of TCP ports as users write it. */
final class Ports {
  private Ports() {}

  /** Decodes {@code 21,990}; null if an item is no port; an empty text is the empty set. */
  static @Nullable BitSet parse(String text) {
    BitSet ports = new BitSet();
    // By hand: regular expressions are dear at start-up.
    int port = -1;
    for (int i = 0; i <= text.length(); i++) {
      char c = i < text.length() ? text.charAt(i) : ',';
      if (c >= '0' && c <= '9') {
        port = Math.max(port, 0) * 10 + (c - '0');
        if (port > 65535) {
          return null;
        }
      } else if (c == ',' || c == ';' || c == ' ') {
        if (port == 0) {
          return null;
        }
        if (port > 0) {
          ports.set(port);
        }
        port = -1;
      } else {
        return null;
      }
    }
    return ports;
  }
}
