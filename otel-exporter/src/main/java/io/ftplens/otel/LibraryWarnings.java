package io.ftplens.otel;

import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Passes on what the libraries warn of, once each, save what {@link ExportWatch} says better. */
final class LibraryWarnings implements BiConsumer<String, @Nullable Throwable> {
  private static final String[] SAID_BY_EXPORT_WATCH = {
    "HttpExporter: ", "GrpcExporter: ", "PeriodicMetricReader: Exporter "
  };
  private static final Pattern NUMBER = Pattern.compile("[0-9]+");

  private final Warnings warnings;

  LibraryWarnings(BiConsumer<String, Throwable> target) {
    // counted apart, so that a talkative library leaves room for our own
    this.warnings = new Warnings(target);
  }

  @Override
  public void accept(String message, @Nullable Throwable thrown) {
    for (String known : SAID_BY_EXPORT_WATCH) {
      if (message.startsWith(known)) {
        return;
      }
    }
    // two counts of dropped spans are one cause
    String cause = NUMBER.matcher(message).replaceAll("#");
    warnings.once(thrown == null ? cause : cause + thrown.getClass(), message, thrown);
  }
}
