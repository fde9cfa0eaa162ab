package io.ftplens.otel;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Passes on what the libraries warn of, once each, save what {@link ExportWatch} says better. */
final class LibraryWarnings implements BiConsumer<String, @Nullable Throwable> {
  private final Warnings warnings;

  LibraryWarnings(BiConsumer<String, Throwable> target) {
    // counted apart, so that a talkative library leaves room for our own
    this.warnings = new Warnings(target);
  }

  @Override
  public void accept(String message, @Nullable Throwable thrown) {
    if (message.startsWith("HttpExporter: ") || message.startsWith("GrpcExporter: ")) {
      return;
    }
    String cause = thrown == null ? message : message + thrown.getClass();
    warnings.once(cause, message, thrown);
  }
}
