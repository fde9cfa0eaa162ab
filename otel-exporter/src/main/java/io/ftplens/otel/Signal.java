package io.ftplens.otel;

import java.util.concurrent.atomic.AtomicLong;

/** One of spans, log records and metrics, and how many of it were handed to the SDK. */
final class Signal {
  private final String items;
  private final String variable;
  private final AtomicLong written = new AtomicLong();

  /**
   * Names a signal.
   *
   * @param items what it consists of, in plural
   * @param variable the environment variable that chooses its exporter
   */
  Signal(String items, String variable) {
    this.items = items;
    this.variable = variable;
  }

  String items() {
    return items;
  }

  String variable() {
    return variable;
  }

  /** Notes one item that an exporter should get. */
  void wrote() {
    written.incrementAndGet();
  }

  long written() {
    return written.get();
  }
}
