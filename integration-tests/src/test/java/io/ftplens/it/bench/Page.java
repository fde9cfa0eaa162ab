package io.ftplens.it.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The page of the documentation that holds the table, between two marks. */
final class Page {
  private static final String BEGIN = "<!-- bench: begin -->\n";
  private static final String END = "<!-- bench: end -->\n";

  private final Path file;

  Page(Path file) {
    this.file = file;
  }

  /** Puts the table in the place of the one that was there. */
  void write(String machine, List<Row> rows) throws IOException {
    String page = Files.readString(file);
    int begin = page.indexOf(BEGIN);
    int end = page.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IOException("no place for a table in " + file);
    }
    Files.writeString(
        file,
        page.substring(0, begin + BEGIN.length())
            + machine
            + "\n\n"
            + table(rows)
            + page.substring(end));
  }

  private static String table(List<Row> rows) {
    StringBuilder table = new StringBuilder();
    line(table, Row.HEADINGS);
    line(table, List.of("---", "--:", "--:", "--:", "--:", "--:", "--:", "---"));
    rows.forEach(row -> line(table, row.cells()));
    return table.toString();
  }

  private static void line(StringBuilder table, List<String> cells) {
    table.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }
}
