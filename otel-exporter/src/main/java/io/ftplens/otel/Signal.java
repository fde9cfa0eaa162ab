package io.ftplens.otel;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** One of spans, log records and metrics, and how many of it were handed to the SDK. */
final class Signal {
  private final String items;
  private final String name;
  private final AtomicLong written = new AtomicLong();

  /**
   * Names a signal.
   *
   * @param items what it consists of, in plural
   * @param name how OpenTelemetry's settings call it
   */
  Signal(String items, String name) {
    this.items = items;
    this.name = name;
  }

  String items() {
    return items;
  }

  /** How settings call it: {@code traces}, {@code logs} or {@code metrics}. */
  String name() {
    return name;
  }

  /** The environment variable that chooses its exporter. */
  String variable() {
    return "OTEL_" + name.toUpperCase(Locale.ROOT) + "_EXPORTER";
  }

  /** Notes one item that an exporter should get. */
  void wrote() {
    written.incrementAndGet();
  }

  long written() {
    return written.get();
  }
}
