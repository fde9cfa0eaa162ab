package io.ftplens.it.soak;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a child had in use, after a collection, when no session was open.
 *
 * @param values by name
 */
record Sample(Map<String, Long> values) {
  private static final String MARK = "sample ";

  /** All that a child told, in their order. */
  static List<Sample> all(String stdout) {
    return stdout
        .lines()
        .filter(line -> line.startsWith(MARK))
        .map(line -> parse(line.substring(MARK.length())))
        .toList();
  }

  private static Sample parse(String text) {
    return new Sample(
        Stream.of(text.split(" "))
            .map(pair -> pair.split("="))
            .collect(Collectors.toMap(pair -> pair[0], pair -> Long.valueOf(pair[1]))));
  }

  long get(String name) {
    return values.get(name);
  }

  /** The least of some samples: what is above it is waste that a collection left. */
  static long least(List<Sample> samples, String name) {
    return samples.stream().mapToLong(sample -> sample.get(name)).min().orElseThrow();
  }
}
