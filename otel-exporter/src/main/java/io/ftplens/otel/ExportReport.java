package io.ftplens.otel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells a person why export fails: once for each endpoint and cause while the application runs, and
 * in one line for all signals at its exit, with how much was lost.
 */
final class ExportReport {
  private final Warnings warnings;
  private final List<ExportWatch> watches = new ArrayList<>();
  private volatile boolean exiting;

  ExportReport(Warnings warnings) {
    this.warnings = warnings;
  }

  void add(ExportWatch watch) {
    watches.add(watch);
  }

  /** From now on failures wait for {@link #undelivered}, which will tell them with the loss. */
  void exiting() {
    exiting = true;
  }

  void failed(String endpoint, ExportFailure failure) {
    if (!exiting) {
      warnings.once(
          "export to " + endpoint + ": " + failure.kind(),
          start(endpoint, failure)
              + "; what cannot be sent is dropped and counted; "
              + failure.remedy(),
          null);
    }
  }

  /**
   * Says how much of what was written has not arrived.
   *
   * @param late what is said of exports that have no result
   * @param inTime true if all was handed to the exporters before the time was over
   */
  void undelivered(ExportFailure late, boolean inTime) {
    Map<String, List<String>> losses = new LinkedHashMap<>();
    Map<String, Set<String>> remedies = new LinkedHashMap<>();
    for (ExportWatch watch : watches) {
      String loss = watch.loss();
      if (loss != null) {
        ExportFailure failure = watch.failure(late, inTime);
        String start = start(watch.endpoint(), failure);
        losses.computeIfAbsent(start, key -> new ArrayList<>()).add(loss);
        remedies.computeIfAbsent(start, key -> new LinkedHashSet<>()).add(failure.remedy());
      }
    }
    losses.forEach(
        (start, lost) ->
            warnings.once(
                "undelivered " + start,
                start
                    + "; not delivered: "
                    + String.join(", ", lost)
                    + "; "
                    + String.join("; ", remedies.getOrDefault(start, Collections.emptySet())),
                null));
  }

  /** How each exporter is doing, for a person. */
  List<String> health() {
    List<String> lines = new ArrayList<>();
    for (ExportWatch watch : watches) {
      lines.add(watch.health());
    }
    return lines;
  }

  private static String start(String endpoint, ExportFailure failure) {
    return "OTLP export to " + endpoint + " failed: " + failure.reason();
  }
}
