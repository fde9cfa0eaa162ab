package io.ftplens.it.bench;

import java.util.List;

/**
 * Something to measure, which may fail without harm to the others.
 *
 * @param name for the one who watches, and for {@code bench.only}
 * @param body makes the rows
 */
record Measurement(String name, Body body) {
  /** Makes rows of the table. */
  interface Body {
    List<Row> measure() throws Exception;
  }
}
