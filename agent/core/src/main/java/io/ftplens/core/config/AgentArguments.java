package io.ftplens.core.config;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Splits what stands behind the equals sign of {@code -javaagent:ftplens-agent.jar=…}. */
final class AgentArguments {
  private AgentArguments() {}

  /**
   * Decodes {@code key=value,key=value}. A piece without an equals sign continues the value before
   * it, so that {@code ports=21,990,force-passive=true} means what it looks like; a leading piece
   * without one is a key without a value. Keys may carry the prefix {@code ftplens.}.
   */
  static Map<String, String> parse(@Nullable String argument) {
    if (argument == null || argument.trim().isEmpty()) {
      // Mostly so, and the views of this one are loaded in any case.
      return new HashMap<>();
    }
    Map<String, String> pairs = new LinkedHashMap<>();
    String lastKey = null;
    for (String piece : argument.replace(';', ',').split(",")) {
      int equals = piece.indexOf('=');
      if (equals >= 0) {
        lastKey = withoutPrefix(piece.substring(0, equals).trim());
        pairs.put(lastKey, piece.substring(equals + 1).trim());
      } else if (lastKey != null && !piece.trim().isEmpty()) {
        pairs.put(lastKey, pairs.get(lastKey) + "," + piece.trim());
      } else if (!piece.trim().isEmpty()) {
        pairs.put(withoutPrefix(piece.trim()), "");
      }
    }
    return pairs;
  }

  private static String withoutPrefix(String key) {
    return key.startsWith("ftplens.") ? key.substring("ftplens.".length()) : key;
  }
}
