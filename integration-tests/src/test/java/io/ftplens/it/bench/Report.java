package io.ftplens.it.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Prints rows for a terminal. */
final class Report {
  private final PrintStream out;

  Report(PrintStream out) {
    this.out = out;
  }

  /** Columns as wide as their widest cells, the first to the left and the others to the right. */
  void table(List<Row> rows) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(Row.HEADINGS);
    rows.forEach(row -> lines.add(row.cells()));
    int[] widths = new int[Row.HEADINGS.size()];
    for (List<String> cells : lines) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], cells.get(i).length());
      }
    }
    for (List<String> cells : lines) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        String pad = " ".repeat(widths[i] - cells.get(i).length());
        line.append(i == 0 ? cells.get(i) + pad : "  " + pad + cells.get(i));
      }
      out.println(line.toString().stripTrailing());
    }
  }
}
